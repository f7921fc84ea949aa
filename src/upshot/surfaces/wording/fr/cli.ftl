# Ce que seule la ligne de commande dit.
internal_error = Un problème est survenu dans Upshot ({ $error }). C'est un défaut, pas une erreur de votre part ; rien n'a été écrit à moitié. Les détails techniques sont dans { $file } : merci de les signaler, ou relancez la commande avec -v.
unknown_report_format = Upshot ne sait pas écrire { $file } : il connaît les formats de rapport { $valid }. Donnez au fichier l'une de ces terminaisons.
unknown_figure = Aucun chiffre ne s'appelle { $name }. Les plus proches : { $nearest }.
disk_full = Le disque est plein ({ $file }). Rien n'a été écrit à moitié. Libérez de la place, puis relancez la même commande.
not_permitted = Upshot n'a pas le droit de lire ou d'écrire { $file }. Vérifiez les droits du dossier, ou choisissez-en un autre avec --home, puis relancez la même commande.
file_not_found = Il n'y a ni fichier ni dossier { $file }. Vérifiez le chemin, puis relancez la même commande.
port_in_use = Ce port est déjà utilisé sur cette machine. Choisissez-en un autre avec --port.
usage_unknown_command = Il n'y a pas de commande « { $name } ». { $nearest ->
    [none] upshot --help --lang fr les énumère.
   *[other] Les plus proches : { $nearest }.
 }
usage_unknown_option = { $command } n'a pas d'option { $name }. { $nearest ->
    [none] Ses options s'affichent avec : { $command } --help
   *[other] Les plus proches : { $nearest }.
 }
usage_missing = { $command } a besoin de { $name }, qui n'a pas été donné. Le mode d'emploi s'affiche avec : { $command } --help
usage_extra = { $command } ne sait que faire de « { $name } ». Le mode d'emploi s'affiche avec : { $command } --help
usage_option_without_value = L'option { $name } de { $command } attend une valeur derrière elle. Le mode d'emploi s'affiche avec : { $command } --help
usage_bad_value = { $command } ne peut pas utiliser la valeur de { $name }. Valeurs possibles : { $valid }. Le mode d'emploi s'affiche avec : { $command } --help
usage_other = { $command } n'a pas compris la ligne de commande ({ $said }). Le mode d'emploi s'affiche avec : { $command } --help
file_not_written = Le fichier { $file } n'a pas pu être écrit : { $why }. Valable : un chemin dans un dossier qui existe et accepte l'écriture. Choisissez-en un autre.
cli_report_written = Écrit : { $file }
cli_serving = Upshot est ouvert à l'adresse { $address } (Ctrl+C pour l'arrêter)
cli_workspace_created = Espace { $name } créé dans { $home }. Ensuite : upshot import FICHIERS…
cli_demo_files = Exports simulés écrits dans { $folder }
cli_demo_next = Pour le voir dans le navigateur : ./upshot serve --home { $home }
cli_simulated = Exports écrits dans { $folder } ; la vérité est à part, dans { $truth }.
no_folder_given = Quel dossier écrire ? Rien n'a été écrit. Donnez un dossier vide ou nouveau, par exemple : upshot simulate ma-marque --case base
folder_not_empty = { $folder } n'est pas vide, et une marque simulée s'écrit dans un dossier à elle. Rien n'a été écrit. Donnez un nouveau dossier.
unknown_case = Aucun cas ne s'appelle { $name }. Les plus proches : { $nearest }. « upshot simulate --case list » les montre tous.
unknown_sheet_format = Une feuille s'écrit en .csv ou .xlsx, pas en { $file }. Donnez au fichier l'une de ces terminaisons.
unknown_post = Il n'y a pas de publication { $name } dans cet espace. Les publications viennent des fichiers importés ; voyez la page Publications.
cli_interrupted = Interrompu. Rien n'a été écrit à moitié : chaque fichier est chargé en entier ou pas du tout, et la même commande reprend où elle en était.
cli_imported_before = Un fichier déjà importé n'est pas relu. Pour le relire, par exemple avec un autre --account ou --period, ajoutez --force.
cli_import_into = Espace de travail : { $name }
table_kinds = Types de fichier
label_case = Cas
label_kpi = KPI
label_name = Nom
label_question = Question
label_unknown = (inconnu)
table_cases = Marques simulées
table_kpis = KPI
table_catalogue = Catalogue des KPI
objective_awareness = notoriété
objective_leads = prospects
objective_traffic = trafic
objective_sales = ventes
objective_engagement = engagement
cli_exported = Écrit : { $file } ({ $files } fichiers ; espaces : { $workspaces })
cli_restored = Restauré dans { $home }. Espaces : { $workspaces }
cli_erase_confirm = Effacer { $person } de l'espace { $workspace }, historique et fichiers bruts compris ? C'est irréversible.
cli_erased = Effacé. Lignes : { $rows }. Fichiers bruts supprimés : { $raw_files }.
cli_erased_nothing = { $person } est introuvable ; rien n'a été effacé.
