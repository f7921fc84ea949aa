# Tests sur des personnes et des posts : A/B, tests scindés, brand lift – préparés, lus, refusés.
experiment_ab = Test A/B
experiment_brand_lift = Brand lift
experiment_answer_lift = Un écart : un traitement dépasse le témoin.
experiment_answer_drop = Un écart : le traitement est en dessous du témoin.
experiment_answer_undecided = Rien n'est tranché : les données s'accordent aussi bien avec l'absence d'écart.
experiment_answer_stopped = Non lu : les personnes ne sont pas arrivées dans les bras selon les parts prévues ; aucun écart n'est fiable.
experiment_answer_insufficient_evidence = Trop peu pour se prononcer.

# tableaux
table_differences = Traitement − témoin, intervalles à { $level }
table_arms = Bras, intervalles de crédibilité à { $level }
table_sequential = Lecture valable à tout moment (quel que soit l'instant de l'arrêt)
table_audience_mix = Publics des bras
table_survey_groups = Réponses
table_survey_lift = Taille de l'effet, silence et coût
table_plan = { $kind } : plans possibles
label_metric = Indicateur
label_difference = Écart
label_interval = Intervalle
label_lift_rel = Écart relatif
label_p = p
label_p_adjusted = p (Holm)
label_arm = Bras
label_control = témoin
label_units = Unités
label_mean = Moyenne
label_credible = Intervalle (bayésien)
label_p_best = P(meilleur)
label_loss = Perte attendue
label_p_always = p, toujours valable
label_looks = Lectures
label_decided_at = Tranché à la lecture
label_dimension = Public
label_moved = Personnes à échanger
label_from_mix = Dû à la composition
label_from_rates = Dû aux taux
label_group = Groupe
label_asked = Interrogés
label_answered = Réponses
label_positive = Positives
label_share = Part
label_cohens_h = h de Cohen
label_silence_likely = Δ si les silencieux diffèrent un peu
label_silence_worst = Δ quoi que pensent les silencieux
label_cost_per_lifted = Coût par personne gagnée
label_effect = Effet
label_n_per_arm = Par bras
label_n_total = En tout
label_power = Puissance
label_power_simulated = Puissance simulée
label_n_asked = À interroger par groupe
label_days = Jours
in_points = { $n } pts

# contrôles et constats
check_sample_ratio = Répartition
check_missing = Cellules vides
check_audience = Public
check_blocks = Blocs
check_response = Taux de réponse
finding_sample_ratio_fits = les personnes sont arrivées dans les bras comme prévu ({ $seen } ; p { $p }).
finding_sample_ratio_doubtful = répartition douteuse : { $seen }, attendu { $expected } (p { $p }). Ce peut être le hasard ; cherchez des personnes perdues ou mal aiguillées avant d'agir sur ce test.
finding_sample_ratio_broken = les personnes ne sont pas arrivées dans les bras comme prévu : { $seen }, attendu { $expected } (p { $p }). L'affectation, le suivi ou un filtre est défaillant, et avec lui tout écart entre les bras.
finding_delivery_uneven = la plateforme a diffusé inégalement : { $seen }, là où les parts prévues donnent { $expected } (p { $p }). C'est courant dans un test scindé, et une raison de plus d'y lire « diffusion et création ensemble ».
finding_missing_even = { $share } % de « { $metric } » sont vides, également dans tous les bras (p { $p }).
finding_missing_uneven = { $share } % de « { $metric } » sont vides, et pas également selon les bras (p { $p }) : l'absence vient peut-être du traitement.
finding_audiences_alike = les bras ont touché des publics semblables (plus grand écart : { $dimension }, { $share } % de { $treatment }).
finding_audiences_differ = { $treatment } a touché d'autres personnes que le témoin : il faudrait en échanger { $share } % selon { $dimension }. L'écart mêle création et public.
finding_blocks = { $n } unités dans { $blocks } blocs qui contiennent les deux bras ; { $unused } unités sont dans des blocs à un seul bras et ne disent rien.
finding_response_alike = les deux groupes ont répondu de même à « { $question } » (exposés { $exposed_rate } %, témoin { $control_rate } % ; p { $p }).
finding_response_differs = les groupes n'ont pas répondu de même à « { $question } » (exposés { $exposed_rate } %, témoin { $control_rate } % ; p { $p }) : répondre dépend peut-être d'avoir vu la campagne.

