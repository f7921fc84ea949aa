# Le registre des droits Spark : états, fenêtres, argent en jeu, codes, liens, alertes, calendrier.
spark_table_rights = Droits Spark, et l'argent en jeu
spark_table_windows = Les quatre fenêtres
spark_table_history = Historique
spark_table_import = Lignes sans effet
spark_label_right = Droit
spark_label_post = Publication
spark_label_state = État
spark_label_stops = Ce qui s'arrête, et quand
spark_label_per_day = Par jour
spark_label_at_risk = En tout
spark_label_todo = Pourquoi, et que faire
spark_label_window = Fenêtre
spark_label_from = Du
spark_label_until = Au
spark_label_said_by = Selon
spark_label_when = Quand
spark_label_who = Qui
spark_label_what = Quoi
spark_label_evidence = Sur quelle preuve
spark_label_line = Ligne
spark_label_reason = Raison

spark_state_drafted = préparé
spark_state_requested = demandé
spark_state_code_received = code reçu
spark_state_authorised = autorisé
spark_state_live = en diffusion
spark_state_expiring = bientôt échu
spark_state_expired = échu
spark_state_revoked = retiré
spark_state_post_unavailable = publication indisponible
spark_state_superseded = remplacé

spark_window_contract = contrat
spark_window_code = code
spark_window_flight = diffusion
spark_window_campaign = campagne
spark_source_platform = TikTok
spark_source_creator = le créateur
spark_source_contract = le contrat
spark_source_brand = la marque
spark_evidence_platform = TikTok
spark_evidence_attestation = parole d'une personne
spark_evidence_creator = le créateur
spark_evidence_contract = le contrat
spark_evidence_import = une feuille
spark_evidence_clock = l'horloge
spark_event_note = remarque
spark_unknown = inconnu
spark_end_unknown = fin inconnue
spark_stop_contract = fin de l'autorisation
spark_stop_code = TikTok arrête les publicités
spark_stop_flight = fin de la diffusion, comme prévu
spark_stop_campaign = fin de la campagne, comme prévu

spark_risk_ends_in_flight = finit avant la diffusion
spark_risk_ended = terminé alors que des publicités sont prévues
spark_risk_not_given = pas encore de droit
spark_risk_covered = couvre la diffusion
spark_risk_flight_over = la diffusion est finie
spark_risk_flight_unknown = fin de la diffusion inconnue
spark_risk_end_unknown = fin du droit inconnue
spark_risk_no_spend_known = ni budget ni dépense connus
spark_risk_superseded = remplacé par un droit plus récent
spark_risk_on_predecessor = compté sur le droit qu'il renouvelle
spark_todo_renew = { $days ->
    [one] Renouveler : { $days } jour au plus
   *[other] Renouveler : { $days } jours au plus
}
spark_untold = { $n ->
    [one] Pour un droit, le total ne peut être dit : une fin, un budget ou une dépense est inconnu. Il n'est pas dans la somme.
   *[other] Pour { $n } droits, le total ne peut être dit : une fin, un budget ou une dépense est inconnu. Ils ne sont pas dans la somme.
}
spark_no_rights = Aucun droit Spark n'est ouvert. Préparez-en un avec : upshot spark add LIEN – ou apportez des codes avec : upshot spark import FICHIER

spark_conflict_flight_after_code = La diffusion finit { $days } { $days ->
    [one] jour
   *[other] jours
} après le code : TikTok arrête les publicités avant. Demandez un code plus long, ou raccourcissez la diffusion.
spark_conflict_flight_after_contract = La diffusion finit { $days } { $days ->
    [one] jour
   *[other] jours
} après les droits du contrat : les publicités tourneraient sans autorisation. Prolongez le contrat, ou raccourcissez la diffusion.
spark_conflict_code_after_contract = Le code vaut { $days } { $days ->
    [one] jour
   *[other] jours
} de plus que ne permet le contrat : rien ne s'arrête tout seul. Arrêtez les publicités à la main à la fin du contrat.
spark_conflict_flight_after_campaign = La diffusion finit { $days } { $days ->
    [one] jour
   *[other] jours
} après sa campagne.
spark_conflict_flight_before_code = La diffusion commence { $days } { $days ->
    [one] jour
   *[other] jours
} avant que le code soit valable.
spark_conflict_flight_before_contract = La diffusion commence { $days } { $days ->
    [one] jour
   *[other] jours
} avant les droits du contrat.
spark_conflict_flight_before_campaign = La diffusion commence { $days } { $days ->
    [one] jour
   *[other] jours
} avant sa campagne.
spark_conflict_code_over_before_flight = Le code est échu avant le début de la diffusion : il ne peut pas servir. Demandez-en un nouveau.
spark_conflict_code_end_uncertain = On ignore quand le code a été créé ; il peut donc finir plus tôt qu'indiqué. Lisez sa fin dans Ads Manager et saisissez-la.
spark_conflict_flight_after_code_short = la diffusion dépasse le code
spark_conflict_flight_after_contract_short = la diffusion dépasse le contrat
spark_conflict_flight_before_code_short = la diffusion commence avant le code
spark_conflict_flight_before_contract_short = la diffusion commence avant le contrat
spark_conflict_code_over_before_flight_short = le code finit avant le début de la diffusion

