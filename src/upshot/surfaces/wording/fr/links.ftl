# Liens suivis, webhooks et collecteur.
nav_links = Liens
setting_link_url = Adresse des liens suivis
links_title = Liens suivis
links_about = Un lien court par créateur et par endroit. Ses balises suivent une seule règle, ses clics sont comptés sans garder l'adresse de personne, et les commandes qui arrivent par lui comptent pour le créateur.
links_none = Aucun lien n'a encore été créé. Créez-en un : upshot link add https://votre-boutique.example/ --campaign "…" --creator …
links_none_web = Aucun lien n'a encore été créé.
links_no_public_address = Pour l'instant, seule cette machine peut ouvrir ce lien. Dites comment on atteint le collecteur : le réglage link_url, par exemple https://go.marque.example.
links_no_deal = Aucune collaboration de @{ $creator } dans « { $campaign } » n'est encore enregistrée. Les clics sont comptés ; les commandes compteront pour le créateur dès qu'elle le sera.
links_address = Lien
links_campaign = Campagne
links_place = Se trouve dans
links_leads_to = Mène à
links_code = Code promo
links_clicks = Clics
links_clicks_help = Les clics de personnes : aperçus de liens, robots et préchargements sont mis à part.
links_waiting = Pas encore classés
links_bots = Machines
links_last = Dernier clic
links_state = État
links_active = actif
links_retired_on = terminé le { $day }
links_post = Publication
links_fallback = Mène désormais à
links_note = Note
links_place_bio = bio
links_place_brief = brief
links_place_comment = commentaire
links_place_live = live
links_place_story = story
links_place_ad = annonce
links_place_other = autre
links_add = Nouveau lien
links_make = Créer le lien
links_made = Le lien est créé. Copiez-le, ou emportez son QR code.
links_retire = Mettre fin à ce lien
links_retire_help = Les visiteurs lisent qu'il a pris fin, ou vont où vous dites. Ses clics restent. C'est définitif.
links_ended = Le lien a pris fin.
links_copy = Copier
links_copied = Copié
links_more = Balises, QR code, fin
links_qr = QR code
links_qr_of = QR code de { $address }
links_field_destination = Mène à
links_field_destination_help = Une adresse https de votre boutique, telle que votre navigateur la montre.
links_field_campaign = Campagne
links_field_campaign_help = Telle qu'enregistrée ; devient utm_campaign, toujours écrite de la même façon.
links_field_creator = Créateur
links_field_creator_help = Le pseudo ; devient utm_content, pour que les commandes comptent pour ce créateur.
links_field_platform = Plateforme
links_field_platform_help = Où se trouve le lien ; devient utm_source.
links_field_place = Endroit
links_field_place_help = Les liens de deux endroits sont comptés à part.
links_field_post = Publication
links_field_post_help = Le lien de la publication à laquelle il appartient, s'il y en a une.
links_field_code = Code à vous
links_field_code_help = 3 à 40 minuscules, chiffres et tirets ; vide : sept signes tirés au sort.
links_field_note = Note
links_field_note_help = Pour vous.
links_field_fallback = Où vont désormais les visiteurs
links_count = { $n ->
    [one] un lien
   *[other] { $n } liens
}
links_totals = { $clicks ->
    [0] Aucun clic d'une personne pour l'instant
    [one] Un clic d'une personne
   *[other] { $clicks } clics de personnes
}, { $bots } de machines
link_retired_now = Le lien { $link } a pris fin. Qui l'ouvre le lira.
link_retired_to = Le lien { $link } a pris fin et mène désormais à { $to }.

link_url_invalid = Le réglage link_url dit « { $seen } ». Admis : une adresse en https et sans chemin, par exemple https://go.marque.example. Corrigez-le dans les réglages, ou dans l'environnement (UPSHOT_LINK_URL).
link_destination = Le lien ne peut pas mener à « { $seen } » : { $reason ->
    [scheme] l'adresse ne commence pas par https://
    [user] l'adresse contient un nom d'utilisateur ou un mot de passe
    [characters] l'adresse contient des espaces ou des signes qu'aucune adresse n'a
    [long] l'adresse a plus de 2 000 caractères
    [reserved] upshot_click est le nom qu'Upshot donne à l'identifiant d'un clic
    [empty] rien n'a été donné
   *[host] l'adresse ne nomme aucun hôte connu d'internet
 }. Admis : une adresse https de votre boutique, par exemple https://boutique.marque.example/serum. Copiez-la depuis votre navigateur.