# raisons
reason_experiment_decided = { $metric } : { $treatment } s'écarte de { $control } de { $estimate }{ $unit ->
    [points] {" "}points
   *[value] {""}
} (intervalle à { $level } % de { $low } à { $high } ; p { $p } après Holm).
reason_experiment_undecided = { $metric } : { $treatment } et { $control } diffèrent de { $estimate }{ $unit ->
    [points] {" "}points
   *[value] {""}
}, ce que le hasard explique (intervalle à { $level } % de { $low } à { $high } ; p { $p } après Holm).

# méthodes
method_two_shares = Parts : test de deux proportions (celui de Fisher pour de petits nombres), intervalle de Newcombe.
method_welch = Moyennes : test de Welch.
method_delta = Rapports de sommes : méthode delta sur les personnes.
method_cuped = Moyennes, une fois retiré ce qu'explique une mesure d'avant le test (CUPED) : test de Welch.
method_blocked_permutation = À l'intérieur des blocs : moindres carrés avec un niveau par bloc, p et intervalle en retirant les bras au sort dans chaque bloc.
method_plan_shares = Tailles par la formule normale pour deux parts, puissance vérifiée par simulation.
method_plan_means = Tailles par la formule normale pour deux moyennes.
method_plan_posts = Le plus petit effet que trouvent des tests simulés de posts par blocs de deux.

# réserves
caveat_holm = { $n } comparaisons ont été faites : les p en tiennent compte (Holm), pas les intervalles.
caveat_fixed_size = Les p et intervalles ordinaires valent si la fin du test était fixée avant son début. Si quelqu'un a regardé entre-temps et pouvait arrêter, lisez le tableau valable à tout moment.
caveat_divergent_delivery = Un test scindé de plateforme tire les personnes au sort, mais la diffusion cherche encore, dans chaque bras, celles qui réagissent. Ce qui a gagné, c'est diffusion et création ensemble ; avec un autre public l'ordre peut changer.
caveat_heavy_tail = Quelques personnes font l'essentiel de « { $metric } » : avec cet effectif, son intervalle est trop optimiste.
caveat_cuped = « { $metric } » : une mesure d'avant le test explique { $share } % de la dispersion entre personnes.
caveat_covariate_moved = « { $covariate } » diffère entre les bras (p { $p }). Elle n'a peut-être pas été mesurée avant le test ; elle ne doit alors pas servir à ajuster.
caveat_rows_without_arm = { $n } lignes ne nomment ni bras ni personne et ont été laissées de côté.
caveat_units_in_two_arms = { $n } personnes ont été vues dans plusieurs bras et ont été laissées de côté.
caveat_blocks_need_lot = Cela vaut si le hasard a décidé, dans chaque bloc, quel post recevait quel traitement.
caveat_views_matured = Les vues ont été ramenées à leur total attendu par la courbe de croissance publiée ; les posts de moins d'un jour sont laissés de côté.
caveat_not_randomised = Personne n'a dit que le groupe témoin avait été tiré au sort. Ceux qui croisent une campagne diffèrent des autres avant de la voir ; l'écart est peut-être celui-là. Réservez un groupe témoin.
caveat_silence_unknown = On ignore combien de personnes n'ont pas répondu ; rien ne borne donc ce qu'elles pensent.
caveat_much_silence = { $share } % des personnes interrogées n'ont pas répondu. Quoi qu'elles pensent, l'écart est entre { $low } et { $high } points : l'enquête seule n'exclut aucun des deux signes.
caveat_silence_may_undo = Si ceux qui n'ont pas répondu diffèrent des autres de { $gap } points dans chaque groupe, l'écart peut disparaître.
caveat_no_cost_per_lifted = Pas de coût par personne gagnée, car l'écart n'est pas supérieur à zéro.