spark_added = Droit { $right } préparé : publication { $post } de @{ $creator }. Ensuite : upshot spark request { $right }
spark_marked = Le droit { $right } est maintenant : { $state }.
spark_revoked = Le droit { $right } est retiré et ses liens ouverts sont fermés. Arrêtez ses publicités maintenant.
spark_renewed = Droit { $right } préparé ; il prendra la suite de { $older } dès qu'il sera autorisé. Ensuite : upshot spark request { $right }
spark_requested = Lien privé pour @{ $creator }, valable jusqu'au { $until } UTC. { $days ->
    [0] Aucune durée n'est demandée.
   *[other] Il demande { $days } jours.
 } Il n'est montré que cette fois ; envoyez-le au seul créateur :
spark_withdrawn = Liens retirés pour le droit { $right } : { $n }.
spark_imported = Codes pris : { $taken } pour des droits connus, { $drafted } avec un nouveau droit. Déjà là : { $same }. Non pris : { $refused }.
spark_imported_dry = Essai, rien n'a été écrit. Seraient pris : { $taken } pour des droits connus, { $drafted } avec un nouveau droit. Déjà là : { $same }. Non pris : { $refused }.
spark_revealed = Noté dans le journal d'audit : qui a vu ce code, quand et pourquoi.
spark_rotated = Codes chiffrés avec la nouvelle clé : { $n }.

spark_malformed_empty = il est vide
spark_malformed_link = c'est un lien
spark_malformed_short = trop court
spark_malformed_long = trop long
spark_malformed_characters = il contient des caractères qu'aucun code n'a
spark_row_taken = pris
spark_row_drafted = pris, avec un nouveau droit
spark_row_same = déjà là
spark_row_malformed = Ce n'est pas un code ({ $reason } ; { $seen } caractères). Recopiez-le depuis TikTok, de # à =.
spark_row_no_code = Pas de code dans cette ligne.
spark_row_repeated = Le même code figure à côté de deux publications, ou deux codes à côté d'une seule. Un code vaut pour une publication : demandez au créateur laquelle.
spark_row_used = Ce code est déjà avec le droit { $right }. Un code vaut pour une publication : demandez celui de cette publication.
spark_row_old_code = C'est le code du droit précédent { $right } sur la même publication ; rien n'a changé. Un renouvellement demande un nouveau code. Si TikTok a prolongé celui-ci : upshot spark mark { $right } authorised --platform --until DATE
spark_row_no_post = Pas de publication dans cette ligne, et aucune de ce créateur n'attend de code. Ajoutez le lien de la publication.
spark_row_short_link = Un lien court cache sa publication. Ouvrez-le dans un navigateur et copiez l'adresse longue.
spark_row_unknown_post = Ni cette publication ni son créateur ne sont connus. Ajoutez le lien complet de la publication ou le compte du créateur.
spark_row_other_creator = Cette publication est de @{ $known }, pas du créateur de la ligne.
spark_row_several_rights = Plusieurs droits attendent ce code. Nommez la publication, et l'usage s'il y en a plusieurs.
spark_row_not_awaited = Le droit { $right } n'attend pas de code : il est { $state }. Pour le renouveler : upshot spark renew { $right }
spark_row_bad_days = Ce n'est pas une durée de TikTok : « { $seen } ». Sont admis 7, 30, 60 et 365 jours.
spark_row_bad_date = Ce n'est pas une date : « { $seen } ». Est admis 2026-06-30 ou 2026-06-30 08:00.
spark_row_reversed = Le code finirait avant de commencer.

