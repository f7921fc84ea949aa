# Et maintenant : le budget, et ce que valent les tests.
nav_next = Et maintenant
next_title = Et maintenant
next_form = Demander
next_form_amount = Budget
next_form_starts = Du
next_form_ends = Au
next_form_cap = Plafonds et planchers
next_form_cap_help = Un par ligne : lea ≤ 3000, type:live ≤ 20 %, boosts ≥ 1000. Vide : seulement les limites qui découlent de ce qui a été vu.
next_form_risk = Prudence
next_form_explore = À explorer
next_form_submit = Calculer
next_form_help = Budget vide : ce qu'autant de jours ont coûté jusqu'ici. Rien n'est dépensé ni envoyé : c'est une proposition.
next_risk_100 = l'espérance compte
next_risk_50 = la moins bonne moitié des possibles compte
next_risk_20 = le pire cinquième compte
next_explore_0 = rien
next_tests_title = Tests qui valent la peine
next_tests_wait = La valeur des tests est calculée sur sa propre page.
next_tests_link = Quel test changerait cela ?
next_tests_page = Ce que valent les tests
next_binds_title = Ce qui retient le résultat
next_notes_title = Ce que cela suppose
next_answer_title = La réponse
next_to_plan = Programmer les publicités : plan Spark
next_print = Imprimer
next_bad_limit = La ligne « { $seen } » est illisible. Valable : un nom, ≤ ou ≥, et un montant ou une part, par exemple lea ≤ 3000 ou boosts ≥ 10 %.
budget_answer_reallocate = Répartir autrement : { $planned } sur { $budget }.
budget_answer_keep = La répartition actuelle est à peu près aussi bonne : aucune raison claire de déplacer de l'argent.
budget_answer_spend_less = Dépenser { $planned } sur { $budget } : au-delà, rien ne rapporte dans les limites de ce qui a été vu.
budget_answer_hold = Garder l'argent : aucun euro de plus n'a assez de chances de rapporter.
budget_intro = { $planned } du { $starts } au { $ends } ; { $unspent } restent non dépensés.
budget_gain = Par rapport à la même répartition que jusqu'ici : { $gain } de marge en plus, coûts déduits ; meilleure avec une probabilité de { $p }.
budget_last_euro = Le dernier euro rapporte { $margin } de marge ; il atteint les { $hurdle } demandés avec une probabilité de { $p }.
budget_last_euro_no_next = Le dernier euro rapporte { $margin } de marge ; il atteint les { $hurdle } demandés avec une probabilité de { $p }. Un de plus resterait non dépensé.
budget_no_last_euro = Aucun euro n'est dépensé : il n'y en a donc pas de dernier.
budget_change_more = plus
budget_change_same = comme maintenant
budget_change_less = moins
budget_change_stop = arrêter
budget_change_explore = explorer
table_budget_creators = Créateurs et types de collaboration (intervalles à { $level }, modélisés)
table_budget_types = Par type de collaboration, sans les publicités sur les publications déjà en ligne
table_budget_boosts = Publicités sur des publications déjà en ligne (modélisé)
table_budget_total = Le plan dans son ensemble (intervalles à { $level }, modélisés)
budget_label_type = Type
budget_label_change = Changement
budget_label_posts_now = Publications au rythme actuel
budget_label_posts = Publications prévues
budget_label_price = Prix d'une publication
budget_label_spend = Dépense
budget_label_spend_now = Dépense au rythme actuel
budget_label_ads = Publicités sur ces publications
budget_label_return = Marge par euro d'une publication
budget_label_pays = Rapporte
budget_label_why = Pourquoi
budget_label_views = Vues payées
budget_label_margin = Marge attendue
budget_label_net = Marge après coût et seuil
budget_label_gain = De plus que la répartition actuelle
budget_label_better = Meilleur que la répartition actuelle
budget_label_plan = Plan
budget_label_today = Réparti comme jusqu'ici
budget_reason_explore = pour apprendre : rapporte avec { $p } %, mais peut être parmi les meilleurs
budget_reason_does_not_pay = une publication de plus ne rapporte qu'avec une probabilité de { $p } %
budget_reason_others_pay_more = d'autres rapportent davantage pour le même argent
budget_reason_does_not_fit = son prix ne tient pas dans ce qui reste
budget_reason_step = { $posts ->
    [one] une publication au plus : { $step } fois le rythme actuel
   *[other] { $posts } publications au plus : { $step } fois le rythme actuel
}
budget_reason_price_creator = prix des autres collaborations de ce créateur
budget_reason_price_tier_type = prix de la catégorie pour ce type : ce créateur n'a jamais été payé
budget_reason_price_tier = prix de la catégorie : ce créateur n'a jamais été payé
budget_reason_price_all = prix de tous les créateurs : personne de cette catégorie n'a été payé
budget_reason_few_posts = { $posts ->
    [0] aucune publication vue : les vues s'appuient sur la catégorie
    [one] une seule publication vue : les vues s'appuient sur la catégorie
   *[other] { $posts } publications vues : les vues s'appuient sur la catégorie
}
budget_reason_views_seen = autant de vues payées qu'on en a jamais vu sur une publication
budget_bind_budget = Le budget : un euro de plus rapporterait { $worth } au-delà de son coût.
budget_bind_posts = Publications de @{ $creator } (au plus { $posts }) : une de plus rapporterait { $worth } de plus que son argent ailleurs.
budget_bind_cap_creator = Le plafond de @{ $name } : un euro de marge de manœuvre rapporterait { $worth }.
budget_bind_cap_type = Le plafond du type { $name } : un euro de marge de manœuvre rapporterait { $worth }.
budget_bind_cap_boosts = Le plafond des publicités : un euro de marge de manœuvre rapporterait { $worth }.
budget_bind_floor_creator = Le plancher de @{ $name } : chaque euro de celui-ci coûte { $worth }.
budget_bind_floor_type = Le plancher du type { $name } : chaque euro de celui-ci coûte { $worth }.
budget_bind_floor_boosts = Le plancher des publicités : chaque euro de celui-ci coûte { $worth }.
budget_bind_boosts_step = Les publicités, au plus { $name } fois ce qu'elles étaient : un euro de marge de manœuvre rapporterait { $worth }.
budget_note_average = Les intervalles portent sur ce qui est attendu en moyenne. Une publication seule peut faire bien mieux ou bien moins.
budget_note_step = Personne ne reçoit plus de { $step } fois les publications du rythme actuel : si l'audience d'un créateur se lasse au-delà, on ne l'a jamais vu, et on ne le devine pas.
budget_note_views = Aucune publication n'est censée dépasser { $views } vues, le plus qu'une ait eu.
budget_note_boosts = Le prix des vues payées est celui de { $posts } publications récentes ; aucune publication ne reçoit plus de { $views } vues payées, le plus qu'une ait eu. Le prix peut monter avec la somme.
budget_note_no_ads = Les publicités sont laissées de côté : les fichiers montrent trop peu de vues payées pour en connaître le prix.
budget_note_risk = Réparti pour que la moyenne des { $share } % les moins bons des possibles soit la plus grande.
budget_note_nothing_to_explore = Rien n'est exploré : { $share } % du budget n'achètent aucune publication de quelqu'un qui serait laissé de côté et pourrait être parmi les meilleurs (la publication la moins chère coûte { $cheapest }).
budget_note_no_price = { $n } créateurs sont laissés de côté parce qu'aucune collaboration n'a jamais eu de prix : { $creators }. Donnez-en un avec --price nom=montant.
budget_no_pace = Il n'y a pas de rythme à répéter : aucun créateur n'a encore publié, et aucun montant n'est donné. Il faut : un montant.
budget_help_amount = Dites combien peut être dépensé, par exemple upshot budget --amount 10000.
budget_no_prices = Aucun budget ne peut être réparti : aucune collaboration qui a un coût n'a de publication, le prix d'une publication est donc inconnu.
budget_help_prices = Remplissez le cachet et les publications dans la feuille des collaborations, ou dites ce que coûte une publication : upshot budget --price lea=800.
budget_no_response = Aucun budget ne peut être réparti : rien ne dit ce que vaut une vue d'un créateur.
budget_not_positive = Le budget ne peut pas être { $seen }. Valable : plus de 0, au plus { $most }. Écrivez par exemple --amount 12000.
budget_days_out_of_range = Du { $starts } au { $ends }, cela fait { $seen } jours. Valable : 1 à { $most } jours. Changez --from ou --to.
budget_term_out_of_range = { $name ->
    [step] Le plus grand pas était { $seen }. Valable : { $low } à { $high } fois le rythme actuel. Changez --step.
    [explore] La part à explorer était { $seen }. Valable : { $low } à { $high }, par exemple --explore 10%.
    [risk] La part des tirages qui compte était { $seen }. Valable : { $low } à { $high }, par exemple --risk 20%.
   *[other] La chance minimale était { $seen }. Valable : { $low } à { $high }, par exemple --chance 60%.
}
budget_cap_below_floor = Le plafond de { $name } est sous son plancher. Valable : plafond ≥ plancher. Relevez l'un ou baissez l'autre.
budget_limit_unreadable = La limite « { $seen } » est illisible. Valable : nom=montant ou nom=part, par exemple lea=3000, type:live=20% ou boosts=1000. Écrivez-la ainsi.
budget_price_unreadable = Le prix « { $seen } » est illisible. Valable : créateur=montant, par exemple lea=800. Écrivez-le ainsi.
budget_unknown_limit = « { $seen } » ne reçoit pas d'argent ici et n'a donc pas de limite. Valable : un créateur, type: et un type, ou boosts ; les plus proches : { $nearest }. Corrigez le nom.
budget_infeasible = Les planchers ne peuvent pas être tenus : ensemble ils demandent plus que le budget ou les plafonds ne permettent, ou une publication coûte plus qu'un plafond. Baissez un plancher, relevez un plafond ou donnez plus d'argent.
budget_written = Écrit dans { $file }.
worth_best = À faire d'abord : { $test }. Cela vaut { $net } de plus que cela ne coûte.
worth_none = Aucun test ne vaut son coût pour ce budget : ce que l'on sait déjà en décide.
worth_ceiling = Tout savoir vaudrait { $ceiling } sur { $decision_days } jours, avec { $budget } à répartir tous les { $days } jours. Aucun test ne peut valoir plus.
worth_test_more_posts = { $n } publications de plus de { $who }
worth_test_signal = Un code ou un lien balisé pour { $who }
worth_test_on_off = Test on/off : { $who }, { $n } semaines
worth_test_geo = Test géographique : { $who }, { $n } semaines
worth_subject_on_off = le programme
worth_subject_geo = les publicités
worth_subject_more_posts = –
worth_subject_signal = –
table_worth_tests = Tests qui valent plus qu'ils ne coûtent (modélisé)
table_worth_not = Faisables, mais ne valant pas leur coût
worth_label_test = Test
worth_label_days = Jours
worth_label_outlay = Avance
worth_label_cost = Coût
worth_label_value = Valeur
worth_label_net = Valeur − coût
worth_label_change = Change la répartition
worth_label_spread = Incertitude avant → après
worth_label_moves = De qui il peut déplacer l'argent
worth_note_method = Valeur : ce que de meilleures répartitions rapportent en moyenne, sur tous les résultats que le test peut avoir. Coût : ce que l'argent et les commandes du test auraient rapporté ailleurs. « Change la répartition » : la chance qu'un dixième du budget se déplace. Les remises données avec un code ne sont pas comptées.
worth_note_unreliable = { $n } tests sont si exacts qu'il resterait trop peu de tirages pour les évaluer ; ils sont laissés de côté.
worth_no_on_off = Pas de test on/off : trop peu de commandes par jour.
worth_on_off_not_feasible = Aucun test on/off réalisable ne verrait un effet de { $lift_pct } %, le plus grand qui soit plausible ici.
worth_no_geo = Pas de test géographique : les commandes n'ont pas de région.
worth_geo_not_feasible = Aucun test géographique réalisable des publicités ne verrait un effet de { $lift_pct } %, le plus grand qui soit plausible ici.
worth_too_few_draws = La valeur des tests ne peut pas être dite : tous ({ $tests }) sont si exacts qu'il reste trop peu de tirages après un résultat.
worth_days_out_of_range = Ce qu'on apprend ne peut pas servir { $seen } jours. Valable : 1 à 3650. Changez --decision-days.
