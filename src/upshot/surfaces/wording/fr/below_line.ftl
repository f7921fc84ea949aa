# Notoriété, image, fidélité et valeur média gagnée : montrées sous la ligne, jamais dans le ROI.
null_no_customer_keys = Aucune commande n'indique son client : impossible de savoir qui est revenu.
null_no_new_customers = Aucune commande connue n'est la première, maintenue, d'un nouveau client : soit le fichier couvre moins de 90 jours, soit tous les acheteurs sont déjà connus.
null_no_acquired = Aucune première commande d'un nouveau client n'est créditée à un créateur de ce périmètre.
null_few_customers = Trop peu de clients pour comparer : { $n } gagnés par des créateurs et { $baseline } clients appariés, chacun suivi { $days } jours. Il en faut { $least } de chaque côté, dont { $returned } qui sont revenus.
null_no_brand_lift = Aucune enquête n'a interrogé un groupe exposé et un groupe témoin.
null_no_sentiment = Rien de ce qui est importé ne dit ce que les gens pensent de la marque.
null_no_engagements = Aucune publication n'a de relevé de ses j'aime, commentaires et partages.
null_no_reach = Aucune publication n'a de relevé de sa portée.
help_customer_keys = Exportez les commandes avec l'adresse e-mail du client ; seule une empreinte à clé en est conservée.
help_older_orders = Importez des commandes plus anciennes, ou patientez : chaque client doit être suivi au moins 30 jours après sa première commande.
help_brand_lift_survey = Posez la même question à un groupe exposé et à un groupe témoin, puis importez les réponses dans la feuille survey (group : exposed ou control).
caveat_loyalty_selection = Les clients qui utilisent un code ou un lien, ou qui répondent à une enquête, diffèrent de ceux qui ne laissent pas de trace : une part de l'écart peut venir d'eux, et non des créateurs.
caveat_loyalty_unmatched = { $n } des { $of } clients gagnés par des créateurs n'ont pas d'équivalent du même mois, du même pays et de même valeur de première commande ; ils sont laissés de côté.
caveat_loyalty_wash_in = Clients vus pour la première fois dans les 90 premiers jours du fichier, laissés de côté car ils ont pu acheter avant : { $n }.
caveat_loyalty_without_key = { $n } commandes sur { $of } n'indiquent pas de client et sont laissées de côté.
table_below_line = Sous la ligne : jamais dans le ROI
table_loyalty = Les clients gagnés par des créateurs à côté de clients appariés
label_below_n = D'après
label_horizon = Jours de suivi
label_cohort = Gagnés par des créateurs
label_matched = Clients appariés
label_repeat_rate = Sont revenus
label_repeat_rate_matched = Appariés revenus
label_repeat_rate_uplift = Écart, en points
label_margin_later = Marge ultérieure par client
label_margin_later_matched = Marge par client apparié
label_margin_uplift = Écart
below_ltv_uplift_after = Marge ultérieure par client, en plus des clients appariés, après { $days } jours
below_repeat_rate_after = Clients revenus dans les { $days } jours, face aux clients appariés
below_emv_impressions_cpm = Valeur média gagnée : vues × CPM
below_emv_per_engagement = Valeur média gagnée : un prix par vue, j'aime, commentaire et partage
below_emv_reach_cpm_quality = Valeur média gagnée : portée × CPM × qualité
below_rank_stability = Accord de deux formules sur le classement des créateurs (τ de Kendall) : { $first } et { $second }
emv_short_impressions_cpm = vues
emv_short_per_engagement = engagements
emv_short_reach_cpm_quality = portée
note_not_a_return = Pas un retour : ce que coûteraient des publicités de cette taille, selon les hypothèses de ce fournisseur.
note_few_creators = Il faut trois créateurs.
below_customers = { $n } clients, { $control } appariés
below_people = { $n } exposés, { $control } témoins
below_posts = { $posts ->
    [one] une publication
   *[other] { $posts } publications
}
below_posts_of = { $posts } publications sur { $of }
below_creators = { $creators ->
    [one] un créateur
   *[other] { $creators } créateurs
}
below_against = { $ours } contre { $theirs }
ltv_sides = Rien à comparer : { $treated } clients d'un côté et { $baseline } de l'autre, au niveau { $level }. Il en faut au moins un de chaque côté, et un niveau entre 0 et 1. Élargissez la période ou assouplissez l'appariement.
sheet_loyalty = Fidélité
null_brand_lift_of_all = Une enquête ne nomme ni campagne ni créateur : voyez le verdict de tout le programme.
null_brand_lift_unreadable = Les réponses de l'enquête n'ont pas pu être classées en positives et autres.
help_brand_lift_read = Lisez-la avec upshot experiment read brand-lift --positive suivi de la réponse qui compte comme positive.
