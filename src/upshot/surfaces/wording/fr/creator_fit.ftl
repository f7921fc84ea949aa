# Adéquation de l'audience, de la marque et du contenu ; décisions de validation.
# --- refus ---
shares_shape = Deux répartitions ne se comparent pas : { $seen }. Il faut les mêmes tranches, des parts positives ou nulles et 1 au plus au total. Corrigez les parts.
weights_sum = Les poids { $seen } sont inutilisables. Un poids vaut 0 ou plus, et l'un d'eux au moins dépasse 0. Corrigez-les.
ratings_shape = Les notes de deux personnes ne se comparent pas : { $seen }. Toutes deux notent les mêmes choses, de 1 à { $valid } sans décimale. Corrigez les notes.
loudness_shape = Le niveau sonore de ce son ne se mesure pas : { $seen }. Il faut un ou deux canaux et au moins 8 000 échantillons par seconde. Convertissez le son.
target_unread = L'audience visée « { $seen } » ne cite ni âge, ni genre, ni pays, ni langue, ni centre d'intérêt. Écrivez par exemple { $valid }, ou une phrase comme Femmes 18-34 ans en France. Corrigez target_audience dans la feuille campaigns ou settings.
target_shares = Les parts de l'audience visée « { $seen } » sont inutilisables (dimension { $dimension }, total { $total } %). Donnez une part à chaque tranche d'une dimension ou à aucune, 100 % au plus, comme dans { $valid }. Corrigez target_audience.
target_ages = L'audience visée « { $seen } » contient un âge illisible : { $name }. Écrivez 18-24, 55+ ou moins de 18, comme dans { $valid }. Corrigez target_audience.
target_country = L'audience visée « { $seen } » cite un pays inconnu : { $name }. Les noms et les codes ISO conviennent, comme dans { $valid }. Corrigez target_audience.
target_gender = L'audience visée « { $seen } » contient un genre illisible : { $name }. Écrivez femmes, hommes ou autre, comme dans { $valid }. Corrigez target_audience.
invalid_setting_values = Le réglage { $setting } contient une partie illisible : « { $seen } ». Chaque valeur est un nom, le signe égal et des expressions, précédées d'un moins si elles sont contraires : bien-être animal = végan, -fourrure. Corrigez-le dans la feuille settings.
invalid_setting_sectors = Le réglage { $setting } cite des règles qui n'existent pas : { $seen }. Règles possibles : { $valid }. Corrigez-le dans la feuille settings.
invalid_setting_risk = Le réglage { $setting } est inutilisable : « { $seen } ». Valeurs possibles : { $valid }. Corrigez-le dans la feuille settings.
valid_risk_level = un niveau de risque : none, low, medium, high ou never
rubric_item = La grille n'a pas de question « { $seen } ». Ses questions : { $valid }. Corrigez le nom.
rubric_mark = La note { $seen } pour { $item } est inutilisable. Notes entières : { $valid }. Corrigez-la ; upshot vetting rubric dit ce que chaque note veut dire.
rubric_empty = Aucune note n'a été donnée. Il en faut au moins une parmi : { $valid }. Écrivez par exemple --mark humour=4.
unknown_rubric = Il n'y a pas de grille « { $seen } ». Grilles connues : { $nearest }. Choisissez-en une.
vetting_mark_pair = --mark « { $seen } » est illisible. Il faut une question, le signe égal et une note, comme --mark humour=4. Corrigez.
vetting_post = « { $seen } » n'est ni un lien vers une publication de { $creator }, ni un identifiant. Par exemple : https://www.tiktok.com/@{ $creator }/video/7300000000000000000. Copiez le lien depuis TikTok.
vetting_expires = --expires-in « { $seen } » est illisible. Jours, semaines ou mois : 90d, 12w, 6m ; 730 jours au plus. Corrigez.
vetting_outcome = La décision « { $seen } » est inconnue. Décisions possibles : { $valid }. Choisissez-en une.
vetting_reason = La décision est venue sans raison. Une phrase suffit. Écrivez pourquoi, avec --reason : le créateur pourrait le demander un jour.
vetting_days = Une décision ne peut pas valoir { $seen } jours. Durées possibles : { $valid } jours. Choisissez-en une autre.
vetting_unknown = Rien n'a encore été décidé sur { $seen }. { $nearest ->
    [none] Aucun créateur n'a encore été validé.
   *[other] Décisions connues : { $nearest }.
 } Décidez d'abord : upshot vetting decide { $seen } --outcome approve --reason …