spark_alert_subject = { $n ->
    [one] Upshot, { $workspace } : un droit Spark vous attend
   *[other] Upshot, { $workspace } : { $n } alertes Spark
}
spark_alert_renewal_due = { $days ->
    [0] Le droit sur la publication { $post } de @{ $creator } finit dans moins d'un jour, le { $at }.
    [one] Le droit sur la publication { $post } de @{ $creator } finit dans un jour, le { $at }.
   *[other] Le droit sur la publication { $post } de @{ $creator } finit dans { $days } jours, le { $at }.
} En jeu : { $per_day } par jour, { $total } en tout. Renouveler : upshot spark renew { $right }
spark_alert_ended = Le droit sur la publication { $post } de @{ $creator } est { $state } depuis le { $at } alors que des publicités sont prévues. En jeu : { $per_day } par jour, { $total } en tout. Vérifiez que ses publicités sont arrêtées.
spark_alert_conflict = Les dates de la publication { $post } de @{ $creator } ne vont pas ensemble (droit { $right }) : { $conflicts }. En jeu : { $per_day } par jour, { $total } en tout.
spark_alert_end_unknown = Personne ne sait au juste quand finit le code de la publication { $post } de @{ $creator }. En jeu : { $per_day } par jour. Lisez la fin dans Ads Manager, puis : upshot spark mark { $right } authorised --platform --until DATE
spark_alert_delivery_stopped = Les publicités sur la publication { $post } de @{ $creator } ne sont plus diffusées, alors que le droit ({ $state }) et la diffusion continuent. En jeu : { $per_day } par jour. Voyez l'état de la publicité dans Ads Manager.
spark_nothing_due = Rien n'est dû.
spark_sent_webhook = Envoyé par webhook : { $n }.
spark_sent_email = Envoyé par courriel : { $n }.
spark_alerts_not_set_up = Aucune sortie n'est réglée : les alertes ne sont montrées qu'ici. Voir docs/spark-rights.md pour le webhook et le courriel.

spark_calendar_name = Droits Spark – { $workspace }
spark_calendar_code_ends = Fin du code Spark de @{ $creator } (publication { $post })
spark_calendar_contract_ends = Dernier jour des droits de @{ $creator } (publication { $post })
spark_calendar_flight_begins = Début de la diffusion Spark : @{ $creator } (publication { $post })
spark_calendar_flight_ends = Dernier jour de la diffusion Spark : @{ $creator } (publication { $post })
spark_calendar_description = Droit { $right } : { $state }. En jeu : { $per_day } par jour, { $total } en tout.

