# Sélection : qui choisir pour un budget.
overlap_impossible = Ce recouvrement de deux audiences est impossible : { $seen } ({ $kind }) ferait { $people } personnes dans les deux. Valeurs admises : de 0 à la plus petite audience, { $most }. Vérifiez la définition suivie par ce chiffre.
reach_size_impossible = Une audience de { $seen } personnes est impossible. Valeurs admises : 0 ou plus, sans dépasser les { $universe } personnes que l'on peut toucher en tout. Corrigez l'audience ou l'univers.
selection_infeasible = Aucun choix ne respecte toutes les limites à la fois.
shortlist_budget = Ce budget ne peut pas être dépensé : { $seen }. Valeurs admises : plus de 0, au plus { $most }. Indiquez la somme disponible, par exemple --budget 20000.
shortlist_term_out_of_range = { $name } vaut { $seen }, hors limites. Valeurs admises : de { $low } à { $high }. Modifiez --{ $name }.
shortlist_no_universe = Pour la couverture, il faut savoir combien de personnes compte la cible, et personne ne l'a dit. Valeur admise : un nombre de personnes. Ajoutez-le, par exemple --universe 12000000, ou choisissez un autre objectif.
shortlist_risk_not_for = La prudence sur les pires tirages ne va pas avec l'objectif { $objective }. Objectifs possibles : margin, views, engagements. Retirez --risk ou choisissez un autre objectif.
shortlist_must_and_never = À la fois imposés et exclus : { $creators }. Valeur admise : l'un des deux. Retirez-les de --must ou de --never.
shortlist_most_below_least = Au plus { $most } et au moins { $least } créateurs ne peuvent valoir ensemble. Le maximum ne doit pas être inférieur au minimum. Modifiez --max-creators ou --min-creators.
shortlist_must_left_out = @{ $creator } est imposé mais ne peut pas être candidat ({ $why ->
    [shortlist_out_no_price] aucun prix connu
    [shortlist_out_no_views] aucune publication organique d'au moins une semaine
    [shortlist_out_no_engagements] mentions J'aime, commentaires et partages inconnus
    [shortlist_out_no_margin] aucun effet connu sur les commandes
    [shortlist_out_no_reach] audience inconnue
   *[other] { $why }
  }). Sont admis les créateurs dont on connaît tout ce que l'objectif demande. Importez ce qui manque, donnez --price, ou retirez --must.
shortlist_unknown_creator = Aucun créateur ne s'appelle { $seen }. Les plus proches : { $nearest }. Vérifiez l'identifiant, ou importez d'abord ce créateur.
shortlist_unknown_group = Aucun créateur n'a pour { $dimension ->
    [tier] taille
    [country] pays
   *[category] catégorie
  } { $seen }. Connus : { $nearest }. Choisissez parmi eux.
shortlist_apart_must = { $creators } sont tous imposés mais s'excluent. Un seul par groupe est admis. Modifiez --must ou --apart.
shortlist_cap_unreadable = La limite « { $seen } » est illisible. Formes admises : tier:macro=2 (créateurs), country:FR=40% ou category:beauty=40% (du budget). Écrivez-la ainsi.
shortlist_overlap_unreadable = Le recouvrement « { $seen } » est illisible. Formes admises : lea+max=12000 (personnes dans les deux), ou lea+max=30%:of_smaller ; définitions : { $valid_kinds }. Écrivez-le ainsi.
shortlist_unknown_objective = { $seen } n'est pas un objectif. Valeurs admises : { $nearest }. Choisissez-en un avec --objective.
shortlist_format = Une sélection ne s'écrit pas en { $seen }. Formats admis : { $valid }. Choisissez l'une de ces extensions.

shortlist_no_candidates = Aucun des { $n } créateurs ne peut être candidat. { $why ->
    [shortlist_out_no_price] La plupart n'ont pas de prix connu.
    [shortlist_out_no_views] La plupart n'ont aucune publication organique d'au moins une semaine.
    [shortlist_out_no_engagements] Pour la plupart, mentions J'aime, commentaires et partages sont inconnus.
    [shortlist_out_no_margin] Pour la plupart, aucun effet sur les commandes n'est connu.
    [shortlist_out_no_reach] Pour la plupart, l'audience est inconnue.
    [shortlist_out_match_unknown] Pour la plupart, l'adéquation de l'audience est inconnue.
    [shortlist_out_match_low] La plupart correspondent trop peu à la cible.
    [shortlist_out_tier] La plupart sont d'une autre taille.
    [shortlist_out_country] La plupart sont d'un autre pays.
    [shortlist_out_category] La plupart sont d'une autre catégorie.
    [shortlist_out_too_dear] La plupart coûtent plus que ce qui est admis par créateur.
   *[other] Tous ont été écartés.
  }