link_personal_data = { $field } contient une adresse e-mail ou un numéro de téléphone. Les liens, leurs balises et leurs adresses sont vus de tous et restent dans des journaux : rien d'une personne ne doit s'y trouver. Mettez le pseudo public, ou rien.
link_tag_malformed = { $field } ne peut pas être « { $seen } ». Admis : jusqu'à 80 minuscules sans accent, chiffres, points, tirets et tirets bas, par exemple printemps-26. Écrivez-le ainsi.
link_tag_missing = Rien ne dit { $field } (campagne : { $seen }). Il vient de la campagne et de la plateforme, en lettres latines. Nommez une campagne, ou donnez la balise avec --{ $field ->
    [utm_campaign] utm-campaign
    [utm_source] utm-source
   *[other] utm-medium
 }.
link_tag_taken = utm_content={ $seen } appartient déjà à { $creator }. Une balise appartient à un seul créateur, sans quoi nul ne sait à qui est la commande. Donnez-en une autre avec --utm-content.
link_utm_conflict = L'adresse contient déjà { $field }={ $seen }, et ce lien dirait { $field }={ $ours }. Une adresse porte une seule valeur. Ôtez-la de l'adresse, ou donnez la même.
link_campaign_spelling = utm_campaign={ $seen } ne convient pas : « { $campaign } » s'écrit { $ours } dans les liens. Une campagne a une seule graphie, et une graphie une seule campagne. Prenez celle-là, ou donnez à cette campagne une autre avec --utm-campaign.
link_code_malformed = « { $seen } » ne peut pas être un code. Admis : 3 à 40 minuscules, chiffres et tirets, avec une lettre ou un chiffre au début et à la fin, par exemple emma-printemps. Choisissez-en un tel, ou n'en donnez pas.
link_code_taken = Le code { $seen } est pris. Un code ne sert qu'une fois, même après la fin de son lien. Choisissez-en un autre, ou n'en donnez pas.
link_place = « { $seen } » n'est pas un endroit de lien. Admis : { $valid }. Choisissez-en un.
link_post = « { $seen } » n'est pas une publication TikTok. Admis : le lien d'une publication ou son identifiant. Copiez-le depuis le menu de partage.
link_note_long = La note a { $seen } caractères. On en garde au plus { $most }. Raccourcissez-la.
link_retired = Le lien { $link } a pris fin le { $at }. Un lien ne finit qu'une fois. Créez-en un autre.
unknown_link = Il n'y a pas de lien « { $seen } » dans cet espace de travail. { $nearest ->
    [none] Aucun n'est proche.
   *[other] Les plus proches : { $nearest }.
 } Voyez-les tous avec upshot link list.

hooks_none = Aucun webhook n'est ouvert. Ouvrez-en un : upshot hook add NOM --kind shopify
hooks_title = Webhooks
hooks_address = Adresse
hooks_kind = Genre
hooks_account = Compte
hook_added_shopify = Dans Shopify : Paramètres › Notifications › Webhooks › Créer un webhook, événement « Mise à jour d'une commande » (et « Création d'une commande »), format JSON, URL { $address }. Le secret figure sous la liste des webhooks ; donnez-le avec --secret-stdin.
hook_added_woocommerce = Dans WooCommerce : Réglages › Avancé › Webhooks › Ajouter un webhook, état Actif, sujet « Commande mise à jour » (et un autre pour « Commande créée »), URL de livraison { $address }, version d'API WP REST API v3, et le secret.
hook_added_orders = Envoyez les commandes en JSON à { $address }, signées avec le secret comme le dit docs/links.md.
hook_secret_once = Le secret, montré cette seule fois :
hook_retired = Le webhook { $name } est fermé ; ses appels sont désormais refusés.
hook_name = « { $seen } » ne peut pas être le nom d'un webhook. Admis : jusqu'à 40 minuscules, chiffres et tirets. Choisissez-en un tel.
hook_kind = « { $seen } » n'est pas un genre de webhook. Admis : { $valid }. Choisissez-en un.
hook_secret_short = Le secret a { $seen } caractères. Il en faut au moins { $least }, sans quoi on pourrait le deviner. Copiez-le en entier, ou laissez Upshot en créer un.
hook_taken = Le webhook { $seen } appartient à un autre espace de travail. Un nom est une seule adresse pour tous. Choisissez-en un autre.
unknown_hook = Il n'y a pas de webhook « { $seen } » dans cet espace de travail. { $nearest ->
    [none] Aucun n'est proche.
   *[other] Les plus proches : { $nearest }.
 } Voyez-les tous avec upshot hook list.