# ce qui aiderait
experiment_run_longer = Laissez le test aller jusqu'à la taille prévue.
experiment_plan_first = Voyez ce qu'il faudrait à un test : upshot experiment plan.
experiment_earlier_metric = Lisez une étape plus fréquente, comme les clics ou la mise au panier.
experiment_more_blocks = Ajoutez des blocs : d'autres créateurs ou jours de semaine, chacun avec un post par bras, tirés au sort.
experiment_find_lost_units = Cherchez les personnes perdues ou comptées deux fois dans un bras : redirections, robots, événements tardifs, filtres appliqués après l'affectation.
experiment_name_the_split = Si les parts n'étaient pas voulues égales, donnez-les : --split NOM=POIDS pour chaque bras.
experiment_could_see = À cette taille, le test pouvait trouver un écart de { $mde }{ $unit ->
    [points] {" "}points
   *[value] {""}
}, pas moins.
experiment_needs_times = Si l'écart vu est le vrai, il faudrait environ { $times } fois plus de personnes ({ $n } dans ces deux bras) pour trancher.
experiment_accept_no_difference = L'écart vu est si petit qu'aucun test ordinaire ne le tranchera ; choisissez selon le coût.
experiment_too_few_units = Le plus petit bras a { $n } unités. Il en faut au moins { $needed } avec une valeur pour distinguer un écart du hasard.
experiment_nothing_happened = Aucune des { $n } personnes n'a de « { $metric } ». Sans aucun cas, les bras ne se comparent pas.
experiment_too_few_blocks = { $blocks } blocs contiennent les deux bras. Avec si peu, le tirage au sort a trop peu d'issues pour un intervalle à { $level } %.
brand_lift_no_answers = Aucune réponse ne nomme un groupe (exposé ou témoin).
brand_lift_few_answers = Le plus petit groupe a { $n } réponses. Il en faut au moins { $needed } par groupe.
brand_lift_import_survey = Importez l'enquête : une feuille avec respondent, question, answer et group, ou donnez un fichier à cette commande.
brand_lift_plan_first = Voyez ce qu'il faudrait à une étude : upshot experiment plan brand-lift --baseline 30%.
brand_lift_more_answers = Recueillez plus de réponses dans les deux groupes.
brand_lift_needs_answers = Pour trouver un écart de { $lift } points, il faut { $needed } réponses par groupe ; le plus petit en a { $have }.
brand_lift_raise_response = Augmentez le taux de réponse (une seule question, dans le fil, sous deux jours) : le silence est ici la plus grande incertitude.

# plans
plan_assumes_one = Pour une confiance de { $level } % (bilatérale) et une puissance de { $power } % ; une comparaison décide.
plan_assumes_many = Pour une confiance de { $level } % (bilatérale) et une puissance de { $power } % ; { $n } comparaisons peuvent décider, et le risque d'erreur est réparti entre elles.
plan_assumes_posts = La moitié des posts de chaque bloc reçoit le traitement. Un post d'un créateur est d'ordinaire à un facteur { $factor } près du suivant (écart-type du log10 des vues { $sd }) ; confiance de { $level } %.
plan_whole_weeks = Durez des semaines entières, et fixez la fin avant le début.
plan_fixed_or_sequential = Qui veut regarder entre-temps lira le tableau valable à tout moment ; il peut demander jusqu'à deux fois plus de personnes, et s'arrête souvent plus tôt.
plan_split_test = Test scindé TikTok : une seule variable, deux groupes d'annonces, sans optimisation du budget de campagne, au moins sept jours, rien avant 24 heures. La diffusion diffère malgré tout entre les bras.
plan_nothing_feasible = Aucun écart ne se trouve à cette taille. Réunissez plus de personnes, ou choisissez une étape plus fréquente.
plan_holdout = Tirez le groupe témoin au sort avant la campagne, et non parmi ceux qui disent ne pas l'avoir vue.
plan_same_question = Posez aux deux groupes la même question, au même endroit et les mêmes jours.