# refus
spark_transition_refused = Le droit ne peut pas devenir « { $asked } » : il est « { $seen } ». De là, il peut devenir : { $allowed }. Choisissez l'un de ces états, ou préparez un nouveau droit.
spark_evidence_too_weak = Un droit ne devient pas « { $asked } » sur cette preuve ({ $seen }). Est admis : { $allowed }. Si TikTok le montre, dites-le avec --platform.
spark_right_unknown = Il n'y a pas de droit « { $seen } ». Est admis un identifiant, ou ses quatre premiers caractères au moins s'ils n'en désignent qu'un. « upshot spark rights --all » les liste.
spark_right_exists = Il y a déjà un droit ouvert pour la publication { $post } de @{ $creator } : { $right }. Un seul droit est admis par créateur, publication et usage. Servez-vous de celui-là, ou renouvelez-le avec : upshot spark renew { $right }
spark_state_unknown = Il n'y a pas d'état « { $seen } ». Les états sont : { $nearest }. Choisissez-en un.
spark_window_reversed = La fenêtre { $window ->
    [contract] du contrat
    [flight] de diffusion
   *[code] du code
} finit ({ $end }) avant de commencer ({ $start }). La fin ne doit pas précéder le début. Corrigez l'une des deux.
spark_zone = « { $seen } » n'est pas un fuseau horaire (fenêtre { $window ->
    [contract] du contrat
    [flight] de diffusion
   *[code] du code
}). Est admis un nom comme Europe/Paris. Corrigez-le.
spark_days = Un code Spark ne peut pas valoir { $seen } jours. TikTok propose : { $allowed }. Choisissez l'une de ces durées.
spark_day = { $option } : « { $seen } » n'est pas un jour. Est admis 2026-06-30 (ou 30/06/2026). Corrigez-le et relancez la commande.
spark_amount = { $option } : « { $seen } » n'est pas un montant. Est admis 1200 ou 1200,50. Corrigez-le et relancez la commande.
spark_no_post = Il n'y a pas de publication dans « { $seen } ». Est admis le lien complet d'une publication, ou son numéro de 15 à 20 chiffres. Copiez le lien depuis le menu de partage de la publication.
spark_short_link = C'est un lien court, qui cache sa publication. Le lien complet contient /video/ et le numéro de la publication. Ouvrez-le dans un navigateur et copiez l'adresse longue.
spark_creator_needed = Personne ne sait de qui est la publication { $post }. Le lien peut nommer le créateur, ou un import peut avoir apporté la publication. Ajoutez --creator COMPTE.
spark_creator_differs = La publication { $post } est de @{ $known }, pas de { $seen }. Une publication a un seul créateur. Corrigez le compte ou le lien.
spark_code_malformed = Ce n'est pas un code Spark ({ $reason ->
    [empty] il est vide
    [link] c'est un lien
    [short] trop court
    [long] trop long
   *[characters] il contient des caractères qu'aucun code n'a
} ; { $seen } caractères). Un code est une suite de lettres, de chiffres, de + / et =, le plus souvent de # à =. Recopiez-le depuis TikTok et collez-le en entier.
spark_code_used = Ce code est déjà venu, pour le droit { $right }. Un code vaut pour une publication. Demandez le code de celle-ci.
spark_code_absent = Le droit { $right } de @{ $creator } n'a pas de code. Un code doit avoir été reçu. Demandez-le avec : upshot spark request { $right }
spark_code_not_expected = Le droit { $right } n'attend pas de code : son état est « { $seen } ». Sont admis préparé, demandé et code reçu. Pour le renouveler : upshot spark renew { $right }
spark_reveal_reason = Un code ne se montre qu'avec une raison, et aucune n'a été donnée. La raison va dans le journal d'audit. Ajoutez --why "…".
spark_date_outranked = La fin de ce code a été dite par une source plus sûre ({ $known }) que celle-ci ({ $seen }). TikTok passe avant le créateur, le créateur avant le contrat, le contrat avant la marque. Corrigez-la sur la parole de TikTok.
spark_key_missing = Le code ne peut pas être déchiffré : la clé dans { $path } manque ou en est une autre. Les codes sont chiffrés avec une clé placée à côté de la base, jamais dedans. Copiez-y keys/spark-codes.key depuis l'ancienne maison, ou demandez un nouveau code au créateur.
spark_link_unknown = Ce lien n'est pas connu. Un lien vaut tel qu'il a été envoyé, entier. Rouvrez-le depuis le message, ou demandez-en un autre.
spark_link_used = Ce lien a reçu sa réponse le { $at }. On répond une seule fois. Demandez-en un autre si quelque chose doit changer.
spark_link_withdrawn = Ce lien a été retiré le { $at }. Un lien retiré reste fermé. Demandez-en un autre à la marque.
spark_link_lapsed = Ce lien a pris fin le { $at }. Un lien vaut quelques jours. Demandez-en un autre à la marque.
spark_link_shut = Ce lien est bloqué après { $seen } essais manqués. Demandez-en un autre à la marque.
spark_link_in_the_past = Le lien prendrait fin le { $seen }, qui est passé. Un instant à venir est admis. Choisissez-en un.
spark_request_too_late = Aucun code ne peut être demandé : le droit { $right } est « { $seen } ». Sont admis préparé, demandé et code reçu. Pour le renouveler : upshot spark renew { $right }
spark_import_empty = Il n'y a pas de code dans { $file }. Est admise une feuille avec une colonne « code », ou des messages collés avec liens et codes. Vérifiez le fichier et relancez la commande.
alert_file_broken = Le fichier { $path } ne peut pas être lu. Il doit être en TOML, comme le montre docs/spark-rights.md. Corrigez-le et relancez la commande.
alert_webhook_url = L'adresse du webhook n'est pas admise (elle commence par « { $seen } »). Elle doit commencer par https:// (http:// seulement pour cette machine). Corrigez webhook_url dans { $path } ou UPSHOT_ALERT_WEBHOOK_URL.
alert_webhook_secret = Le webhook n'a pas de secret. Chaque message est signé, pour que le destinataire puisse s'y fier. Donnez webhook_secret dans { $path } ou UPSHOT_ALERT_WEBHOOK_SECRET.
alert_email = Les alertes doivent partir par courriel, mais l'expéditeur ou le serveur manque. Il faut email_to, email_from et smtp_host. Donnez-les dans { $path } ou sous UPSHOT_ALERT_….
alert_smtp_port = « { $seen } » n'est pas un port. Est admis un nombre, par exemple 587. Corrigez smtp_port dans { $path }.
alert_smtp_security = « { $seen } » n'est pas une façon de protéger le courriel. Sont admis starttls, tls et none. Corrigez smtp_security dans { $path }.
alert_webhook_unreachable = Le webhook n'a pas répondu ({ $reason }). Rien n'est perdu : les alertes partiront au prochain passage. Vérifiez l'adresse et que le destinataire tourne.
alert_webhook_busy = Le webhook a répondu { $seen } : il est occupé ou en panne. Il faut une réponse 2xx. Les alertes partiront au prochain passage.
alert_webhook_refused = Le webhook a refusé les alertes : il a répondu { $seen }. Il faut une réponse 2xx ; les renvois ne sont pas suivis. Vérifiez l'adresse et le secret.
alert_mail_unreachable = Le serveur de courriel { $host }, port { $port }, ne peut pas servir ({ $reason }). Rien n'est perdu : les alertes partiront au prochain passage. Vérifiez l'hôte, le port et smtp_security.
alert_mail_refused = Le serveur de courriel { $host } a refusé le message ({ $reason }). Le nom et le mot de passe, l'expéditeur et les destinataires doivent être justes. Corrigez-les et relancez la commande.
