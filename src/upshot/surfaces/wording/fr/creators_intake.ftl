# L'arrivée des créateurs : panels de publications, listes, chiffres, audiences, commentaires, devis.
kind_post_list = Publications sans compteurs
kind_creator_list = Liste de créateurs avec leurs chiffres
kind_creator_figures_sheet = Feuille Upshot : chiffres des créateurs
kind_audience_sheet = Feuille Upshot : audiences
kind_comments_sheet = Feuille Upshot : commentaires
kind_quotes_sheet = Feuille Upshot : devis

parquet_broken = { $file } est un fichier Parquet abîmé : il s'arrête trop tôt, ou ses colonnes sont illisibles. Il faut un fichier entier. Refaites l'export ou le téléchargement, puis importez-le.
likes_above_views = { $file } n'a pas été importé : { $rows } des { $of } premières lignes comptent plus de J'aime que de vues ; les deux colonnes sont sans doute inversées. Une publication a au plus autant de J'aime que de vues, à quelques exceptions près. Corrigez les en-têtes du fichier, ou dites ce qu'ils contiennent dans un fichier de correspondances : --mapping FICHIER (voir upshot import --help).
list_of_two_platforms = { $file } n'a pas été importé : son nom et ses en-têtes parlent de { $seen }, et les chiffres de deux plateformes ne se mélangent jamais. Une liste contient les créateurs d'une seule plateforme. Séparez-la, un fichier par plateforme, avec la plateforme dans son nom.
list_without_handles = { $file } n'a pas été importé : aucune colonne ne contient de comptes, seulement des noms ({ $seen }). Un compte est le nom qui suit @ : lettres, chiffres, points, tirets bas. Ajoutez une colonne « handle », puis importez de nouveau.
list_without_figures = { $file } n'a pas été importé : à côté des noms, il ne contient aucun chiffre qu'Upshot connaisse ({ $seen }). Sont connus : followers, views, likes, comments, shares, saves, engagement, posts et rank. Renommez les colonnes ainsi, ou remplissez la feuille : upshot sheet creator_figures.

valid_read_at_assumed = le moment du relevé, qu'aucune colonne ne donne : c'est la minute qui suit la dernière publication qui a été retenue, les âges sont donc au moins ceux-là ; indiquez-le avec --period DÉBUT FIN
valid_post_id_or_second = le numéro ou le lien de la publication, ou son créateur avec la seconde de publication
valid_likes_within_views_kept = au plus autant de J'aime que de vues (gardé tel quel)
valid_platform = tiktok, instagram ou youtube
valid_platform_presumed = la plateforme, dans le nom du fichier ou les en-têtes : c'est TikTok qui a été retenu
valid_figures_agree = le même chiffre dans les deux colonnes
valid_creator_once = une ligne par créateur ; celle-ci dit autre chose que la ligne plus haut
valid_figure = un nombre, par exemple 221700, 221.7K ou 1,2 M
valid_figure_day_from_name = le jour du relevé, dans une colonne read_on : c'est celui du nom du fichier qui a été retenu
valid_figure_day_unknown = le jour du relevé, dans une colonne read_on ou avec --period DÉBUT FIN : sans lui, les chiffres n'ont pas d'âge
valid_statistic = mean (moyenne), median (médiane), total, latest (dernier), share (part) ou un autre mot seul
valid_share_sum = des parts dont la somme ne dépasse pas 1 (100 %)
valid_snake_word = un mot court, par exemple engagement_rate
valid_denominator = views, followers, reach, impressions, post ou creator ; vide si personne ne le dit
valid_audience_dimension = gender (genre), age (âge), country (pays), language (langue) ou interest (centre d'intérêt)
