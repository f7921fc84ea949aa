# Le foyer : lac, registres, verrous, imports, export, restauration, effacement.
home_read_only = Impossible d'écrire dans { $path } : le système l'interdit. Upshot doit pouvoir écrire dans son dossier. Donnez à cet utilisateur le droit d'y écrire, ou choisissez un autre dossier avec --home, puis relancez la même commande.
home_not_a_folder = { $path } est un fichier, pas un dossier. Les données d'Upshot vivent dans un dossier, créé s'il n'existe pas. Choisissez un autre emplacement avec --home.
home_busy = Un autre processus écrit dans cet espace de travail : { $command } (processus { $pid }, depuis { $since }). Upshot a attendu { $waited_s } secondes ; un seul peut écrire à la fois, la lecture reste toujours possible. Attendez qu'il ait fini, puis relancez la même commande ; ce qui est déjà chargé ne le sera pas deux fois.
lake_file_missing = Il manque un fichier de données de la table { $table } : { $path }. La table le mentionne ; un résultat calculé sans lui serait faux. Restaurez le dossier depuis un export, ou remettez le fichier en place, puis relancez la même commande.
lake_corrupt = La table { $table } est illisible : { $path } est endommagé ou tronqué. Il faut des fichiers et un journal complets. Restaurez le dossier depuis un export, ou supprimez le dossier de la table et réimportez ses fichiers avec --force (ils sont conservés dans raw/).
unknown_version = La table { $table } n'a pas de version { $seen }. Ses versions vont de 0 à { $newest }. Choisissez l'une d'elles.
unknown_table = Il n'y a pas ici de table nommée { $seen }. Les tables sont : { $nearest }. Utilisez l'un de ces noms.
unknown_column = La table { $table } n'a pas cette colonne : { $columns }. Seules les colonnes de sa description sont admises. Corrigez le nom et recommencez.
wrong_type = La valeur de { $column } dans { $table } n'est pas du bon type. Type admis : { $valid }. Corrigez-la et enregistrez de nouveau.
missing_key = Une ligne de { $table } doit avoir une valeur dans { $column } : c'est elle qui désigne la ligne. Rien n'y figure. Remplissez-la et enregistrez de nouveau.
records_url = UPSHOT_RECORDS_URL est incompréhensible : elle commence par « { $seen } ». Une adresse valable ressemble à sqlite:////home/moi/records.db ou postgresql+psycopg://utilisateur@serveur/nom. Corrigez-la ou supprimez-la.
postgres_missing = Les registres doivent être tenus dans PostgreSQL, mais son pilote n'est pas installé. Installez-le avec : pip install "upshot[{ $extra }]", puis relancez la même commande.
records_corrupt = Les registres sont illisibles : { $path } est endommagé ou n'est pas une base de données. Il faut un fichier SQLite complet. Restaurez le dossier depuis un export ; le fichier endommagé peut être mis de côté.
records_busy = Les registres dans { $path } sont occupés : un autre processus y écrit depuis plus d'une demi-minute. Un seul peut écrire à la fois. Patientez un instant, puis relancez la même commande.
records_unreachable = La base de données des registres est injoignable : { $path }. Elle doit être démarrée et accepter la connexion. Démarrez-la ou corrigez UPSHOT_RECORDS_URL, puis relancez la même commande.
records_newer = Les registres dans { $path } ont été écrits par une version plus récente d'Upshot (structure { $seen }) ; celle-ci connaît les structures jusqu'à { $newest }. Une version plus ancienne ne doit pas y toucher. Installez la version récente, puis relancez la même commande.
workspace_exists = Il existe déjà un espace de travail nommé { $seen }. Un nom ne sert qu'une fois. Choisissez un autre nom, ou utilisez cet espace avec --workspace.
workspace_name = « { $seen } » ne peut pas être le nom d'un espace de travail. Sont admis les lettres, les chiffres, les espaces et . - & + ' jusqu'à 80 caractères, en commençant par une lettre ou un chiffre. Choisissez un tel nom.
unknown_workspace = Il n'y a pas d'espace de travail nommé { $seen }. { $nearest ->
    [none] Il n'y en a encore aucun.
   *[other] Les plus proches sont : { $nearest }.
 } Choisissez-en un avec --workspace, ou créez-le avec : upshot init NOM.
workspace_not_named = Ce dossier contient plusieurs espaces de travail : { $nearest }. Une commande travaille sur un seul. Nommez-le avec --workspace.
unknown_setting = Il n'y a pas de réglage nommé { $seen }. Les plus proches sont : { $nearest }. La commande « upshot sheet settings » les énumère tous.
one_scope_only = Un verdict a été demandé à la fois pour une campagne ({ $campaign }) et pour un créateur ({ $creator }). Il porte sur une campagne, sur un créateur, ou sur l'ensemble. Retirez l'un des deux.
too_many_rejects = { $file } n'a pas été chargé : plus de la moitié de ses lignes ({ $rejected } sur { $rows }) sont illisibles. La première est la ligne { $line }, colonne « { $column } » : vu « { $seen } » ; attendu : { $valid }. Corrigez ces cellules et réimportez le fichier. Si elles vous semblent justes, le fichier a été mal compris : vérifiez son type (--as), ses dates et ses séparateurs décimaux avec --dry-run.
file_unforeseen = { $file } n'a pas pu être lu à cause d'une erreur interne d'Upshot ({ $fault }). C'est un défaut du logiciel, pas le vôtre ; rien de ce fichier n'a été chargé, les autres l'ont été. Merci de le signaler en précisant le type du fichier.
hash_key_differs = La clé dans { $path } n'est pas celle qui a servi à reconnaître les clients de ce dossier : chaque client connu paraîtrait nouveau. Un dossier restauré sans sa clé a besoin de l'ancienne. Copiez-y keys/hash.key depuis l'ancien dossier, puis réimportez ; tout le reste fonctionne sans elle.
archive_exists = { $file } existe déjà. Un export n'écrase jamais un fichier. Choisissez un autre nom, ou déplacez ce fichier.
archive_missing = Il n'y a pas de fichier { $file }. Il faut une archive produite par « upshot export ». Vérifiez le chemin, puis relancez la même commande.
archive_not_a_home = { $file } n'est pas un dossier exporté, ou il est tronqué. Il faut un zip produit par « upshot export ». Choisissez ce fichier, ou exportez de nouveau.
archive_newer = { $file } a été exporté par une version plus récente d'Upshot ({ $seen }) ; celle-ci est la { $newest }. Installez la version récente, puis restaurez de nouveau.
archive_altered = { $file } a été modifié après son export : { $member } ne correspond pas à la liste de l'archive. Rien n'a été restauré. Exportez de nouveau, ou utilisez une copie intacte.
restore_home_not_empty = { $path } contient déjà des données. Une restauration ne mélange jamais deux dossiers. Choisissez un nouvel emplacement avec --home.
erase_one_person = Indiquez une personne à effacer. Il faut soit l'adresse e-mail d'un client, soit le pseudo d'un créateur. Donnez l'un des deux.
