# Exports de TikTok Studio et de Business Suite.
kind_tiktok_studio_overview = TikTok Studio : vue d'ensemble
kind_tiktok_studio_content = TikTok Studio : contenus
kind_tiktok_studio_viewers = TikTok Studio : spectateurs
kind_tiktok_studio_follower_history = TikTok Studio : historique des abonnés
kind_tiktok_studio_follower_activity = TikTok Studio : activité des abonnés
kind_tiktok_studio_follower_gender = TikTok Studio : abonnés par genre
kind_tiktok_studio_follower_territories = TikTok Studio : abonnés par pays
kind_tiktok_business_daily = TikTok Business Suite : chiffres par jour
kind_tiktok_business_audience = TikTok Business Suite : audience par jour
kind_tiktok_business_videos = TikTok Business Suite : vidéos
kind_tiktok_business_api_posts = TikTok Business API : statistiques des publications

studio_year_unknown = { $file } n'a pas été importé : ses jours n'ont pas d'année (le fichier contient { $seen }, mois et jour), TikTok ne l'écrit pas. Le nom du zip d'origine la donne (Overview_2025-02-28_1772236800_nom.zip). Importez ce zip, ou indiquez les jours couverts par l'export : --period 2025-02-28 2026-02-27.
studio_year_ambiguous = { $file } n'a pas été importé : ses jours n'ont pas d'année et trouvent plusieurs fois leur place entre { $first } et { $last }. Il faut une période qui ne les contienne qu'une fois. Donnez-en une plus courte avec --period DÉBUT FIN, en finissant le jour de l'export.
studio_year_not_in_period = { $file } n'a pas été importé : ses jours ({ $seen }, mois et jour) ne tombent entre { $first } et { $last } dans aucune année. Il faut une période qui couvre tous ses jours. Vérifiez les jours demandés à TikTok et donnez-les avec --period DÉBUT FIN.
studio_days_not_in_order = { $file } n'a pas été importé : ses jours n'ont pas d'année et ne sont pas dans l'ordre (sur ses { $rows } lignes, l'année changerait { $turns } fois). Il faut des jours du plus ancien au plus récent, comme TikTok les exporte. Importez le fichier tel qu'il est arrivé, pas une copie triée.
studio_period_reversed = La période donnée finit avant de commencer ({ $first } à { $last }). Il faut le premier jour, puis le dernier. Inversez-les : --period DÉBUT FIN.
studio_account_unknown = { $file } n'a pas été importé : ni son contenu ni son nom ne disent de quel compte il s'agit. Il faut un compte TikTok. Importez le zip tel que TikTok l'a envoyé (son nom finit par le compte), ou indiquez-le : --account COMPTE.
studio_read_day_unknown = { $file } n'a pas été importé : ses totaux ne portent pas de date, on ne peut donc pas savoir quand ils étaient vrais. Il faut le jour de l'export. Indiquez les jours couverts, le dernier étant celui de l'export : --period DÉBUT FIN.
studio_posts_without_id = { $file } n'a pas été importé : aucune colonne ne dit de quelles publications il s'agit (ses colonnes : { $seen }). Il faut une colonne avec le numéro ou le lien de la publication (item_id, post_id, video_id ou Video link). Refaites l'export avec cette colonne ; l'heure de publication seule ne désigne pas une publication.
studio_too_many_rows = { $file } n'a pas été importé : il a plus de { $most } lignes, bien plus qu'un export de TikTok Studio (une année de jours, ou quelques centaines de publications). Vérifiez que c'est le bon fichier, ou donnez son type avec --as TYPE.
studio_headers_missing = { $file } ne peut pas être lu comme « { $kind } » : il a les colonnes { $seen }, alors qu'il faut : { $expected }. Retirez --as pour qu'Upshot trouve le type lui-même, ou refaites l'export avec ces colonnes.

valid_whole_number_from_one = un nombre entier, 1 ou plus
valid_whole_number_from_zero = un nombre entier, 0 ou plus
valid_number_from_zero = un nombre, 0 ou plus
valid_share = une part de 0 à 1, ou de 0 % à 100 %
valid_hour = une heure de 0 à 23
valid_day_not_in_future = un jour déjà arrivé
valid_post_link = le lien d'une publication (https://www.tiktok.com/@nom/video/7…) ou son numéro
valid_post_link_full = le lien complet de la publication (ouvrez le lien court vm.tiktok.com et copiez l'adresse qui s'affiche)
valid_post_time_of_id = l'heure de publication de cette publication, que son numéro contient