shortlist_no_roster = Il n'y a encore aucun créateur parmi lesquels choisir.
shortlist_help_prices = Saisissez des devis (upshot sheet quotes), importez des collaborations avec leurs cachets, ou donnez --price lea=800.
shortlist_help_posts = Importez des relevés de leurs publications : une feuille post_metrics ou un export de leurs statistiques.
shortlist_help_margin = Importez commandes et collaborations pour qu'un verdict soit possible, ou demandez la couverture, les vues ou les engagements.
shortlist_help_audience = Importez les statistiques d'audience de ces créateurs.
shortlist_help_wider = Demandez davantage de tailles, de pays ou de catégories.
shortlist_help_roster = Importez une feuille creators (upshot sheet creators) ou toute liste de créateurs.

shortlist_out_never = { $n } écartés à votre demande : { $creators }
shortlist_out_tier = { $n } d'une autre taille, ou de taille inconnue : { $creators }
shortlist_out_country = { $n } d'un autre pays, ou de pays inconnu : { $creators }
shortlist_out_category = { $n } d'une autre catégorie, ou de catégorie inconnue : { $creators }
shortlist_out_no_price = { $n } sans prix ; aucun n'a été deviné : { $creators }
shortlist_out_no_views = { $n } sans publication organique d'au moins une semaine : { $creators }
shortlist_out_no_engagements = { $n } dont mentions J'aime, commentaires ou partages sont inconnus : { $creators }
shortlist_out_no_margin = { $n } dont personne n'a mesuré l'effet sur les commandes : { $creators }
shortlist_out_no_reach = { $n } dont l'audience est inconnue : { $creators }
shortlist_out_match_unknown = { $n } dont l'adéquation de l'audience est inconnue : { $creators }
shortlist_out_match_low = { $n } sous l'adéquation d'audience demandée : { $creators }
shortlist_out_too_dear = { $n } plus chers que ce qui est admis par créateur : { $creators }
shortlist_out_none = personne

shortlist_title = Sélection
shortlist_objective_margin = marge après coût
shortlist_objective_reach = personnes différentes touchées
shortlist_objective_views = vues
shortlist_objective_engagements = engagements
shortlist_objective_engagements_per_euro = engagements par unité d'argent
shortlist_answer_chosen = { $n ->
    [one] 1 créateur pour { $cost } sur { $budget }
   *[other] { $n } créateurs pour { $cost } sur { $budget }
  }
