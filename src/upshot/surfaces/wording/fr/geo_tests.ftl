# Tests géographiques, tests marche-arrêt et lancements échelonnés : fichiers refusés, plans, lectures, raisons.
experiment_unknown_region = Aucune région ne s'appelle « { $seen } » ; les données en comptent { $n }. Les plus proches : { $nearest }. Reprenez un nom tel qu'il figure dans les données.
experiment_no_regions = Aucune commande n'indique { $by ->
    [country] de pays
   *[region] de région
 } : { $orders } commandes vues n'en ont pas. Un test géographique demande des commandes par région. Importez un export de commandes avec adresses, utilisez --by country, ou donnez un fichier région, jour, commandes.
experiment_region_day_twice = { $file } cite { $region } le { $day } plus d'une fois. Une ligne par région et par jour est attendue. Additionnez les lignes (un tableau croisé suffit) et recommencez.
experiment_day_missing = Dans { $file }, { $n } lignes n'ont pas de jour dans la colonne { $column }. Chaque ligne doit en avoir un, par exemple 2026-03-02. Complétez ou supprimez ces lignes.
experiment_uneven_days = Dans { $file }, les jours sont espacés de { $step } jours, ou irrégulièrement. Une ligne par jour ou par semaine est attendue. Exportez la série par jour ou par semaine.
experiment_too_few_days = { $file } contient { $n } jours différents ; il en faut au moins { $needed }. Exportez une période plus longue.
experiment_region_days_missing = Dans { $file }, il manque des jours à chacune des { $regions } régions ({ $missing } valeurs en tout). Ce qui n'est pas dit ne vaut pas 0 : rien ne peut être lu. Exportez tous les jours, avec 0 là où rien ne s'est vendu.
experiment_name_empty = Le résultat devait être enregistré sous « { $seen } ». Un test a besoin d'un nom. Donnez-en un : --save "Test géo printemps".
experiment_not_orders = Les valeurs sont { $metric }, et seules des commandes peuvent calibrer le modèle : rien n'a été enregistré. Si la colonne compte des commandes, dites-le : --metric orders.
experiment_nothing_to_save = Le test n'a pas pu être lu ({ $reason }) : il n'y a rien à enregistrer. La réponse ci-dessus dit ce qui aiderait.
experiment_saved = Enregistré comme test d'incrémentalité « { $name } » : { $orders } commandes incrémentales, erreur type { $error }. Le prochain verdict en tient compte.
geo_no_treated_region = Aucune région traitée n'est nommée (« { $seen } »). Les données comptent { $regions } régions. Nommez celles où quelque chose a été fait : --treated NOM.
geo_test_outside_data = Le test du { $starts_on } au { $ends_on } n'est pas compris dans les données, qui vont du { $first } au { $last }. Il lui faut des jours avant, et finir au plus tard le dernier jour. Corrigez les jours, ou importez plus de commandes.
geo_no_control_left = Les { $treated } régions traitées sont toutes les régions ({ $regions }). Une comparaison demande des régions sans traitement. Ne nommez que celles qui sont traitées.
geo_wish_out_of_range = { $name } valait { $seen }. La valeur doit être comprise entre { $low } et { $high }. Corrigez-la et recommencez.
on_off_outside_data = Le test du { $starts_on } au { $ends_on } n'est pas compris dans les données, qui vont du { $first } au { $last }. Corrigez les jours, ou importez plus de commandes.
on_off_not_whole_blocks = Le test compte { $days } jours, en blocs de { $block_days } dont les { $washout_days } premiers sont écartés, lu dans des données à { $step } jours par ligne. Il faut des données quotidiennes, des blocs entiers, et moins de jours écartés que n'en compte un bloc. Corrigez --block-days, --washout-days ou les jours du test.
on_off_block_mixed = Le bloc qui commence le { $starts_on } est en partie actif, en partie à l'arrêt. Chaque bloc de { $block_days } jours doit être l'un ou l'autre. Corrigez --on ou --block-days.
on_off_never_changes = Du { $starts_on } au { $ends_on }, le programme n'a jamais changé d'état : tous les blocs se ressemblent. Il faut des blocs avec et des blocs sans. Corrigez --on.
on_off_bad_stretch = « { $seen } » n'est pas une suite de jours. Valide : 2026-03-02:2026-03-08, premier et dernier jour. Corrigez --on.
event_study_launch_outside_data = { $region } a démarré le { $seen }, hors des données, qui vont du { $first } au { $last }. Corrigez le jour, ou importez plus de commandes.
event_study_no_launch = Aucun lancement n'est indiqué pour les { $regions } régions. Dites où et quand : --launch Lyon=2026-03-02.
event_study_bad_launch = « { $seen } » n'est pas un lancement. Valide : une région et un jour, par exemple Lyon=2026-03-02. Corrigez --launch.