vetting_same_person = { $who } a décidé pour { $creator } et ne peut pas être aussi la seconde personne. Il faut quelqu'un d'autre. Demandez à un collègue de lancer upshot vetting approve { $creator } --who NOM.
vetting_no_second_needed = La dernière décision sur { $creator } n'attend pas de seconde validation : ce n'était pas un accord, le risque était sous le seuil, ou elle est déjà validée. Voyez upshot vetting list.
vetting_expired_already = La décision sur { $creator } a pris fin le { $on } ; elle ne peut plus être validée. Une décision vaut jusqu'à son dernier jour. Regardez de nouveau le créateur et décidez.
vetting_altered = Les éléments gardés avec la décision sur { $creator } ne sont plus ceux de la décision (SHA-256 { $sha256 }). Ils doivent être intacts. Décidez de nouveau et cherchez qui a écrit dans la base.
video_not_installed = Il manque une partie pour mesurer les vidéos. Installez-la : pip install 'upshot[{ $extra }]', puis recommencez.
video_missing = Il n'y a pas de fichier { $file }. Il faut un fichier vidéo. Vérifiez le chemin.
video_unreadable = { $file } ne se lit pas comme une vidéo ({ $why }) : c'est autre chose, ou le fichier est coupé trop tôt. mp4, mov et webm conviennent. Téléchargez-le de nouveau.
video_no_picture = { $file } contient du son mais pas d'image. Il faut une vidéo. Choisissez le fichier de la publication.
check_not_vetted = { $n ->
    [one] Une collaboration commence
   *[other] { $n } collaborations commencent
 } sans validation en cours : { $names }.
check_not_vetted_do = Avant de signer, regardez le créateur (upshot vet) et décidez : upshot vetting decide PSEUDO --outcome approve --reason …
# --- réglages ---
settings_creators = Choisir les créateurs
setting_target_audience = Qui la marque veut toucher
setting_audience_stale_days = Une audience est périmée après, jours
setting_brand_values = Ce que défend la marque
setting_brand_sectors = Secteurs encadrés qui sont les siens
setting_competitors = Concurrents
setting_competitor_exclusivity_days = Un concurrent compte pendant, jours
setting_vetting_days = Une validation vaut, jours
setting_second_approver_from_risk = Seconde personne à partir du risque
# --- trop peu d'éléments, et ce qui aiderait ---
audience_unknown = On ne sait pas qui suit { $creator } : aucun relevé utilisable d'âge, de genre ou de pays ({ $n } vus).
fit_nothing_to_read = Rien de { $creator } n'a pu être lu : { $n ->
    [0] aucune publication connue.
   *[other] aucune des { $n } publications n'a de légende.
 }
