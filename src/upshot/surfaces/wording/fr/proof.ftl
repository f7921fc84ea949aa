# upshot prove : grandeurs, méthodes, graphiques, notes et refus de la preuve.
cli_proving = { $case } : monde { $done } sur { $total }, encore { $minutes } min environ
cli_proof_kept = { $n ->
    [one] Un monde est déjà dans le fichier ; il n'est pas recalculé.
   *[other] { $n } mondes sont déjà dans le fichier ; ils ne sont pas recalculés.
 }
cli_proof_failed = L'estimation a échoué pour { $case }, graine { $seed } : { $error }
proof_title = La preuve : les estimations face à des vérités connues
proof_lead = Des marques ont été simulées, dont la vérité est connue, ou tirées à l'image de la vôtre ; l'estimation n'a vu que ce qu'une marque voit. Ci-dessous : combien de fois ses intervalles contenaient la vérité, de combien ses chiffres s'écartaient, et ce qu'auraient dit les méthodes simples.
proof_tables_title = Comment lire ces tableaux
proof_own_brand = marques comme la vôtre
proof_worlds = Mondes
proof_table_coverage = Couverture en % : combien de fois un intervalle contient la vérité
proof_table_decisions = Erreurs et décisions de l'estimation
proof_table_compared = { $figure }, face aux méthodes simples
proof_table_effort = Temps de calcul et échantillonnage
proof_coverage_total = Total, { $level }
proof_coverage_creators = Créateurs, { $level }
proof_coverage_posts = Publications, { $level }
proof_target_total = Total
proof_target_creators = Créateurs
proof_target_posts = Publications
proof_total_bias = Écart du total, %
proof_total_half_width = Demi-intervalle, %
proof_error_ratio = Erreur
proof_rank_correlation = Corrélation des rangs
proof_sign_error_rate = Signes faux, %
proof_decided_rate = Décidés, %
proof_budget_regret = Regret de budget
proof_stop_regret = Regret d'arrêt
proof_verdict_rate = Verdict rendu, %
proof_verdict_error_rate = Verdicts faux, %
proof_called_profitable = Dit rentable, %
proof_effect_claimed = Effet affirmé, %
proof_wall_s = Secondes
proof_cpu_s = Secondes CPU
proof_peak_mb = Mémoire, Mo
proof_r_hat_max = R-hat max.
proof_ess_min = ESS min.
proof_divergences = Divergences
proof_method_upshot = Upshot
proof_method_codes = Codes
proof_method_last_click = Dernier clic
proof_method_first_click = Premier clic
proof_method_views = Vues
proof_method_mix_model = Modèle de mix
proof_method_random = Au hasard
proof_axis_coverage = Intervalles qui contiennent la vérité
proof_axis_level = Ce que l'intervalle promet
proof_chart_coverage_title = Les intervalles à 90 % contiennent-ils la vérité neuf fois sur dix ?
proof_chart_coverage_description = Part des intervalles à 90 % qui contenaient la vérité, par cas, avec bornes de Monte-Carlo à 95 %. Le trait en pointillé marque ce qu'elle devrait être.
proof_chart_calibration_title = À chaque niveau
proof_chart_calibration_description = Chaque point est un cas : combien de fois les intervalles à 50, 80 et 90 % contenaient la vérité. Le trait en pointillé est ce qu'ils promettent.
proof_chart_error_ratio_title = L'écart, face aux méthodes simples
proof_chart_error_ratio_description = Somme des erreurs des créateurs ÷ total vrai, par cas et par méthode ; 0 est parfait. Ce qui dépasse le bout de l'axe est dessiné au bout.
proof_chart_budget_regret_title = Ce que la décision fait perdre
proof_chart_budget_regret_description = Le même budget, réparti autrement selon les chiffres de chaque méthode : part perdue des meilleures commandes possibles ; 0 vaut autant que connaître la vérité.
proof_note_run = Méthode : { $estimator } ; taille des marques : { $scale } ; graines { $first } à { $last }. Derrière ± : jusqu'où va, du côté le plus long, un intervalle de Monte-Carlo à 95 % sur les mondes (celui de Wilson pour les parts de mondes).
proof_note_error = Erreur : somme sur les créateurs de |estimation − vérité| ÷ total vrai. Demi-intervalle : la moitié de l'intervalle à 90 % du total ÷ vérité.
proof_note_regret = Regret de budget : le même budget réparti selon la marge par euro, personne au-delà du double de ce qu'il avait ; part perdue des meilleures commandes possibles. Regret d'arrêt : part de l'enjeu que font perdre les mauvaises décisions de garder ou d'arrêter.
proof_note_signs = Décidés : P(ROI > 0) au-dessus de 90 % ou au-dessous de 10 %. Signes faux : parmi les décidés ; les méthodes sans intervalle décident toujours. Verdicts faux sur le programme : parmi ceux qui sont rendus.
proof_note_worlds = Des marques simulées ne sont pas des marques : docs/proof.md dit ce qu'elles ne peuvent pas montrer.
proof_note_own_brand = Des marques tirées de votre estimation partagent son idée de l'effet des publications et ne peuvent pas montrer où cette idée se trompe : docs/proof.md.
proof_note_refused = { $n ->
    [one] Dans un monde, l'estimation a répondu « preuves insuffisantes » ; il est compté, pas noté.
   *[other] Dans { $n } mondes, l'estimation a répondu « preuves insuffisantes » ; ils sont comptés, pas notés.
 }