# erreurs
experiment_level = La confiance était { $seen }. Elle est comprise entre 50 % et 99,9 %, par exemple 95%. Corrigez --level et relancez la commande.
experiment_column_missing = { $file } n'a pas de colonne « { $missing } ». Son en-tête est : { $seen }. { $nearest ->
    [none] Aucun en-tête ne s'en approche.
   *[other] L'en-tête le plus proche est « { $nearest } ».
} Nommez la colonne par son option (voir upshot experiment read ab --help) et relancez la commande.
experiment_cell = { $file }, ligne { $line }, colonne « { $column } » : on y lit « { $seen } », là où est attendu { $valid ->
    [day] un jour
   *[other] un nombre ou oui/non
}. Corrigez la cellule, ou videz-la si la valeur est inconnue, et relancez la commande.
experiment_file_without_rows = { $file } n'a pas de ligne sous un en-tête d'au moins deux colonnes. Un test est un tableau avec une colonne de bras et une colonne par indicateur. Refaites l'export.
experiment_ragged_row = { $file }, ligne { $line } : cette ligne a plus ou moins de cellules que l'en-tête ({ $n } lignes dans ce cas). Chaque ligne doit en avoir autant que l'en-tête. Corrigez-la, ou refaites l'export.
experiment_arms = { $file } : la colonne « { $column } » contient { $n } valeurs différentes ({ $seen }). Un test a de 2 à 12 bras. Nommez la colonne des bras avec --arm (pour une enquête : --group).
experiment_control_unknown = { $seen ->
    [none] Aucun bras, ou plus d'un, ne porte un nom de témoin.
   *[other] Aucun bras ne s'appelle « { $seen } ».
} Les bras sont : { $arms }. { $nearest ->
    [none] {""}
   *[other] Le plus proche est « { $nearest } ».
} Nommez le témoin avec --control.
experiment_split_unknown = « { $seen } » ne peut servir dans --split. Les bras sont : { $arms }, chacun avec un poids supérieur à 0. Écrivez --split NOM=POIDS une fois par bras.
experiment_split_incomplete = --split ne donne pas de poids à « { $missing } ». Les bras sont : { $arms } ; tous ou aucun doivent en avoir un. Ajoutez --split "{ $missing }=1".
experiment_sum_without_sd = { $file } : « { $metric } » contient { $seen } pour n = { $n }. Sans dispersion, ce doit être un nombre de personnes, entier de 0 à n. Pour une moyenne, ajoutez une colonne « { $metric }_sd » (et « { $metric }_mean »), ou donnez une ligne par personne.
experiment_covariate_needs_units = { $file } contient des sommes, et « { $covariate } » ne peut ajuster que des personnes une à une. Donnez une ligne par personne, ou retirez --covariate.
experiment_log_of_nothing = { $file } : « { $metric } » contient { $seen }. Les logarithmes demandent des valeurs supérieures à 0. Retirez --log, ou choisissez un indicateur comme les vues.
brand_lift_groups = { $file } contient les groupes { $seen }. Une étude en compare deux : exposé et témoin. Gardez deux groupes, ou lisez-la avec upshot experiment read ab.
brand_lift_group_unknown = Aucun groupe ne s'appelle « { $seen } ». Les groupes sont : { $groups }. Corrigez --asked.
brand_lift_asked = --asked donne { $seen } pour « { $group } », où { $answered } personnes ont répondu. On ne répond pas sans être interrogé. Corrigez le nombre.
brand_lift_gap = L'écart était { $seen }. Il est compris entre 0 % et 100 %, par exemple 10%. Corrigez --nonresponse-gap.
brand_lift_positive_unknown = { $file } : aucune réponse ne compte comme positive (cherché : { $wanted }). Réponses vues : { $seen }. Dites lesquelles comptent avec --positive, une fois par réponse.
brand_lift_sums = Une ligne de l'enquête a { $positive } positives sur { $answered } réponses sur { $asked } interrogés. Est attendu 0 ≤ positives ≤ réponses ≤ interrogés, sans cellule vide. Corrigez la ligne et relancez la commande.
test_baseline = La valeur du témoin était { $seen }. Une part est comprise entre 0 et 1 (par exemple 2%) ; pour une moyenne, donnez son écart-type avec --sd. Corrigez --baseline.
test_shares_out_of_range = Les parts à comparer étaient { $control } et { $treatment }. Toutes deux doivent être entre 0 et 1, et différentes. Corrigez --baseline ou --effect.
test_effect_out_of_range = L'effet était { $effect } avec un écart-type de { $sd }. L'effet ne doit pas être nul, l'écart-type doit être positif et la part expliquée inférieure à 100 %. Corrigez --effect, --sd ou --explained.
test_design_out_of_range = Alpha valait { $alpha } et la puissance { $power }. Tous deux sont entre 0 et 1. Corrigez --level ou --power.
test_power = La puissance était { $seen }. Elle est comprise entre 50 % et 100 %, par exemple 80%. Corrigez --power.
test_posts_too_few = Un test de { $seen } posts est trop petit. Il en faut au moins { $needed }, soit deux blocs de deux. Corrigez --posts ou --sd.
test_response_rate = Le taux de réponse était { $seen }. Il est supérieur à 0 et au plus de 100 %, par exemple 15%. Corrigez --response-rate.
test_number = { $option } valait « { $seen } ». Est attendue une part comme 2% ou 0.02. Corrigez et relancez la commande.
test_plain_number = « { $seen } » n'est pas un nombre. Est attendu par exemple 12 ou 12.5. Corrigez et relancez la commande.
test_effect = L'effet était « { $seen } ». Sont attendus 0.4pt (points, pour une part), 20% (relatif) ou un nombre. Corrigez --effect.
test_pair = { $option } valait « { $seen } ». Est attendu NOM=NOMBRE, par exemple control=4071. Corrigez et relancez la commande.
hold_out_needs_one_treatment = Ce test ne peut pas devenir un test d'incrémentalité : il a { $n } comparaisons lisibles du premier indicateur avec une erreur-type. Un groupe réservé compare un seul traitement à un témoin qui n'a rien vu du programme, en commandes par personne. Lisez un tel test, sans --block.
hold_out_needs_days = Pour enregistrer « { $name } » comme test d'incrémentalité, il faut ses jours. Sont attendus deux jours, par exemple --test 2026-03-01 2026-03-28. Ajoutez --test et relancez la commande.
check_line = { $name } : { $finding }
