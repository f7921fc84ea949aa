# Les points de contrôle avant qu'une publication soit autorisée : noms, états, une phrase par réponse.
gates_title = Contrôles avant l'autorisation
gates_all_pass = Tous les contrôles sont passés : la publication peut être autorisée.
gates_held = { $count ->
    [one] Un contrôle retient cette publication.
   *[other] { $count } contrôles retiennent cette publication.
}
gates_unknown_is_not_pass = Ce que personne n'a dit reste ouvert : inconnu ne vaut pas passé.
gates_disclosure_first = La mention publicitaire passe d'abord : aucune raison ne la lève, et aucun conseil pour paraître plus « natif » ne passe avant elle.
gates_not_legal_advice = Information, pas conseil juridique ; chaque règle nomme sa loi ou sa source et sa date.
gates_source = Source
gates_since = en vigueur depuis le { $day }
gates_authority_law = loi
gates_authority_platform = règle de TikTok
gates_authority_practice = bonne pratique
gate_state_pass = passé
gate_state_fail = non rempli
gate_state_unknown = inconnu

gate_disclosure_text = Le texte dit que c'est une publicité
gate_disclosure_overlay = La mention figure à l'image
gate_disclosure_toggle = Le réglage de transparence de TikTok
gate_consent = L'accord du créateur
gate_window_flight = La diffusion
gate_window_campaign = Diffusion et campagne
gate_window_contract = Diffusion et contrat
gate_window_code = Diffusion et code
gate_post_public = La publication est publique
gate_post_old_enough = La publication a vécu assez longtemps
gate_sound = Le son peut servir en publicité
gate_caption_final = La légende est définitive
gate_caption_call_to_action = Un appel à l'action
gate_caption_no_url = Pas d'adresse web dans la légende
gate_objective = Objectif et but d'optimisation
gate_spread = Plusieurs publications, plusieurs créateurs

gate_mention_found = Le texte dit « { $mention } ».
gate_mention_equivalent = Le texte dit « { $mention } », que nous lisons comme équivalent à { $mentions } ; un juriste dira s'il l'est.
gate_mention_missing = Le texte ne dit nulle part que c'est une publicité. Admis : { $mentions }. Demandez au créateur de l'ajouter avant de générer le code : la légende se verrouille ensuite.
gate_mention_unknown = Le texte de la publication n'est pas connu. Saisissez la légende, puis cherchez-y { $mentions }.
gate_overlay_whole = La mention figure à l'image pendant { $shown } secondes sur { $length } : toute la promotion.
gate_overlay_too_short = La mention figure à l'image pendant { $shown } secondes sur { $length } ; elle doit y rester pendant toute la promotion. Demandez une nouvelle version de la vidéo.
gate_overlay_missing = Aucune mention ne figure à l'image. Elle doit y rester pendant toute la promotion. Demandez une nouvelle version de la vidéo.
gate_overlay_unknown = Personne n'a regardé combien de temps la mention figure à l'image. Regardez la publication et saisissez les secondes.
gate_overlay_length_unknown = La mention a été vue pendant { $shown } secondes, mais la durée de la vidéo n'est pas connue. Saisissez-la.
gate_toggle_on = Le réglage de TikTok « Divulguer un contenu commercial » est activé.
gate_toggle_off = Le réglage de TikTok « Divulguer un contenu commercial » est désactivé. Le créateur l'active : la publication, trois points, paramètres de publicité.
gate_toggle_unknown = Personne n'a dit si le réglage de TikTok « Divulguer un contenu commercial » est activé. Regardez la publication : elle porte alors un libellé.