proof_note_failed = { $n ->
    [one] Dans un monde, l'estimation a échoué. Relancez la même commande : les mondes en échec sont réessayés.
   *[other] Dans { $n } mondes, l'estimation a échoué. Relancez la même commande : les mondes en échec sont réessayés.
 }
proof_own_brand_insufficient = Il n'existe pas d'estimation de cette marque dont on puisse en tirer d'autres qui lui ressemblent.

proof_scale_unknown = Il n'y a pas de taille de marque « { $seen } ». Sont possibles { $valid }, ou des nombres comme creators=60,posts=250,days=548,orders=120. Donnez l'une d'elles à --scale.
proof_file_cannot_be = { $file } ne peut pas être un fichier : c'est un dossier, ou le dossier { $folder } n'existe pas. Rien n'a été calculé. Nommez un fichier dans un dossier qui existe.
proof_file_not_ours = { $file } n'est pas un fichier de résultats conservés : sa première ligne ne le dit pas. Rien n'a été modifié. Donnez à --keep un nouveau fichier, ou un fichier écrit par upshot prove.
proof_file_other_question = { $file } contient les résultats d'une autre question ({ $seen }), et celle-ci porte sur { $asked }. Ils ne peuvent pas tenir dans un même tableau. Donnez un autre fichier à --keep, ou posez la même question.
proof_file_mixed = { $file } contient des résultats de la méthode { $seen }, et cet Upshot estime avec { $method }. Ils ne peuvent pas tenir dans un même tableau. Donnez un autre fichier à --keep.
proof_read_without_file = --read montre des résultats conservés, et aucun fichier n'est nommé. Nommez-le avec --keep, ou retirez --read pour calculer maintenant.
proof_nothing_to_read = --read montre des résultats conservés, et ce fichier n'existe pas ({ $file }). Nommez-le avec --keep, ou retirez --read pour calculer maintenant.
proof_own_brand_has_no_cases = --like-mine tire des marques comme la vôtre, et les cas ({ $seen }) sont des marques toutes faites. On ne peut demander que l'un des deux à la fois. Retirez --case ou --like-mine.
proof_own_brand_has_its_size = --like-mine tire des marques de votre taille, et --scale { $seen } en demande une autre. Retirez --scale ou --like-mine.
proof_worker_died = Un processus de calcul s'est arrêté sans réponse, le plus souvent faute de mémoire (processus : { $workers }). Ce qui était fini est conservé si --keep a été donné. Relancez la même commande avec moins de processus, par exemple --workers 1.
ranks_out_of_range = Un rang parmi { $n_draws } tirages se situe entre 0 et { $n_draws } ; des rangs de { $low } à { $high } ont été vus. Comptez combien de tirages sont inférieurs à chaque vérité, puis refaites le test.

# upshot prove --from-prior
proof_prior_table = Rangs de vérités tirées de l'a priori du modèle
proof_prior_ranked = Classé
proof_prior_worlds = Marques
proof_prior_p_value = p de rangs uniformes
proof_prior_mean_z = Milieu décalé de, erreurs types
proof_prior_spread_ratio = Étalement ÷ étalement uniforme
proof_prior_inside = Dans l'enveloppe à 95 %
proof_prior_total = Total
proof_prior_creators = Un créateur par marque
proof_prior_yes = oui
proof_prior_no = non
proof_prior_note = Des rangs uniformes disent que l'échantillonneur et la vraisemblance font bien leurs propres calculs ; si le modèle vaut pour des marques, ce sont les cas qui le montrent. Ajustements refusés : { $refused }.
proof_prior_stands_alone = --from-prior a été donné avec --keep, --read, --out ou --like-mine, qui relèvent de la preuve par cas. Il va avec --worlds, --case (un seul, pour sa forme), --scale, --first-seed et --workers. Retirez les autres.
