# Parcours : ce qui a été compté, ce qui a été écarté, et pourquoi il n'y a pas de réponse.
kind_touches = Contacts, un par ligne (tout outil)
valid_touch_kind = view, click, visit, code, survey ou order
web_touch_kind = type de contact
unknown_journey_dimension = Les parcours n'ont pas d'étape appelée « { $seen } ». Sont valables : { $nearest }. Choisissez-en une avec --by.
path_file_cell = { $file }, ligne { $line }, colonne { $column } : « { $seen } » ne peut pas être compté. Sont valables des nombres entiers de conversions et de chemins sans conversion, et une valeur là seulement où il y a une conversion. Corrigez la ligne ; rien n'a été compté, car un chemin laissé de côté fausserait toutes les parts.
path_count_negative = Un chemin a été compté { $seen } fois. Un effectif vaut 0 ou plus. Corrigez le fichier de chemins.
journeys_no_touches = Il n'y a pas encore de parcours : aucun contact d'aucun visiteur n'a été importé, et aucune commande ne porte de code, de lien balisé ni de réponse d'enquête d'un créateur.
journeys_all_set_aside = Il n'y a pas de parcours : { $touches } contacts sont arrivés et il n'en reste aucun ({ $set_aside } ont été écartés ; upshot journeys --format json nomme les règles). Un contact valable a un visiteur, un instant qui n'est pas dans l'avenir, et un canal, un créateur, une publication ou une campagne.
journeys_import_touches = Importez un fichier de contacts (visiteur, horodatage, canal) : upshot import FICHIER
journeys_hand_out_links = Donnez à chaque créateur un lien suivi ou un code ; les clics et les codes saisis sont des contacts.
journeys_by_creator = créateur
journeys_by_channel = canal
journeys_by_post = publication
journeys_by_campaign = campagne
journeys_by_source = source
journeys_by_path = état du fichier
journeys_title = Parcours, par { $by }
journeys_title_campaign = Parcours avec un contact de { $campaign }, par { $by }
journeys_answer = { $journeys ->
    [one] { $journeys } parcours
   *[other] { $journeys } parcours
} à travers { $states ->
    [one] { $states } état
   *[other] { $states } états
} ; { $converted ->
    [0] aucun ne finit par une conversion
    [one] { $converted } finit par une conversion, pour { $value }
   *[other] { $converted } finissent par une conversion, pour { $value } en tout
}.
journeys_untouched = { $n ->
    [0] Chaque conversion a son parcours
    [one] { $n } conversion n'a aucun contact connu ({ $value }) et reste hors de tout parcours
   *[other] { $n } conversions n'ont aucun contact connu ({ $value }) et restent hors de tout parcours
} ; en tout { $conversions }, soit { $total }.
journeys_elsewhere = { $n ->
    [0] Chaque conversion a un tel parcours
    [one] { $n } conversion n'a pas de tel parcours ({ $value })
   *[other] { $n } conversions n'ont pas de tel parcours ({ $value })
} ; en tout { $conversions }, soit { $total }.
journeys_refunded = { $n ->
    [one] { $n } commande entièrement remboursée ne compte pour rien ; ses contacts forment un parcours sans conversion.
   *[other] { $n } commandes entièrement remboursées ne comptent pour rien ; leurs contacts forment des parcours sans conversion.
}
journeys_open = { $n ->
    [one] { $n } parcours sans conversion a moins de { $days } jours et peut encore en connaître une.
   *[other] { $n } parcours sans conversion ont moins de { $days } jours et peuvent encore en connaître une.
}
journeys_table_touches = Contacts
journeys_col_touches = Ce qui est arrivé, et ce qui a été écarté
journeys_col_number = Nombre
journeys_col_share = Part
journeys_steps = Contacts dans les parcours
journeys_kind_view = Vues
journeys_kind_click = Clics
journeys_kind_visit = Visites et arrivées par lien balisé
journeys_kind_code = Codes saisis à la commande
journeys_kind_survey = Réponses d'enquête
journeys_aside_machine = écartés : machines
journeys_aside_heavy_visitor = écartés : visiteurs de plus de { $most } contacts
journeys_aside_repeat = écartés : le même contact en moins de { $minutes } minutes, ou l'arrivée d'une visite déjà comptée
journeys_aside_told_twice = écartés : clics qu'un fichier de contacts redit
journeys_aside_future = écartés : datés de l'avenir
journeys_aside_undated = écartés : sans instant, ou d'avant 2000
journeys_aside_no_visitor = écartés : de personne
journeys_aside_nameless = écartés : sans canal, créateur, publication ni campagne
journeys_aside_other_campaign = écartés : parcours sans contact de la campagne
journeys_table_spread = Longueurs et durées
journeys_col_spread = Au plus, pour une part de l'ensemble
journeys_col_at_most = { $share }
journeys_length = Contacts par parcours
journeys_length_converted = Contacts par parcours avec conversion
journeys_days = Jours du premier contact à la conversion
journeys_table_paths = Chemins qui mènent au plus de conversions
journeys_col_path = Chemin
journeys_col_journeys = Parcours
journeys_col_conversions = Conversions
journeys_col_value = Valeur
journeys_note_visitors = { $visitors ->
    [one] { $visitors } personne, reconnue
   *[other] { $visitors } personnes, reconnues
} par leur seule empreinte chiffrée.
journeys_note_customers = { $n ->
    [one] { $n } visiteur est reconnu comme client, par une commande.
   *[other] { $n } visiteurs sont reconnus comme clients, par leurs commandes.
}
journeys_note_shared = { $n ->
    [one] { $n } clé de visiteur sert à plusieurs clients (un appareil partagé) : elle reste un seul visiteur.
   *[other] { $n } clés de visiteur servent à plusieurs clients (appareils partagés) : chacune reste un seul visiteur.
}
journeys_note_heavy = { $n ->
    [one] { $n } visiteur
   *[other] { $n } visiteurs
} de plus de { $most } contacts (réglage journey_most_touches) mis de côté : { $names }.
journeys_note_unknown_orders = { $n ->
    [one] { $n } commande nommée par un contact n'est pas parmi les commandes importées qui comptent.
   *[other] { $n } commandes nommées par des contacts ne sont pas parmi les commandes importées qui comptent.
}
journeys_note_no_orders = Aucune commande n'a été importée : les conversions et leur valeur sont ce que disent les contacts.
journeys_note_rules = Une commande reçoit les contacts des { $window } jours qui la précèdent ; { $idle } jours de silence ouvrent un nouveau parcours ; le même contact en moins de { $repeat } minutes compte une fois ; un contact peut être daté jusqu'à { $tolerance } minutes après sa commande.
journeys_note_no_views = Il n'y a pas de vues parmi les contacts : qui a vu une publication sans cliquer manque, et les publications paraissent plus faibles qu'elles ne sont.
journeys_note_limits = Les chemins observés montrent qui était là avant une commande, pas qui l'a causée : les acheteurs ont plus de contacts parce qu'ils vont acheter. Seule une expérience dit ce qu'apporte un contact.
