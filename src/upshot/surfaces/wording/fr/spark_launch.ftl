# La feuille de lancement et l'export pour machines : étapes, ce qu'il faut saisir, ce qui empêche un lancement.
launch_title = Feuille de lancement : { $plan }
launch_ready = Rien ne s'oppose à ce lancement.
launch_not_ready = Ne lancez pas encore : { $n ->
    [one] un point l'empêche
   *[other] { $n } points l'empêchent
 }.
launch_as_of = Au { $at } UTC
launch_col_number = N°
launch_col_where = Dans Ads Manager
launch_col_do = Ce qu'il faut faire
launch_col_enter = Ce qu'il faut saisir
launch_col_done = Fait
launch_section_before = Avant tout
launch_section_right = Code de { $name }
launch_section_campaign = Campagne { $name }
launch_section_ad_group = Groupe d'annonces { $name }
launch_section_ad = Annonce { $name }
launch_section_after = Pour finir
launch_words_unseen = { $n ->
    [one] Pour une étape
   *[other] Pour { $n } étapes
 } (marquées *), les mots de votre écran peuvent différer : aucun de nous ne les y a lus.
launch_words_stale = { $n ->
    [one] La source d'une étape
   *[other] Les sources de { $n } étapes
 } (marquées †) ont été lues il y a plus de 90 jours : vérifiez avant de vous y fier.
launch_sources = Sources
launch_source_line = { $where } : { $link }, lu le { $day }
launch_step_open_library = Ouvrez l'endroit où se trouvent les publications autorisées.
launch_step_enter_code = Demandez la publication avec le code du créateur.
launch_step_create_campaign = Commencez une nouvelle campagne.
launch_step_choose_objective = Choisissez l'objectif.
launch_step_name_campaign = Nommez la campagne exactement ainsi : les rapports s'y rattachent.
launch_step_no_campaign_budget = Laissez-la désactivée : chaque publication a son budget.
launch_step_name_ad_group = Nommez le groupe d'annonces.
launch_step_choose_placement = Restez sur TikTok même.
launch_step_set_targeting = Réglez qui la verra.
launch_step_set_budget = Saisissez le budget.
launch_step_set_schedule = Réglez le premier et le dernier jour.
launch_step_choose_goal = Choisissez ce qui doit être optimisé.
launch_step_use_account = Activez-le : c'est ce qui en fait une Spark Ad.
launch_step_choose_identity = Choisissez le compte ou la publication du créateur.
launch_step_choose_own_identity = Choisissez votre propre compte.
launch_step_choose_post = Choisissez la publication et regardez-la une fois.
launch_step_set_call_to_action = Choisissez le bouton.
launch_step_set_destination = Saisissez la page vers laquelle il mène.
launch_step_check_disclosure = Vérifiez que le partenariat rémunéré est indiqué sur la publication ; un boost ne le cache jamais.
launch_step_submit = Faites relire cette feuille face à l'écran par une deuxième personne, puis envoyez.
launch_step_note_ad_ids = Notez les identifiants des annonces dans la feuille spark_ads, pour que les résultats retrouvent leur publication.
launch_enter_code = le code de @{ $creator } pour la publication { $post } (upshot spark le révèle, avec une ligne au journal)
launch_enter_objective = { $objective ->
    [REACH] Portée
    [VIDEO_VIEWS] Vues de la vidéo
    [TRAFFIC] Trafic
    [ENGAGEMENT] Interaction avec la communauté
    [WEB_CONVERSIONS] Conversions sur le site web
   *[other] { $objective }
 }
launch_enter_campaign_name = { $name }
launch_enter_ad_group_name = { $name }
launch_enter_placement = TikTok
launch_enter_targeting = { $countries } · { $ages ->
    [all] tous les adultes
   *[other] { $ages } ans
 } · { $gender ->
    [GENDER_MALE] hommes
    [GENDER_FEMALE] femmes
   *[other] tout le monde
 }
launch_enter_budget = { $budget } { $currency } { $per ->
    [day] par jour
   *[other] pour toute la diffusion
 }
launch_enter_schedule = { $first } – { $last }, dernier jour compris ({ $zone })
launch_enter_goal = { $goal } (facturé { $billing })
launch_enter_identity = @{ $creator }
launch_enter_post = { $post } { $url }
launch_enter_call_to_action = { $call }
launch_enter_landing_page = { $url }
launch_col_point = Point
launch_col_effect = Conséquence
launch_finding_stops = empêche le lancement
launch_finding_note = à savoir
launch_findings = Avant de commencer
launch_objective_barred = { $flight } : aucune Spark Ad ne peut être exportée pour l'objectif { $objective } ({ $status ->
    [retired] TikTok l'a retiré
    [read_only] TikTok ne laisse personne le créer par l'API
    [by_contract] il faut un contrat « portée et fréquence »
   *[other] Upshot ne l'exporte pas encore
 }). Possibles : { $valid }.