gate_consent_given = @{ $creator } a accepté l'usage payant le { $given_on } (noté d'après { $given_by }).
gate_consent_unknown = Aucun accord de @{ $creator } pour l'usage payant n'est noté. Demandez-le par un lien, ou saisissez la date du contrat.
gate_consent_withdrawn = @{ $creator } a accepté le { $given_on } et s'est rétracté le { $on }. La publication ne peut pas être diffusée ; redemandez, ou choisissez-en une autre.
gate_consent_in_future = L'accord de @{ $creator } est daté du { $given_on }, qui n'est pas encore venu. Corrigez la date.
gate_consent_too_short = @{ $creator } a accepté jusqu'au { $until }, mais la diffusion finit le { $ends }. Finissez plus tôt, ou convenez de plus de temps.

gate_flight_known = La diffusion va du { $starts_on } au { $ends_on }.
gate_flight_unknown = Le premier et le dernier jour de la diffusion ne sont pas tous deux connus. Saisissez-les.
gate_flight_reversed = La diffusion commencerait le { $starts_on } et finirait le { $ends_on }, avant de commencer. Corrigez les jours.
gate_flight_over = La diffusion a fini le { $ends_on }. Saisissez une diffusion à venir.
gate_window_without_flight = Sans les jours de la diffusion, rien ne peut être comparé.
gate_campaign_unknown = Les jours de la campagne ne sont pas tous deux connus. Liez le droit à une campagne qui a un premier et un dernier jour.
gate_flight_in_campaign = La diffusion (du { $starts_on } au { $ends_on }) tient dans la campagne (du { $first } au { $last }).
gate_flight_before_campaign = La diffusion commence le { $starts_on }, avant la campagne ({ $first }). Déplacez l'une des deux.
gate_flight_after_campaign = La diffusion finit le { $ends_on }, après la campagne ({ $last }). Déplacez l'une des deux.
gate_contract_unknown = Le dernier jour du droit au contrat n'est pas connu. Inconnu ne veut pas dire lointain : saisissez-le.
gate_contract_covers = Le droit au contrat dure jusqu'au { $last } et couvre la diffusion.
gate_code_outlives_contract = Le droit au contrat dure jusqu'au { $last } et couvre la diffusion. Le code marche jusqu'au { $code_until } : arrêtez les annonces le { $last }, TikTok ne le fera pas.
gate_flight_before_contract = La diffusion commence le { $starts_on }, avant le droit au contrat ({ $first }).
gate_flight_after_contract = La diffusion finit le { $ends_on }, mais le droit au contrat finit le { $last }. Raccourcissez la diffusion, ou convenez de plus de temps.
gate_code_covers = Le code marche jusqu'au { $code_until } et couvre la diffusion et { $buffer } jours de marge.
gate_code_end_unknown = Le jour où le code cesse de marcher n'est pas connu ; il doit atteindre le { $needed_until }. Demandez au créateur la durée choisie.
gate_code_too_short = Le code cesse de marcher le { $code_until }, avant la fin de la diffusion ({ $ends_on }). Demandez un code plus long.
gate_code_without_buffer = Le code cesse de marcher le { $code_until } : il couvre la diffusion, mais pas { $buffer } jours de marge (jusqu'au { $needed_until }). Demandez un code plus long.
gate_duration_covers = Un code de { $days } jours couvre les { $needed } jours d'ici à la fin de la diffusion et de sa marge. Aucun code n'est encore arrivé.
gate_no_duration_covers = D'ici à la fin de la diffusion et de sa marge il y a { $needed } jours ; le code le plus long de TikTok dure { $longest } jours. Coupez la diffusion en deux, ou demandez le code plus près de son début.

gate_public = La publication a été vue publique.
gate_not_public = La publication n'est pas publique. TikTok la rendrait publique, et figée ainsi, dès son usage : demandez d'abord au créateur.
gate_public_unknown = Personne n'a dit si la publication est publique. Ouvrez-la sans vous connecter.
gate_old_enough = La publication a { $hours } heures de vie organique ; { $advised } sont conseillées.
gate_young = La publication a { $hours } heures de vie organique : au moins { $least }, { $advised } conseillées.
gate_too_young = La publication a { $hours } heures de vie organique ; il en faut au moins { $least }. Attendez, ou donnez une raison.
gate_not_published_yet = La publication est datée dans l'avenir. Corrigez sa date.
gate_age_unknown = On ne sait pas quand la publication a paru ; elle devrait avoir au moins { $least } heures. Importez ses mesures, ou saisissez la date.
gate_sound_original = Le son est celui du créateur.
gate_sound_commercial = Le son est sous licence commerciale.
gate_sound_unlicensed = Le son est marqué « { $seen } ». Une publicité demande un son original ou un son de la bibliothèque commerciale de TikTok.
gate_sound_unknown = On ne sait pas si le son peut servir en publicité. Vérifiez : un son original, ou un son de la bibliothèque commerciale.
gate_caption_confirmed = La légende est confirmée comme définitive ; elle se verrouille dès l'autorisation.
gate_caption_to_change = La légende doit encore changer. Faites-le avant que le code soit généré : elle se verrouille ensuite.
gate_caption_not_confirmed = Personne n'a confirmé que la légende est définitive. Elle se verrouille dès l'autorisation.
gate_caption_unknown = La légende n'est pas connue. Importez les mesures de la publication, ou saisissez-la.
gate_action_in_caption = La légende appelle à agir : « { $phrase } ».
gate_action_in_video = La vidéo appelle à agir.
gate_action_missing = Ni la légende ni la vidéo n'appelle à agir. Ajoutez un appel (« lien en bio ») avant que le code soit généré : la légende se verrouille ensuite.
gate_action_unknown = Aucun appel à l'action n'a été trouvé dans la légende, et personne n'a dit si la vidéo en porte un.
gate_no_url = La légende ne contient pas d'adresse web.
gate_url_in_caption = La légende contient une adresse web : { $seen }. On ne peut pas la toucher là ; mettez-la dans l'annonce, comme page de destination.
gate_goal_matches = Le but { $goal } sert l'objectif « { $objective } ».
gate_goal_mismatch = Le but { $goal } ne sert pas l'objectif « { $objective } ». Admis : { $goals }.
gate_goal_unknown = L'objectif est « { $objective } », mais aucun but d'optimisation n'est choisi. Admis : { $goals }.
gate_objective_missing = La campagne n'a pas d'objectif. Choisissez parmi : { $valid }.
gate_objective_unlisted = L'objectif « { $seen } » n'est pas de ceux qu'une Spark Ad peut servir. Choisissez parmi : { $valid }.
gate_spread_enough = La campagne essaie { $posts } publications de { $creators } créateurs.
gate_spread_too_small = La campagne essaie { $posts } publications de { $creators } créateurs ; il faut au moins { $least_posts } publications de { $least_creators } créateurs pour distinguer la chance de la qualité. Ajoutez-en, ou donnez une raison.
gate_spread_unknown = On ne sait pas combien de publications et de créateurs la campagne essaie (au moins { $least_posts } et { $least_creators }). Liez le droit à une campagne.
gate_reasoned = Non rempli, et laissé tel pour une raison : { $reason }

spark_fact_invalid = La réponse « { $seen } » à « { $fact } » n'a pas pu être lue. Admis : { $valid }. Corrigez-la ; rien n'a été gardé.
valid_seconds = des secondes à partir de 0, par exemple 12,5
valid_buffer_days = un nombre entier de jours, de 0 à 60
valid_fact = une des questions des contrôles

spark_label_gate = Contrôle
spark_label_answer = Réponse
spark_gates_open_told = La parole de TikTok est gardée telle quelle. Restent pourtant ouverts pour cette publication : { $gates }. Réglez-les maintenant, ou arrêtez les publicités.
spark_offer_name = « { $seen } » n'est rien que dise la page du créateur. Aucun lien n'a été créé. Noms admis : { $valid }. Écrivez --offer nom=texte.
spark_fact_name = « { $seen } » n'est pas un fait des contrôles. Rien n'a été écrit. Noms admis : { $valid }. Écrivez --tell nom=valeur.
