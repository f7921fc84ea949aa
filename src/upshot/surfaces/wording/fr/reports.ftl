# Ce que seuls les rapports disent.
report_notes_title = Comment on l'a calculé
report_generated = Situation au { $at } UTC
sheet_summary = Résumé
sheet_cost = Grand livre des coûts
sheet_creators = Créateurs
sheet_posts = Publications
sheet_credits = Commandes créditées
sheet_orders = Commandes par jour
sheet_why = Pourquoi ces chiffres
sheet_sources = Données utilisées
label_currency = Devise
label_first_day = Premier jour
