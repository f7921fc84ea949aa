# La prévision d'une collaboration envisagée, et son test sur le passé.
forecast_title = Prévision : { $posts ->
    [one] une publication
   *[other] { $posts } publications
} par créateur ({ $type }), la première le { $starts }. Tout est modélisé ici.
forecast_organic = organique
forecast_tier_unknown = taille inconnue
forecast_answer = @{ $creator } ({ $tier }) : la prochaine publication atteint { $median } vues dans le cas médian, et entre { $low } et { $high } quatre fois sur cinq.
forecast_ratio = Une publication sponsorisée fait { $ratio } × les vues d'une publication organique ({ $low } … { $high }) ; { $source }.
forecast_pays = Pour un coût de { $cost }, le ROI dépasse { $hurdle } avec une probabilité de { $p }.
forecast_ceiling = Pour un ROI de { $hurdle } : un cachet de { $even } est rentable une fois sur deux ; la marge attendue, portée par quelques succès, en supporterait { $fee }.
forecast_no_ceiling = Aucun cachet n'est rentable : la marge attendue ne couvre pas les autres coûts à un ROI de { $hurdle }.
forecast_table = @{ $creator }
forecast_together = Les { $n } créateurs ensemble, toutes leurs publications
forecast_col_level = Intervalle à { $level }
forecast_col_median = Milieu
forecast_col_source = Repose sur
forecast_quantity_views = Vues
forecast_quantity_reach = Portée
forecast_quantity_likes = J'aime
forecast_quantity_comments = Commentaires
forecast_quantity_shares = Partages
forecast_quantity_saves = Enregistrements
forecast_quantity_visits = Visites par liens balisés
forecast_quantity_orders = Commandes incrémentales
forecast_quantity_net_revenue = Chiffre d'affaires net incrémental
forecast_quantity_margin = Marge brute incrémentale
forecast_quantity_roi = ROI
forecast_per_post = { $quantity }, une publication
forecast_per_all = { $quantity }, { $n } publications
forecast_source_own = { $n ->
    [one] les données propres (1)
   *[other] les données propres ({ $n })
}
forecast_source_own_effect = { $n ->
    [one] l'effet propre d'après le verdict (1 publication)
   *[other] l'effet propre d'après le verdict ({ $n } publications)
}
forecast_source_pooled = { $n ->
    [0] des créateurs de même taille
    [one] un autre créateur
   *[other] { $n } autres créateurs
}
forecast_source_pooled_effect = { $n ->
    [one] le programme, par taille et type (1 créateur)
   *[other] le programme, par taille et type ({ $n } créateurs)
}
forecast_source_prior = ce qu'on sait des créateurs en général
forecast_source_given = ce que vous avez indiqué
forecast_missing = Sans prévision : { $names }. { $why } → { $help }
forecast_no_counter = Aucune publication des fichiers ne montre ce compteur.
forecast_no_links = Aucun lien balisé d'un créateur n'a de visites.
forecast_help_links = Donnez aux créateurs des liens avec utm_content et importez le rapport d'audience.
forecast_no_response = Rien ne dit ce que vaut une vue : il n'y a pas d'estimation des commandes.
forecast_no_order_value = Aucune commande n'a de montant.
forecast_nothing_known = On ne sait rien de @{ $creator } : aucune publication avec des vues, et pas de nombre d'abonnés.
forecast_help_followers = Ou indiquez les abonnés dans la feuille des créateurs.
forecast_note_final = Les vues sont celles d'une publication de { $days } jours, sans publicité.
forecast_note_sponsored = Le rapport entre vues sponsorisées et organiques s'appuie sur d'autres créateurs quand un créateur a peu de publications sponsorisées.
forecast_note_reach = La portée est celle d'une publication : les personnes touchées par plusieurs publications ne s'additionnent pas, aucune somme n'est donc donnée.
forecast_note_pooled_effect = Quand un créateur n'a pas encore travaillé avec vous, les commandes viennent de ceux qui l'ont fait : l'intervalle couvre ce qui sépare les créateurs.
forecast_note_most_views = Commandes et argent ne comptent pas sur plus de { $views } vues par publication, le plus qu'une publication connue ait fait ou s'apprête à faire.
forecast_note_few_posts = { $n ->
    [0] Aucune publication de @{ $creator } n'est connue : les vues sont celles de créateurs de même taille.
    [one] Une seule publication de @{ $creator } est connue : les vues s'appuient sur des créateurs de même taille.
   *[other] Seules { $n } publications de @{ $creator } sont connues : les vues s'appuient sur des créateurs de même taille.
}
forecast_note_silence = D'après les fichiers, @{ $creator } n'a rien publié depuis { $days } jours : son niveau a pu changer, et l'intervalle est plus large.
forecast_note_no_followers = Les abonnés de @{ $creator } sont inconnus ; connus, ils rapprocheraient la prévision de créateurs de même taille.
forecast_written = Écrit dans { $file }.
forecast_test_title = Test sur le passé : les dernières publications de { $creators } créateurs ({ $posts } publications) cachées et prévues d'après les précédentes
forecast_test_hidden = { $n ->
    [one] La dernière publication cachée
   *[other] Les { $n } dernières publications cachées
}
forecast_test_group = Publications
forecast_test_n = Publications / créateurs
forecast_test_c50 = Dans les 50 %
forecast_test_c80 = Dans les 80 % (± points)
forecast_test_c90 = Dans les 90 %
forecast_test_tails = Sous / sur les 80 %
forecast_test_median = Perte ÷ sa médiane passée
forecast_test_quantiles = Perte ÷ ses quantiles passés
forecast_test_target = Objectif
forecast_test_met = atteint
forecast_test_missed = manqué
forecast_test_kind_all = toutes
forecast_test_kind_past = { $group } publications avant
forecast_test_kind_tier = { $group }
forecast_test_targets = Objectif : 75 à 85 % des publications cachées dans l'intervalle à 80 % et les deux pertes sous 1 ; jugé à partir de 100 publications.
forecast_test_losses = Perte : perte quantile sur le logarithme des vues, à 50 %, et la moyenne à 10, 25, 50, 75 et 90 % ; sous 1, mieux que les seules publications passées du créateur. ± est l'erreur de Monte-Carlo sur { $n } rééchantillonnages des créateurs.
forecast_test_limits = Seules servent les publications parues avant, et les abonnés comptés à cette date. Les publications passées montrent les vues de leur dernier relevé.
forecast_no_creator = Aucun créateur n'a été nommé. Vu : rien. Valide : un ou plusieurs identifiants, ou --backtest. Écrivez par exemple : upshot forecast lea --posts 3.
forecast_nothing_to_test = Il n'y a rien à tester : { $creators } créateurs avec { $posts } publications, dont aucune n'est datée et relevée sept jours après sa parution ou plus tard. Valide : des créateurs avec des publications et leurs vues. Importez des statistiques de publications avec date de parution et jour du relevé.
forecast_creators_out_of_range = { $seen } créateurs ont été nommés. Valide : de 1 à { $most }. Demandez-en moins à la fois.
forecast_posts_out_of_range = Le nombre de publications était { $seen }. Valide : de 1 à { $most }. Changez --posts.
forecast_unknown_type = Il n'y a pas de type de collaboration « { $seen } ». Valides : { $types }. Changez --type.
forecast_cost_negative = Le coût était { $seen }. Valide : 0 ou plus. Changez --fee ou --costs.
forecast_days_out_of_range = Les jours entre deux publications étaient { $seen }. Valide : de 0 à { $most }. Changez --days-apart.
forecast_starts_in_the_past = La première publication serait le { $seen }. Valide : le { $today } ou plus tard. Changez --from.
forecast_nothing_to_plot = Il n'y a rien à dessiner pour « { $seen } ». Valide : views, ou margin quand les commandes et un taux de marge sont connus. Choisissez un autre tracé.
chart_forecast_axis_views = Vues d'une publication (échelle logarithmique)
chart_forecast_axis_margin = Marge brute incrémentale
chart_forecast_description = Milieu de la prévision de chaque créateur, avec ses intervalles à 50, 80 et 90 %