geo_too_few_controls = Il ne reste que { $controls } régions pour comparer ; il en faut au moins { $needed }.
geo_too_few_regions = Régions qui vendent assez souvent : { $regions }. Un test géographique en demande au moins { $needed }.
geo_pre_period_too_short = Il y a { $periods } jours ou semaines avant le test ; il en faut { $needed } : trois fois le test, et 25 au minimum.
geo_no_orders_before = Les régions traitées n'avaient aucune commande avant le test.
geo_bad_pre_period_fit = Avant le test, les témoins s'écartent des régions traitées de { $mape_pct } % par semaine ; on peut lire jusqu'à { $limit_pct } %. Un écart ensuite ne dirait rien.
geo_pre_period_drifts = Avant le test, les régions traitées s'éloignaient déjà des témoins, de { $drift_pct } % sur la période ; on peut lire jusqu'à { $limit_pct } %.
geo_use_finer_regions = Prenez des régions plus fines (départements, villes, codes postaux) : plus elles sont nombreuses, plus la comparaison est nette.
geo_use_on_off = Faute de régions, alternez des semaines avec et sans le programme : upshot experiment plan on-off.
geo_shorten_test = Lisez un test plus court, ou précédé d'un historique plus long.
geo_choose_larger_regions = Traitez des régions plus grandes, ou plus nombreuses, pour que le hasard pèse moins.
geo_choose_similar_regions = Choisissez des régions traitées qui évoluent comme les autres : upshot experiment plan geo en propose.
geo_test_longer_or_stronger = Testez plus longtemps, ou un changement plus fort : l'effet attendu est plus petit que ce qui serait visible.

geo_matched_markets = Marchés appariés : groupes de régions lus sur des fenêtres passées où rien n'a été fait
geo_synthetic_control = Contrôle synthétique avec constante ; intervalle tiré de fenêtres placebo
geo_conformal = Contrôle synthétique ; intervalle conforme (décalages dans le temps)
geo_ridge_augmented = Contrôle synthétique augmenté (ridge) ; intervalle tiré de fenêtres placebo
geo_structural_time_series = Série structurelle bayésienne ; intervalle de crédibilité
on_off_permutation = Semaines avec contre semaines sans ; test exact par permutation
event_study_not_yet_treated = Lancements échelonnés face aux régions pas encore lancées

geo_lift_found = Dans les régions traitées, les commandes ont varié de { $lift_pct } % (de { $low_pct } % à { $high_pct } % au niveau { $level_pct } %). Les deux lectures excluent l'absence d'effet.
geo_drop_found = Dans les régions traitées, les commandes ont varié de { $lift_pct } % (de { $low_pct } % à { $high_pct } % au niveau { $level_pct } %). Les deux lectures excluent l'absence d'effet : c'est une baisse.
geo_no_lift_found = La variation de { $lift_pct } % (de { $low_pct } % à { $high_pct } % au niveau { $level_pct } %) peut être due au hasard. Cela ne prouve pas l'absence d'effet.
geo_readings_disagree = Le contrôle synthétique donne { $lift_pct } % (de { $low_pct } % à { $high_pct } % au niveau { $level_pct } %), mais la série structurelle ne se place pas du même côté de zéro : indécis.
geo_space_placebo = Parmi { $n } régions lues comme si elles étaient traitées, les régions traitées occupent la place { $rank } (p = { $p_value }).
geo_check_pre_fit = Ajustement avant le test
geo_check_space_placebo = Placebos dans les autres régions
geo_pre_period_fits = Avant le test, les témoins s'écartent des régions traitées de { $mape_pct } % par semaine (limite { $limit_pct } %).
geo_few_regions = Il y a { $n } régions ; { $advised } ou plus sont conseillées. Les placebos dans les autres régions disent peu ici.
geo_regions_dropped = Écartées car il manque des jours : { $n } régions ({ $regions }).
geo_regions_sparse = Écartées car elles vendent trop peu de jours : { $n } régions ({ $regions }).
geo_cooldown_counted = Les { $days } jours qui suivent le test sont comptés : les commandes venues tard lui appartiennent.
geo_cooldown_left_out = Les { $days } jours qui suivent le test sont écartés ; les commandes venues tard manquent au résultat.
geo_withdrawn_scaled = Le programme a été retiré : une baisse dans les régions traitées est ce qu'il rapporte. L'enregistrement inverse le signe et rapporte le résultat à toute la boutique.
geo_spill_over = Les gens passent les frontières et les fils d'actualité ne s'y arrêtent pas : un effet qui atteint les régions témoins réduit l'écart.
geo_methods_differ = Les méthodes vont de { $low_pct } % à { $high_pct } % : fiez-vous à l'intervalle plus qu'à son milieu.