launch_objective_unknown = { $flight } : personne ne connaît l'objectif « { $objective } ». Possibles : { $valid }.
launch_goal_mismatch = { $flight } : l'optimisation { $goal } ne sert pas l'objectif { $objective }. Possibles pour lui : { $valid }.
launch_needs_field = { $flight } : { $goal } demande le champ { $field }. Ajoutez-le à la diffusion.
launch_no_call_to_action = { $flight } : il y a une page d'arrivée et pas de bouton. Choisissez un call_to_action.
launch_format_unknown = { $flight } : personne ne connaît le format { $format }. Possibles : { $valid }.
launch_format_not_by_api = { $flight } : le format { $format } ne peut pas être lancé d'ici ({ $status ->
    [by_sales] il se réserve auprès d'un contact chez TikTok
    [unverified] demandez à TikTok s'il existe pour vous
   *[other] il ne diffuse pas une publication existante
 }). Prenez plutôt { $instead }.
launch_word_unknown = { $flight } : { $field } ne peut pas être « { $seen } ». Possibles : { $valid }.
launch_already_over = { $flight } : son dernier jour ({ $ends }) est passé.
launch_budget_below_minimum = { $flight } : { $budget } USD est sous le minimum de TikTok, { $least } USD.
launch_no_country = { $flight } : aucun pays n'est nommé. Ajoutez countries, par exemple [FR].
launch_no_right = { $flight } : le registre n'a aucun droit de @{ $creator } sur la publication { $post }. Demandez-le d'abord : upshot spark add, puis upshot spark request
launch_right_of_another = { $flight } : le droit { $right } est celui de @{ $creator } sur la publication { $post }, pas celui de cette diffusion.
launch_right_not_granted = { $flight } : le droit { $right } est { $state ->
    [drafted] seulement en brouillon
    [requested] seulement demandé
    [code_received] encore sans confirmation de TikTok ou d'une personne
    [expired] échu
    [revoked] retiré
    [post_unavailable] sans usage, la publication n'est plus disponible
   *[other] remplacé par un autre
 }.
launch_right_end_unknown = { $flight } : personne ne sait quand finit le droit { $right }. Inconnu ne veut pas dire lointain : demandez au créateur, ou lisez-le dans Ads Manager.
launch_right_end_bound = { $flight } : le droit { $right } peut finir plus tôt que la réception de son code ne le laisse penser ; lisez sa vraie fin dans Ads Manager.
launch_outlives_right = { $flight } : la diffusion va jusqu'au { $flight_end } et { $window ->
    [code] le code
   *[other] le contrat
 } finit le { $right_end }. Raccourcissez la diffusion ou prolongez le droit.
launch_few_posts = { $posts } publication(s) de { $creators } créateur(s) : avec au moins deux de chaque, vous apprenez laquelle marche.
launch_minimum_unchecked = TikTok ne publie ses budgets minimaux qu'en dollars américains : en { $currency }, ils n'ont pas été vérifiés.
launch_refused = Les données pour l'API n'ont pas été écrites : { $n ->
    [one] un point empêche le lancement
   *[other] { $n } points empêchent le lancement
 } (d'abord dans { $flight } : { $point }). Un lancement demande des diffusions sans de tels points. Voyez-les tous avec upshot spark sheet, corrigez le plan et relancez la même commande.
launch_plan_unreadable = Le plan { $file } ne peut pas être lu ({ $seen }). Ce doit être un fichier YAML ou JSON avec name, currency et flights. La page Lancement Spark donne un exemple.
launch_plan_field = Dans le plan { $file }, { $field } ne peut pas être { $seen } : { $why }. Champs à cet endroit : { $fields }. Corrigez-le et relancez la même commande.
launch_needs_reason = Les codes ne s'écrivent qu'avec une raison, que le journal garde, et aucune n'a été donnée. Dites qui en a besoin et pourquoi : --with-codes "pour l'agence média".
launch_codes_to_screen = Les codes ne s'affichent jamais à l'écran, et --with-codes est venu sans fichier. Nommez-en un : --out payload.json
launch_codes_written = { $n ->
    [one] Un code se trouve en clair dans { $file }
   *[other] { $n } codes se trouvent en clair dans { $file }
 } ; le journal garde qui l'a demandé. Supprimez le fichier une fois envoyé.
launch_written = Écrit : { $file }
launch_needs = À compléter avant l'envoi
launch_col_placeholder = Emplacement
launch_col_what = Quoi
launch_col_found = Où le trouver
launch_need_advertiser = l'identifiant du compte publicitaire
launch_need_location = l'identifiant du lieu chez TikTok
launch_need_identity = l'identité qui diffuse la publication
launch_need_pixel = le pixel
launch_need_code = le code du créateur (jamais écrit sans demande)
launch_payload_summary = { $calls } appels : tout est créé désactivé ; une personne l'active.
launch_col_call = Appel
launch_col_name = Nom
