# Ce que lisent les visiteurs des liens suivis.
collector_unknown = Ce lien n'existe pas
collector_unknown_do = Vérifiez qu'il a été copié en entier, ou cherchez le dernier lien du créateur.
collector_gone = Ce lien a pris fin
collector_gone_do = L'offre est terminée. Cherchez le dernier lien du créateur.
collector_method = Cette adresse ne fait que s'ouvrir
collector_method_do = Ouvrez-la dans un navigateur.
collector_crash = Quelque chose s'est mal passé ici
collector_crash_do = Réessayez dans une minute.