shortlist_answer_nothing_pays = Personne : avec { $budget }, le mieux est de garder l'argent.
shortlist_answer_conflict = Aucun choix ne respecte toutes les limites.
shortlist_conflict_intro = Ces limites s'excluent ; il suffit que l'une d'elles cède :
shortlist_brings_margin = Attendu : { $value } de marge après coût ; rentable avec une probabilité de { $p }.
shortlist_brings = Attendu : { $value }.
shortlist_bound = Aucun autre choix dans ces limites n'apporte plus de { $bound } (au plus { $gap } de plus).
shortlist_exact = Aucun autre choix dans ces limites n'apporte ne serait-ce que 0,1 % de plus.
shortlist_unit_margin = { $value }
shortlist_unit_reach = { $value } personnes
shortlist_unit_views = { $value } vues
shortlist_unit_engagements = { $value } engagements
shortlist_unit_engagements_per_euro = { $value } engagements par unité d'argent
shortlist_reach = Ils touchent environ { $estimate } personnes différentes de la cible ; à coup sûr entre { $low } et { $high }, si la couverture de chacun est juste ({ $naive } en comptant chacun autant de fois que de créateurs).
shortlist_reach_interval = Avec l'incertitude sur la couverture de chaque créateur : de { $low } à { $high }.
shortlist_reach_twice = { $twice } d'entre elles voient au moins deux créateurs ; mille personnes touchées coûtent { $each }.
shortlist_reach_pairs = Le recouvrement est connu pour { $known } paires sur { $pairs } ; les autres comptent comme indépendantes.
shortlist_binds_title = Ce qui limite le choix
shortlist_bind_budget = Budget : chaque { $one } de plus vaut { $price }.
shortlist_bind_hours = Heures : chaque heure de plus vaut { $price }.
shortlist_bind_most = Nombre de créateurs : chaque créateur admis en plus vaut { $price }.
shortlist_bind_least = Nombre minimal de créateurs : chaque créateur exigé en moins vaut { $price }.
shortlist_bind_tier_creators = Créateurs de taille { $name } : chaque créateur admis en plus vaut { $price }.
shortlist_bind_country_creators = Créateurs du pays { $name } : chaque créateur admis en plus vaut { $price }.
shortlist_bind_category_creators = Créateurs de la catégorie { $name } : chaque créateur admis en plus vaut { $price }.
shortlist_bind_tier_share = Argent pour la taille { $name } : chaque { $one } admis en plus vaut { $price }.
shortlist_bind_country_share = Argent pour { $name } : chaque { $one } admis en plus vaut { $price }.
shortlist_bind_category_share = Argent pour la catégorie { $name } : chaque { $one } admis en plus vaut { $price }.
shortlist_bind_gain = En choisissant à nouveau avec { $step } de plus : { $gain } de plus.
shortlist_bind_gain_less = En choisissant à nouveau avec { $step } de moins : { $gain } de plus.
shortlist_bind_no_gain = En choisissant à nouveau avec { $step } de plus : rien ne change, car un créateur ne se divise pas.
shortlist_bind_none = Aucune limite ne retient le choix : tous ceux qui en valent la peine y sont.
shortlist_limit_budget = Budget
shortlist_limit_hours = Heures
shortlist_limit_most = Nombre maximal de créateurs
shortlist_limit_least = Nombre minimal de créateurs
shortlist_limit_tier_creators = Créateurs de taille { $name }
shortlist_limit_country_creators = Créateurs du pays { $name }
shortlist_limit_category_creators = Créateurs de la catégorie { $name }
shortlist_limit_tier_share = Argent pour la taille { $name }
shortlist_limit_country_share = Argent pour { $name }
shortlist_limit_category_share = Argent pour la catégorie { $name }
shortlist_conflict_enough = { $limit } : { $bound } demandés, { $enough } suffiraient
shortlist_conflict_never = { $limit } : { $bound } demandés ; la déplacer seule ne suffit pas
shortlist_why_must = imposé
shortlist_why_fits = complète le choix : un créateur ne se divise pas
shortlist_why_per_euro = { $rank ->
    [one] apporte le plus des { $n } pour son coût
   *[other] place { $rank } sur { $n } par ce qu'il apporte pour son coût
  }
shortlist_why_few_posts = { $posts ->
    [one] repose sur une seule publication
   *[other] repose sur { $posts } publications
  }
shortlist_not_rival = exclu par @{ $creator }
shortlist_not_pays = ne devrait pas être rentable
shortlist_not_budget = coûte plus que tout le budget
shortlist_not_fits = ne tient pas à côté des autres
shortlist_not_others = d'autres apportent plus pour ce qu'ils consomment
shortlist_note_followers = Les abonnés ne sont ni comptés ni utilisés pour trier. Seules les vues attendues des créateurs à peu de publications s'appuient sur celles de créateurs de taille semblable.
shortlist_note_old_prices = Les prix de { $n } candidats sur { $all } sont ceux de leurs collaborations passées, pas des devis ; un devis ou --price les remplace.
shortlist_note_luck = La chance au-delà de la borne haute d'un intervalle n'est pas comptée : les valeurs attendues s'y arrêtent.
shortlist_note_risk = C'est la moyenne des { $share } % de tirages les plus mauvais qui est maximisée, pas l'espérance.
shortlist_note_first_post = La couverture compte la première publication de chaque créateur ; les suivantes touchent en partie les mêmes personnes et ne sont pas ajoutées.
shortlist_note_ratio = Le meilleur rapport serait celui d'un seul créateur ; il en a été demandé au moins { $n }.
shortlist_note_independent = Les audiences comptent comme indépendantes là où personne n'a dit ce qu'elles partagent ; dans une même niche elles partagent plus, et la couverture est alors moindre.
shortlist_note_no_target = Personne n'a dit qui la marque veut toucher ni où elle vend : toute personne touchée compte.
shortlist_note_reach_prior = Aucune couverture n'a été importée : le nombre de personnes par vue est celui qu'ont vu les propriétaires d'autres comptes, avec son large intervalle.
shortlist_note_new = { $n ->
    [one] Un candidat est nouveau pour la marque : ses commandes attendues reposent sur les autres créateurs du programme.
   *[other] { $n } candidats sont nouveaux pour la marque : leurs commandes attendues reposent sur les autres créateurs du programme.
  }
