# Les registres dans PostgreSQL. L'adresse affichée ne contient jamais le mot de passe.
records_password = PostgreSQL a refusé la connexion : { $path }. L'utilisateur ou le mot de passe n'est pas accepté depuis cette machine. Le mot de passe peut être donné dans PGPASSWORD, dans ~/.pgpass ou dans UPSHOT_RECORDS_URL (les caractères spéciaux en % : @ s'écrit %40). Corrigez-le, puis relancez la même commande.
records_no_database = PostgreSQL répond, mais cette base ou cet utilisateur n'existe pas : { $path }. Upshot crée ses tables, pas la base. Créez-la avec : createdb NOM, ou corrigez UPSHOT_RECORDS_URL, puis relancez la même commande.
records_forbidden = PostgreSQL n'autorise pas cet utilisateur à écrire : { $path }. Upshot doit pouvoir créer des tables dans sa base, sur un serveur qui n'est pas une copie en lecture seule. Rendez l'utilisateur propriétaire de la base (ALTER DATABASE … OWNER TO …), puis relancez la même commande.
records_crowded = PostgreSQL n'a plus de connexion libre : { $path }. Chaque processus d'Upshot en demande quelques-unes. Arrêtez un processus ou augmentez max_connections, puis relancez la même commande.
records_refused = PostgreSQL a refusé une instruction (SQLSTATE { $seen }) : { $path }. Ses tables doivent être telles qu'Upshot les a créées ; rien n'a été modifié. Cherchez ce code dans le journal du serveur, puis relancez la même commande.
records_text = PostgreSQL ne peut pas garder un texte { $seen ->
    [zero] qui contient un caractère nul (U+0000). Tout autre caractère est valable. Retirez-le
   *[long] de plus de { $longest } caractères. Les noms et les pseudos peuvent avoir cette longueur, pas davantage. Raccourcissez-le
 }, puis réessayez. Rien n'en a été enregistré.
records_elsewhere = Ce dossier de données contient des faits mais pas { $path } : ses registres sont ailleurs, ou perdus. Continuer commencerait un second jeu, vide. Donnez dans UPSHOT_RECORDS_URL l'adresse où ils se trouvent ; s'ils sont perdus, restaurez-les depuis un export.
records_left_behind = UPSHOT_RECORDS_URL désigne une base vide, mais ce dossier a des registres : { $path }. Continuer les laisserait derrière. Déplacez-les : « upshot export home.zip » sans UPSHOT_RECORDS_URL, puis « upshot restore home.zip --home NOUVEAU » avec. Pour repartir de zéro, mettez ce fichier de côté.