collector_serving = Le collecteur écoute à { $address }. Liens : { $address }/r/…, webhooks : { $address }/hook/…. Arrêtez-le avec Ctrl+C.
collector_header = « { $seen } » n'est pas un nom d'en-tête. Admis : lettres, chiffres et tirets, par exemple CF-IPCountry. Voyez comment votre proxy ou CDN l'appelle.
collector_title = Ce qu'a fait le collecteur ({ $days ->
    [one] aujourd'hui
   *[other] { $days } derniers jours
}, UTC)
collector_workspace = Espace de travail
collector_source = Source
collector_what = Quoi
collector_n = Nombre
collector_source_links = liens
collector_what_taken = pris
collector_what_bot = pris, d'une machine
collector_what_lost = visiteur envoyé plus loin, clic perdu : le disque n'a pas répondu
collector_what_unknown_code = refusé : pas de tel lien
collector_what_retired = le lien a pris fin
collector_what_unknown_hook = refusé : pas de tel webhook
collector_what_too_slow = refusé : le corps est venu trop lentement
collector_what_too_large = refusé : plus de 2 Mio
collector_what_unsigned = refusé : pas signé
collector_what_bad_signature = refusé : mauvaise signature
collector_what_stale_timestamp = refusé : signé il y a plus de 5 minutes
collector_what_too_many = remis à plus tard : trop d'appels en une minute
collector_what_bad_json = refusé : pas du JSON
collector_what_no_order = refusé : pas de commande dedans
collector_what_ignored = laissé de côté : pas une commande, ou un essai
collector_what_replay = laissé de côté : le même appel encore
collector_what_outdated = laissé de côté : un état plus récent de la commande était là
collector_what_not_kept = remis à plus tard : le disque ou les enregistrements n'ont pas répondu
collector_no_counts = Rien n'a été compté ces { $days ->
    [one] dernières 24 heures
   *[other] { $days } derniers jours
}. Démarrez le collecteur : upshot collect
collector_waiting = Noté et pas encore classé : { $clicks ->
    [0] aucun clic
    [one] un clic
   *[other] { $clicks } clics
} et { $calls ->
    [0] aucun appel
    [one] un appel
   *[other] { $calls } appels
}, depuis le { $since } UTC.
collector_nothing_waiting = Rien n'attend d'être classé.
collector_running = { $n ->
    [one] Un collecteur est en train d'écrire.
   *[other] { $n } fichiers sont en cours d'écriture par des collecteurs.
}
collector_not_writing = Aucun collecteur n'écrit en ce moment ; celui qui attend son premier clic n'écrit rien.
collector_refused_files = { $n ->
    [one] Un fichier
   *[other] { $n } fichiers
} d'appels n'ont pu être lus par un importateur ; gardés dans spool/refused.
collector_filed = Classé : { $clicks ->
    [0] aucun clic
    [one] un clic
   *[other] { $clicks } clics
}, { $orders ->
    [0] aucun appel d'une boutique
    [one] un appel d'une boutique
   *[other] { $orders } appels de boutiques
}.
collector_filed_torn = { $n ->
    [one] Une ligne a été coupée
   *[other] { $n } lignes ont été coupées
} par un arrêt brutal ; personne n'avait été assuré de sa garde.
collector_filed_orphaned = { $n ->
    [one] Un clic appartient
   *[other] { $n } clics appartiennent
} à des liens qui n'existent plus ; laissés de côté.
collector_filed_refused = { $n ->
    [one] Un appel n'a pu être lu
   *[other] { $n } appels n'ont pu être lus
} par l'importateur de la boutique ; gardés dans spool/refused.
collector_filed_busy = Quelqu'un d'autre écrit dans { $names } ; le reste sera classé la prochaine fois.

check_clicks_lost = { $n ->
    [one] Un visiteur a été envoyé
   *[other] { $n } visiteurs ont été envoyés
} plus loin sans que leur clic soit gardé ces { $days } derniers jours : le disque du collecteur était plein ou ne répondait pas.
check_clicks_lost_do = Libérez de la place là où se trouve la maison, ou mettez-la sur un disque qui répond. Ces clics manquent dans tous les comptes.
check_calls_refused = { $n ->
    [one] Un appel au webhook { $hook } a été refusé
   *[other] { $n } appels au webhook { $hook } ont été refusés
} ces { $days } derniers jours : { $reason ->
    [unsigned] pas signé
    [bad_signature] la signature est fausse
    [stale_timestamp] signé plus de 5 minutes avant
    [too_large] plus de 2 Mio
    [too_slow] trop lent
    [too_many] trop en une minute
    [bad_json] pas du JSON
    [no_order] pas de commande dedans
   *[not_kept] le disque ou les enregistrements n'ont pas répondu
 }.
check_calls_refused_do = Comparez le secret de la boutique avec `upshot hook add { $hook } --kind … --secret-stdin` ; les commandes refusées viendront avec le prochain export.
check_spool_waits = { $clicks ->
    [0] Aucun clic
    [one] Un clic
   *[other] { $clicks } clics
} et { $calls ->
    [0] aucun appel d'une boutique
    [one] un appel d'une boutique
   *[other] { $calls } appels de boutiques
} attendent d'être classés depuis le { $since }.
check_spool_waits_do = Lancez `upshot collect file`, et voyez si le collecteur dit pourquoi il n'a pas pu.