geo_assumes_plausible = Un effet de { $plausible_pct } % est tenu pour plausible ; un plan qui ne peut pas le voir n'est pas proposé. À changer avec --plausible-lift.
geo_assumes_heavy_up = Le programme agit dans les régions traitées et nulle part ailleurs ; l'enjeu est l'effet qu'il faut acheter pour le voir.
geo_assumes_go_dark = Le programme s'arrête dans les régions traitées ; l'enjeu est ce qu'il y aurait apporté.
geo_assumes_hold_back = Le programme démarre partout sauf dans les régions traitées ; l'enjeu est ce qu'il y aurait apporté.
geo_assumes_past = Les semaines à venir sont supposées varier comme les passées, et rien d'autre ne distingue les régions.
geo_cost_known = Coût = commandes en jeu × coût ou marge d'une commande, tel qu'indiqué.
geo_cost_unknown = Le coût n'est pas affiché : personne n'a dit ce que coûte ou rapporte une commande. Utilisez --cost-per-order.
geo_refused_pre_period = { $weeks } semaines de test demandent { $needed } semaines avant ; il y a { $days } jours.
geo_refused_share = { $n } régions pendant { $weeks } semaines pèsent { $share_pct } % des commandes ; au-delà de { $limit_pct } %, il reste trop peu pour comparer.
geo_refused_fit = { $n } régions pendant { $weeks } semaines : les autres s'en écartent de { $mape_pct } % par semaine (limite { $limit_pct } %).
geo_refused_effect = { $n } régions pendant { $weeks } semaines voient { $effect_pct } % au mieux ; { $plausible_pct } % est plausible.

on_off_too_few_blocks = Avec { $blocks } blocs, même un résultat parfait donne p = { $p_value } : le niveau demandé est hors d'atteinte.
on_off_more_blocks = Prévoyez plus de blocs, tirés au sort par paires : upshot experiment plan on-off.
on_off_lift_found = Avec le programme, les commandes ont varié de { $lift_pct } % (de { $low_pct } % à { $high_pct } % au niveau { $level_pct } %).
on_off_drop_found = Avec le programme, les commandes ont baissé : { $lift_pct } % (de { $low_pct } % à { $high_pct } % au niveau { $level_pct } %).
on_off_no_lift_found = La variation de { $lift_pct } % (de { $low_pct } % à { $high_pct } % au niveau { $level_pct } %) peut être due au hasard. Cela ne prouve pas l'absence d'effet.
on_off_posts_linger = Une publication agit plusieurs jours. Un effet qui déborde sur les blocs sans programme réduit l'écart ; des blocs plus longs et plus de jours écartés en perdent moins.
on_off_not_paired = Les blocs n'ont pas été tirés par paires ; la comparaison porte sur { $n } arrangements ayant autant de blocs actifs. Le test n'est exact que si l'ordre a été tiré au sort.
on_off_assumes_short_effect = Les { $days } premiers jours de chaque bloc sont écartés ; ensuite le bloc précédent n'agit plus.
on_off_assumes_random = L'ordre des blocs est tiré au sort et respecté quoi qu'il arrive ; une promotion dans un bloc le gâche.
on_off_refused_blocks = { $weeks } semaines en blocs de { $block_weeks } : même un résultat parfait donnerait p = { $p_value } ; il faut { $alpha }.
on_off_refused_history = { $weeks } semaines en blocs de { $block_weeks } demandent { $needed } jours d'historique pour simuler ; il y en a { $days }.
on_off_refused_effect = { $weeks } semaines en blocs de { $block_weeks } voient { $effect_pct } % au mieux ; { $plausible_pct } % est plausible et serait trouvé { $power_pct } fois sur 100.
on_off_longer_or_stronger = Aucun calendrier ne peut voir un effet si petit avec si peu de commandes. Testez plus longtemps, coupez une plus grande part du programme à la fois, ou admettez que cela ne se mesure pas ainsi.
on_off_rely_on_codes = Appuyez-vous plutôt sur les codes, les liens balisés et une enquête à la commande ; le modèle s'en sert et dit son incertitude.