content_nothing_to_rate = Le contenu de { $creator } ne peut pas être noté : ni durée de visionnage, ni notes, ni vidéo.
fit_score_unknown = Pas de score d'adéquation : audience, contenu et éléments sont tous inconnus.
help_audience_import = Importez l'audience du créateur (TikTok Studio : FollowerGender, FollowerTopTerritories ; ou la feuille audience).
help_audience_ask = Demandez au créateur une capture datée de sa page d'audience.
help_fit_captions = Importez des publications avec leurs légendes.
help_content_rate = Faites noter trois publications par deux personnes : upshot vetting rate PSEUDO --post LIEN --mark humour=4 …
help_content_watch = Demandez au créateur la durée moyenne et les visionnages complets par publication (feuille post_metrics).
# --- remarques ---
audience_shares_refused = { $source } est écarté pour { $dimension } : ses parts font { $percent } % au total.
audience_no_target = Personne n'a dit qui la marque veut toucher (target_audience de la campagne ou des réglages) : rien à comparer.
audience_target_unread = De la cible, ceci n'a pas été compris et ne compte pas : { $words }.
audience_missing = Inconnu pour ce créateur : { $dimensions }. Le score repose sur les autres dimensions.
audience_marginals_only = Les sources donnent chaque dimension à part. La part visée dans toutes à la fois est entre les bornes de Fréchet ; le chiffre du milieu suppose les dimensions indépendantes.
audience_selling_unknown = Personne n'a dit où la marque vend (target_countries), et les commandes ne le disent pas : tous les pays comptent.
audience_countries_unknown = Les pays de l'audience sont inconnus ; on ne sait donc pas qui pourrait acheter.
fit_without_caption = { $n ->
    [one] Une publication sans légende n'a pas été lue.
   *[other] { $n } publications sans légende n'ont pas été lues.
 }
fit_no_comments = Aucun commentaire fourni : leur ton est inconnu.
fit_no_competitors = Aucun concurrent n'est nommé (réglage competitors) : aucun n'a pu être trouvé.
fit_no_values = Les valeurs de la marque ne sont pas dites (réglage brand_values) : rien n'a été cherché pour ou contre elles.
fit_every_law = Personne n'a dit où travaille le créateur ni où vend la marque : les règles de tous les pays ont été appliquées.
fit_text_only = Seul le texte a été lu, par listes de mots : ni les images, ni la voix, ni l'ironie, ni d'autres langues. Une trouvaille est une raison de lire la publication.
content_no_watch = L'attention est inconnue : seuls les chiffres du créateur disent combien de temps on regarde.
content_no_marks = Personne n'a encore noté les publications de ce créateur.
content_other_rubric = { $n ->
    [one] Une notation suit une autre version de la grille et a été écartée.
   *[other] { $n } notations suivent une autre version de la grille et ont été écartées.
 }
content_over_polished = Lisse et impersonnel : finition { $polish }, authenticité { $authenticity } sur 5. On peut le prendre pour un spot.
video_captions_heuristic = Le texte à l'image est deviné par des bandes de traits verticaux ; une chemise rayée peut passer pour du texte.
video_cuts_heuristic = Les coupes sont des changements brusques de couleurs ; un fondu ou une coupe sur place peut échapper.
video_only_beginning = Seules les { $seconds } premières secondes ont été regardées.
video_sound_beginning = Le niveau sonore est celui des { $seconds } premières secondes.
risk_nothing_read = rien n'a pu être lu
risk_evidence = { $rule }
risk_authenticity_look_closer = les chiffres sont à regarder de plus près
risk_authenticity_insufficient_evidence = on en sait trop peu sur les chiffres
# --- la partie audience de la fiche ---
audience_dim_age = Âge
audience_dim_gender = Genre
audience_dim_country = Pays
audience_dim_language = Langue
audience_dim_interest = Centre d'intérêt
fit_audience_title = Adéquation de l'audience
fit_audience_score = Recouvrement avec la cible « { $target } » : { $score } (moyenne des dimensions connues ; 100 % = la même audience).
fit_audience_joint = Visés dans toutes les dimensions à la fois : de { $low } à { $high } de l'audience ; { $independent } si les dimensions sont indépendantes.
fit_audience_sellable = Dans les pays où la marque vend : { $share } de l'audience.
fit_audience_geography = Recouvrement des pays de l'audience avec ceux des commandes : { $share }.
fit_audience_reachable = Personnes visées qui peuvent acheter, sur une portée attendue de { $reach } : environ { $independent } (de { $low } à { $high }).
fit_audience_drift = { $dimension } { $bucket } : de { $before } à { $after } entre le { $first } et le { $last } ({ $source }).
fit_audience_drifts = L'audience a changé
fit_col_dimension = Dimension
fit_col_overlap = Recouvrement
fit_col_in_target = Dans la cible
fit_col_js = 1 − JSD
fit_col_source = Source, date, âge
fit_source_line = { $source }, { $day }, { $age } j
fit_source_stale = { $line } – périmé
fit_sources_disagree = { $dimension } : les sources se contredisent, le chiffre est donc une fourchette.
fit_affinity_title = Affinité : 100 = comme chez les utilisateurs de la plateforme (estimations de tiers)
fit_col_bucket = Tranche
fit_col_share = Part de l'audience
fit_col_everybody = Part des utilisateurs
fit_col_index = Indice
# --- la partie éléments ---
fit_evidence_title = Adéquation à la marque et sûreté
fit_none_found = Rien trouvé dans { $n ->
    [one] une publication
   *[other] { $n } publications
 } depuis le { $since } ({ $captions } légendes lues ; listes de mots du { $rules }).
