# Ce que le modèle de réponse aux créateurs dit de son propre ajustement : réserves et refus.
orders_do_not_vary = Chacun des { $days } jours compte le même nombre de commandes : { $orders }. De vraies commandes varient d'un jour à l'autre ; il s'agit sans doute d'une moyenne répartie sur les jours.
orders_have_gaps = Plusieurs jours de suite sont sans commande dans une boutique qui vend chaque jour. Le modèle y voit des jours où personne n'a acheté. Si ces jours manquent à l'export, importez-les ; si la boutique était fermée, lisez avec prudence l'estimation de cette période.
orders_without_region = Plus d'une commande sur dix ne porte ni pays ni province. Ces commandes comptent dans le total ; la répartition par région est lue sur les autres, comme si celles-ci leur ressemblaient.
sources_disagree = Sans l'une de ses sources (codes, liens, enquête ou tests d'incrémentalité), le total serait nettement différent. Les sources se contredisent ; voyez laquelle parmi les variantes.
tracked_exceed_effect = Plus de commandes portent un code, un lien ou une réponse à l'enquête que le programme n'en aurait causé. Beaucoup de ces acheteurs seraient venus de toute façon.
codes_before_posts = De nombreuses commandes portent le code, le lien ou le nom d'un créateur avant sa première publication connue. Soit des publications manquent, soit le code a circulé ailleurs.
creators_not_separable = Certains créateurs publient toujours ensemble et rien ne distingue leurs commandes. Lisez leur somme ; le partage entre eux est supposé.

model_check_memory_month = Ce qui revient d'une surprise dans le mois (Box–Pierce)
model_check_memory_regions = Ce qui revient, la semaine suivante, d'une surprise dans la répartition par région
model_learned_incremental_tracked = Part des commandes tracées qui ne seraient pas venues de toute façon
model_learned_home_share = Acheteurs qui vivent là où vit l'audience de leur créateur
model_subject_regions = la répartition par région