event_study_nobody_to_compare = Au moment des lancements, il ne restait aucune région non lancée.
event_study_stagger = Lancez plus tard dans certaines régions, ou gardez-en sans programme.
event_study_pre_trends = Les régions lancées s'écartaient déjà des autres dans les { $weeks } semaines d'avant (p = { $p_value }) : la suite ne peut pas être attribuée au lancement.
event_study_no_base = Aucune région n'a { $weeks } semaines de données avant son lancement.
event_study_lift_found = Après le lancement, les commandes ont varié de { $lift_pct } % (de { $low_pct } % à { $high_pct } % au niveau { $level_pct } %), face aux régions pas encore lancées.
event_study_drop_found = Après le lancement, les commandes ont baissé : { $lift_pct } % (de { $low_pct } % à { $high_pct } % au niveau { $level_pct } %), face aux régions pas encore lancées.
event_study_no_lift_found = La variation après lancement de { $lift_pct } % (de { $low_pct } % à { $high_pct } % au niveau { $level_pct } %) peut être due au hasard. Cela ne prouve pas l'absence d'effet.
event_study_check_pre_trend = Tendances avant lancement
event_study_pre_trend_passed = Avant le lancement, les régions évoluaient de même (p = { $p_value }).
event_study_pre_trend_unknown = Il y a trop peu de semaines avant les lancements pour comparer les tendances.
event_study_proportional = Sans le lancement, les régions sont supposées croître en proportion.

geo_label_region = Région
geo_label_weight = Poids
geo_label_method = Méthode
geo_label_incremental_orders = Incrémental
geo_label_lift = Effet
geo_label_p_value = p
geo_label_treated_regions = Régions traitées
geo_label_test_weeks = Semaines
geo_label_smallest_lift = Plus petit effet visible
geo_label_orders_at_stake = En jeu
geo_label_power_plausible = Trouvé si vrai
geo_label_false_alarms = Fausses alertes
geo_label_schedule = Calendrier (1 = actif)
geo_label_weeks_since_launch = Semaines depuis le lancement
table_geo_designs = Plans réalisables
table_geo_refused = Non proposés
table_geo_readings = Lectures côte à côte
table_geo_weights = Qui représente les régions traitées
table_event_times = Semaine par semaine
geo_label_cost = Coût
geo_label_from = De
geo_label_to = À
geo_label_lift_from = Effet de
geo_label_lift_to = Effet à
geo_label_reason = Pourquoi
geo_pre_days = Avant : { $from } – { $to }.
geo_test_days = Test : { $from } – { $to }.
geo_cooldown_days = Retombée jusqu'au { $to }.
experiment_geo = Test géographique
experiment_on_off = Test marche-arrêt
experiment_event_study = Lancements échelonnés
geo_conformal_weaker = Le test conforme, qui suppose le moins, n'exclut pas le hasard ici (p = { $p_value }) : répétez le test avant d'y engager beaucoup.
experiment_no_orders = L'espace a des commandes sur { $n } jours. Un test marche-arrêt les demande par jour, sur des mois. Importez l'export des commandes de la boutique.
