# Sélection : qui choisir pour un budget.
overlap_impossible = Ce recouvrement de deux audiences est impossible : { $seen } ({ $kind }) ferait { $people } personnes dans les deux. Valeurs admises : de 0 à la plus petite audience, { $most }. Vérifiez la définition suivie par ce chiffre.
reach_size_impossible = Une audience de { $seen } personnes est impossible. Valeurs admises : 0 ou plus, sans dépasser les { $universe } personnes que l'on peut toucher en tout. Corrigez l'audience ou l'univers.
selection_infeasible = Aucun choix ne respecte toutes les limites à la fois.