shortlist_note_no_audience = Aucune audience n'est connue : toute personne touchée compte, dans la cible ou non.
shortlist_note_no_margin = Il n'y a pas d'estimation de ce que les publications apportent en commandes.
shortlist_table_chosen = Choisis (intervalles à { $level }, modélisés)
shortlist_table_not_chosen = Non choisis, les plus proches d'abord
shortlist_table_left_out = Non candidats
shortlist_table_pareto_tiers = Tailles : le créateur moyen de chacune (modélisé)
shortlist_table_pareto = Vues et engagements pour l'argent (modélisé)
shortlist_table_totals = Le choix dans son ensemble (intervalles à { $level }, modélisés)
shortlist_col_cost = Coût complet
shortlist_col_views = Vues
shortlist_col_engagements = Engagements
shortlist_col_margin = Marge avant coût
shortlist_col_net = Marge après coût et seuil
shortlist_col_per_euro = Engagements pour { $one }
shortlist_col_match = Adéquation d'audience
shortlist_col_country = Pays
shortlist_col_up_to = Reste jusqu'à
shortlist_col_at = Entre à
shortlist_col_value = Attendu
shortlist_col_why = Pourquoi
shortlist_col_front = Sur le front
shortlist_col_creators = Créateurs
shortlist_col_hours = Heures
shortlist_col_chosen = Choisi
shortlist_yes = oui
shortlist_pareto_note = Sur le front : dans cette part des tirages, personne n'a à la fois plus de vues et plus d'engagements pour l'argent. Un grand créateur peut perdre, un petit aussi.
shortlist_chart_title = Vues et engagements pour l'argent
shortlist_chart_description = Un point par créateur : vues attendues en abscisse, engagements par unité d'argent en ordonnée ; les choisis sont pleins.
shortlist_notes_title = Ce que cela suppose
shortlist_written = Écrit : { $file }

shortlist_open = Composer une sélection
shortlist_form = Ce que vous cherchez
shortlist_form_budget = Budget
shortlist_form_objective = Le plus possible de
shortlist_form_posts = Publications de chacun
shortlist_form_most = Nombre maximal de créateurs
shortlist_form_hours = Heures par créateur
shortlist_form_risk = Prudence
shortlist_form_universe = Personnes de la cible en tout
shortlist_form_match = Adéquation d'audience minimale
shortlist_form_tiers = Tailles
shortlist_form_countries = Pays
shortlist_form_categories = Catégories
shortlist_form_more = Autres limites et prix
shortlist_form_caps = Au plus (une limite par ligne)
shortlist_form_caps_help = tier:macro=2 (créateurs), country:FR=40% (du budget)
shortlist_form_prices = Prix d'une publication (un par ligne)
shortlist_form_must = À inclure
shortlist_form_never = À exclure
shortlist_form_apart = Un seul au plus parmi
shortlist_form_names_help = Identifiants séparés par des virgules ; pour le dernier champ, un groupe par ligne.
shortlist_form_submit = Choisir
shortlist_form_help = La liste suit ce que vous saisissez. Rien n'est réservé, personne n'est contacté. Aucune case cochée : tout le monde.
shortlist_form_start = Saisissez un budget pour voir qui choisir.
shortlist_risk_100 = l'espérance compte
shortlist_risk_50 = la moitié défavorable compte
shortlist_risk_20 = le cinquième le plus défavorable compte
shortlist_export = À emporter
shortlist_bad_number = { $field } : « { $seen } » est illisible. Valeur admise : un nombre supérieur ou égal à 0. Corrigez le champ.
shortlist_nothing_to_export = Ce formulaire ne mène à aucune sélection à emporter. Valeur admise : un formulaire qui aboutit à un choix. Revenez et changez le budget ou les limites.
