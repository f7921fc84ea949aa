# Ce que seule la ligne de commande dit.
internal_error = Un problème est survenu dans Upshot ({ $error }). C'est un défaut, pas une erreur de votre part ; rien n'a été écrit à moitié. Les détails techniques sont dans { $file } : merci de les signaler, ou relancez la commande avec -v.
unknown_report_format = Upshot ne sait pas écrire { $file } : il connaît les formats de rapport { $valid }. Donnez au fichier l'une de ces terminaisons.
unknown_figure = Aucun chiffre ne s'appelle { $name }. Les plus proches : { $nearest }.
disk_full = Le disque est plein ({ $file }). Rien n'a été écrit à moitié. Libérez de la place, puis relancez la même commande.
not_permitted = Upshot n'a pas le droit de lire ou d'écrire { $file }. Vérifiez les droits du dossier, ou choisissez-en un autre avec --home, puis relancez la même commande.
file_not_found = Il n'y a ni fichier ni dossier { $file }. Vérifiez le chemin, puis relancez la même commande.
port_in_use = Ce port est déjà utilisé sur cette machine. Choisissez-en un autre avec --port.
cli_report_written = Écrit : { $file }
