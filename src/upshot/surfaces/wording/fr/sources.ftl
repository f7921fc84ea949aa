# Lire les fichiers : ce qui ne s'ouvre pas, ce qui n'est pas reconnu, ce qui n'est pas compris.
file_missing = Le fichier { $file } n'existe pas. Vérifiez le chemin, puis relancez l'import.
file_unreadable = Impossible de lire { $file } : le système répond « { $reason } ». Vérifiez que le fichier existe et que vous avez le droit de l'ouvrir, puis relancez l'import.
file_empty = { $file } est vide. Un export contient au moins une ligne d'en-tête. Refaites l'export et vérifiez sa taille avant de l'importer.
file_not_a_table = { $file } est { $form ->
    [pdf] un document PDF
    [html] une page web enregistrée sous un autre nom
    [xml] un document XML
    [image] une image
    [media] une vidéo ou un son
    [database] une base de données
    [other_archive] une archive qui n'est ni zip ni gz
    [document] un document texte
   *[other] un fichier qui n'est ni du texte ni un tableur
} et non un tableau de lignes. Formats acceptés : CSV, XLSX, XLS, ODS, JSON, Parquet, et les archives zip ou gz qui en contiennent. Refaites l'export dans l'un de ces formats.
archive_damaged = L'archive { $file } est endommagée ou tronquée : sa fin, ou une partie de son contenu, manque. Téléchargez-la de nouveau, puis importez la nouvelle copie.
archive_encrypted = { $file } est protégé par un mot de passe. Upshot n'ouvre que les archives sans mot de passe. Décompressez-la vous-même et importez les fichiers qu'elle contient.
archive_method_unknown = { $file } est compressé par une méthode qu'Upshot ne connaît pas. Sont acceptés les zip et gz ordinaires. Décompressez le fichier et importez son contenu.
archive_bomb = { $file } occuperait { $unpacked_mb } Mo une fois décompressé, pour { $packed_mb } Mo compressés. Aucun export ne se comprime à ce point : il n'a pas été décompressé. Si vous lui faites confiance, décompressez-le vous-même et importez son contenu.
archive_too_deep = { $file } est une archive dans des archives, sur plus de { $depth } niveaux. Décompressez les premières et importez leur contenu.
archive_too_many_members = { $file } contient { $seen } fichiers ; { $most } au plus sont lus à la fois. Divisez l'archive, puis importez les parties.
archive_without_files = L'archive { $file } ne contient aucun fichier. Refaites l'export.
spreadsheet_locked = { $file } est protégé par un mot de passe. Upshot ne lit que les classeurs non protégés. Enregistrez une copie sans mot de passe et importez-la.
spreadsheet_broken = { $file } ressemble à un classeur mais ne s'ouvre pas ({ $reason }). Ouvrez-le dans un tableur, enregistrez-le en XLSX ou en CSV, et importez cette copie.
csv_broken = Impossible de lire { $file } au-delà de la ligne { $line } environ : le texte n'y forme plus de lignes régulières ({ $reason }). Le plus souvent, un guillemet n'est pas refermé. Refaites l'export, ou corrigez cette ligne.
json_broken = { $file } n'est pas du JSON valide à la ligne { $line }. Est accepté un objet par ligne, ou une liste d'objets. Le fichier est peut-être coupé : refaites l'export.
json_too_large = { $file } est un document JSON d'un seul tenant de plus de { $most_mb } Mo. Enregistrez-le en JSON Lines (un objet par ligne) : ceux-là se lisent quelle que soit leur taille.
json_without_records = { $file } est du JSON sans enregistrements. Est accepté un objet par ligne, une liste d'objets, ou une réponse d'API qui contient une liste.
unknown_file_kind = Upshot ne reconnaît pas { $file }. Son en-tête est : { $seen }. { $nearest ->
    [none] Il ne ressemble à aucun type connu.
   *[other] Le type le plus proche est { $nearest }{ $missing ->
        [none] .
       *[other] , auquel il manquerait encore : { $missing }.
    }
} S'il s'agit d'un type connu avec d'autres en-têtes, précisez-le avec --as (--as list les montre tous) et associez les en-têtes avec --mapping ; tout le reste peut entrer par une feuille : upshot sheet.
unknown_kind = Aucun type de fichier ne s'appelle { $seen }. Les plus proches sont : { $nearest }. Types connus : { $known }.
columns_missing = Il manque à { $file } la colonne { $missing }. Son en-tête est : { $seen }. { $nearest ->
    [none] Aucun en-tête ne s'en approche.
   *[other] L'en-tête le plus proche est { $nearest }.
} Refaites l'export avec cette colonne, ou indiquez dans un fichier --mapping l'en-tête qui en tient lieu.
day_order_unknown = { $file } écrit les jours comme { $seen } (colonne { $column }), et tous peuvent se lire dans les deux sens. Est accepté un jour comme 2026-04-03, ou au moins un jour après le 12 du mois, qui montre l'ordre. Indiquez l'ordre : --day-first (jour/mois/année) ou --month-first (mois/jour/année), ou le réglage day_first.

# Les rapports publicitaires de TikTok
period_missing = { $file } est un rapport publicitaire sans jours, et rien ne dit quels jours il couvre. Est acceptée une colonne Par jour, une période comme 2025-09-01 to 2025-09-30 dans le nom du fichier, ou une période que vous donnez. Relancez l'import avec --period 2025-09-01 2025-09-30.
ad_day_repeated = { $file } cite plusieurs fois la même annonce pour le même jour ({ $repeated } fois sur { $rows } lignes), sans colonne qui distingue ces lignes. Est acceptée une ligne par annonce et par jour, ou un rapport qui contient sa colonne de ventilation (âge, pays, heure…). Refaites l'export avec cette colonne, ou sans ventilation ; si deux exports ont été collés l'un à l'autre, importez-les séparément.
ads_columns_missing = { $file } n'a de colonne ni pour le coût ni pour les impressions. Son en-tête est : { $seen }. En-têtes inconnus : { $unknown }. Associez les vôtres aux nôtres par un fichier --mapping (par exemple 비용: spend), ou exportez le rapport en anglais.
ads_table_without_figures = { $file } est la table de noms et de réglages d'un connecteur ({ $seen }) : elle ne contient aucun chiffre par jour. Importez plutôt les tables de rapport ; les noms viennent avec.

# Ce qui est valable dans une cellule
valid_whole_number = un nombre entier, par exemple 1 234
valid_number = un nombre, par exemple 1 234,56
valid_amount = un montant, par exemple 1 234,56 ; quand 1,234 peut être un nombre décimal, affichez les centimes
valid_rate = un taux, par exemple 62,5 % ou 0,625
valid_day = un jour qui existe, par exemple 2026-04-03
valid_instant = un jour et une heure, par exemple 2026-04-03 14:05:00
valid_yes_or_no = oui ou non
valid_list = des mots séparés par ; ou par des espaces
valid_text = du texte
valid_whole_id = l'identifiant entier ; un tableur a arrondi celui-ci (1,71E+18 a perdu ses derniers chiffres) : exportez en CSV, ou mettez la colonne au format texte
valid_filled_cell = une valeur ; cette cellule ne peut pas être vide
valid_as_many_cells_as_headers = autant de cellules que l'en-tête en compte
valid_day_or_period = un jour, ou les jours que le total couvre, donnés avec --period
valid_sum_of_rows = la somme des lignes au-dessus ; la ligne de total en diffère, l'export est peut-être incomplet