fit_some_found = { $found ->
    [one] Une raison
   *[other] { $found } raisons
 } de lire de plus près, dans { $n } publications depuis le { $since } ({ $captions } légendes lues ; listes de mots du { $rules }).
fit_toxicity = Ton des commentaires, par une courte liste de mots : { $toxic } sur { $n } toxiques (intervalle à { $level } : { $low } à { $high }). D'autres les ont écrits, pas le créateur.
fit_for_title = Ce qui parle en sa faveur
fit_col_severity = Gravité
fit_col_what = Quoi
fit_col_quote = Mots
fit_col_when = Quand
fit_col_where = Où
fit_col_basis = Règle ou loi
fit_basis_setting = réglage { $setting }
fit_basis_list = liste de mots, choix d'Upshot
fit_counts = { $rule } : { $n } en tout, les { $shown } plus graves montrées.
risk_level_none = aucun
risk_level_low = faible
risk_level_medium = moyen
risk_level_high = élevé
risk_level_never = jamais
fit_risk = Risque à dire oui : { $level }{ $why ->
    [none] .
   *[other] { "" } ({ $why }).
 }
safety_rule_cosmetic_surgery = Chirurgie esthétique
safety_rule_instead_of_treatment = À la place d'un traitement
safety_rule_nicotine = Tabac, vapotage, nicotine
safety_rule_wild_animals = Animaux interdits de détention
safety_rule_financial_products = Produits financiers risqués
safety_rule_sports_tips = Pronostics sportifs
safety_rule_gambling = Jeux d'argent
safety_rule_alcohol = Alcool
safety_rule_training_account = Formation financée (CPF)
safety_rule_counterfeit = Contrefaçons
safety_rule_health_claim = Allégation de santé
safety_rule_adult_content = Contenu pour adultes
safety_rule_drugs = Drogues
safety_rule_weapons = Armes
safety_rule_hateful_words = Propos haineux
safety_rule_insults = Insultes
safety_rule_misinformation = Désinformation
safety_rule_ai_image = Images générées ou retouchées
safety_rule_ad_signals = Mots de vente
safety_rule_disclosure_words = Mention publicitaire
safety_rule_competitor = Concurrent { $about }
safety_rule_value_conflict = Contraire à « { $about } »
safety_rule_value_match = En faveur de « { $about } »
safety_rule_undisclosed_ad = Vend sans le dire
safety_rule_paid_without_mention = Rémunérée, sans mention dans la légende
safety_rule_comment_insult = Commentaires insultants
safety_rule_comment_hate = Commentaires haineux
safety_rule_comment_threat = Commentaires menaçants
safety_rule_comment_sexual = Harcèlement sexuel en commentaires
# --- la partie contenu ---
fit_content_title = Qualité du contenu
content_watch_ratio = Attention, observée : on regarde { $median } de la durée (intervalle à { $level } : { $low } à { $high }, { $n } publications).
content_full_watch = Regardées jusqu'au bout, observé : { $median } des vues (intervalle à { $level } : { $low } à { $high }, { $n } publications). Les seuils cités (35–50 %, 70 %) sont du folklore.
content_rating_craft = Facture
content_rating_nativeness = Naturel sur TikTok
content_rating_brand = Justesse pour la marque
content_ratings_title = Ce que disent les gens, de 1 à 5 (grille { $rubric } { $version }) ; ces notes ne s'additionnent pas
content_col_rating = Note de
content_col_item = Question
content_col_mean = Moyenne
content_col_spread = Dispersion (é.-t.)
content_col_marks = Notes
content_col_status = Accord des notateurs
content_all_items = toutes les questions
content_status_provisional = provisoire : une seule personne
content_status_agreed = oui : κ { $kappa } (de { $low } à { $high })
content_status_reconcile = non : κ { $kappa } (de { $low } à { $high }) – à revoir ensemble
content_status_untested = notes toutes égales : non testé
fit_score_title = Ordre par défaut
fit_score_line = Adéquation pour le tri : { $score } sur 100 au moins, { $high } au plus. Comptent l'audience, le contenu et les éléments ; pas les abonnés.
fit_score_missing = Inconnu, d'où une fourchette large : { $parts }.
fit_part_audience = audience
fit_part_attention = attention
fit_part_nativeness = naturel
fit_part_craft = facture
fit_part_evidence = éléments
# --- décisions ---
vetting_title = Décisions de validation
vetting_empty = Aucun créateur n'a encore été validé.
vetting_col_creator = Créateur
vetting_col_decision = Décision
vetting_col_standing = État
vetting_col_risk = Risque
vetting_col_by = Par
vetting_col_on = Le
vetting_col_until = Jusqu'au
vetting_col_reason = Raison
vetting_col_hash = Éléments (SHA-256)
vetting_outcome_approve = accepté
vetting_outcome_reject = refusé
vetting_outcome_wait = attendre
vetting_standing_none = jamais validé
vetting_standing_rejected = refusé
vetting_standing_waiting = en attente
vetting_standing_tampered = éléments modifiés
vetting_standing_expired = expiré
vetting_standing_needs_second = attend une seconde personne
vetting_standing_valid = valide
vetting_decided = Gardé : { $creator } – { $outcome }, jusqu'au { $until }. Risque { $risk }. Éléments SHA-256 { $sha256 }.
vetting_second_wanted = Une seconde personne doit valider : upshot vetting approve { $creator } --who NOM.
vetting_approved = { $who } a validé { $creator } en second ; valable jusqu'au { $until }.
vetting_checked = { $creator } au { $on } : { $standing }.
vetting_rated = Gardé : { $n ->
    [one] une note
   *[other] { $n } notes
 } de { $who } pour la publication { $post } de { $creator }. Les notes des autres ne sont pas montrées avant la vôtre.
rubric_title = Grille { $rubric } { $version } : notes entières de 1 à 5. Deux personnes notent à part ; la mention publicitaire ne fait jamais baisser une note.
rubric_example = Par exemple { $example }
video_title = Ce que montre le fichier { $file }
video_col_measure = Mesure
video_col_value = Valeur
video_row_format = Format
video_row_duration = Durée
video_row_loudness = Niveau sonore (EBU R 128)
video_row_cuts = Coupes
video_row_hook = Mouvement des 2 premières secondes (0 = fixe)
video_row_captions = Texte à l'image (heuristique)
video_format = { $width } × { $height }, { $fps } images par seconde – { $is_vertical ->
    [yes] 9:16
   *[no] pas 9:16
 }
video_seconds = { $seconds } s
video_lufs = { $lufs } LUFS
video_silent = sans son
video_too_quiet = silencieux
video_cuts = { $n } ({ $rate } par minute)
video_captions = dans { $share } des images regardées
