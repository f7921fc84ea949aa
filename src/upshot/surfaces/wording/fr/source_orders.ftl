# Commandes des boutiques et mesure d'audience.
kind_shopify_orders = Shopify : commandes
kind_woocommerce_orders = WooCommerce : commandes
kind_orders = Commandes (feuille simple)
kind_ga4_report = Google Analytics 4 : rapport
kind_visits = Visites (feuille simple)

ga4_without_table = { $file } n'a pas été importé : aucune ligne ne ressemble à l'en-tête d'un rapport Google Analytics. Il faut une ligne de noms de colonnes, comme Date, Source/support de la session et Sessions. Téléchargez de nouveau le rapport en CSV et importez-le tel quel.
ga4_without_day = { $file } n'a pas été importé : le tableau de la ligne { $line } ne dit pas quel jour les sessions ont eu lieu. { $span ->
    [none] Ses colonnes sont : { $seen }.
   *[other] Ses colonnes sont { $seen }, et ses lignes couvrent { $span } d'un seul tenant.
} Il faut une colonne Date ou Date et heure, ou un rapport d'un seul jour. Dans Google Analytics, ajoutez la dimension Date au rapport (le + à côté de la première colonne, ou une exploration libre) et téléchargez-le de nouveau ; une colonne Date qu'un tableur a recopiée ne peut pas être réparée.
ga4_without_sessions = { $file } n'a pas été importé : le tableau de la ligne { $line } ({ $title }) n'a pas de colonne Sessions. Ses colonnes sont : { $seen }. Il faut un rapport d'acquisition de trafic, avec les sessions. Dans Google Analytics, prenez Rapports > Acquisition > Acquisition de trafic, ajoutez la dimension Date et téléchargez-le.
ga4_comparison = { $file } n'a pas été importé : le tableau de la ligne { $line } ({ $title }) compare des périodes ou des segments ({ $columns }), si bien qu'une même session y figure plusieurs fois. Il faut un rapport d'une seule période, sans comparaison. Désactivez la comparaison dans Google Analytics et téléchargez de nouveau le rapport.
ga4_dimension_not_additive = { $file } n'a pas été importé : le tableau de la ligne { $line } est ventilé par { $columns }, et une même session peut figurer sur plusieurs de ces lignes. Sont acceptés la date, le groupe de canaux, la source, le support, la campagne, le contenu de l'annonce, le pays, l'heure, l'appareil et la page de destination. Retirez les autres colonnes du rapport et téléchargez-le de nouveau.

valid_order_first_line = une ligne placée sous la première ligne de sa commande, comme la boutique l'exporte ; refaites l'export sans le trier
valid_order_id = un numéro ou un identifiant de commande ; l'un des deux doit être rempli
valid_order_status = un statut connu : payée, en attente, remboursée en partie, remboursée, annulée avant paiement (voided) ou annulée, ou le mot de la boutique
valid_one_total_per_order = un seul total par commande, répété ou vide sur ses autres lignes ; si ce sont des parts, faites une seule ligne par commande
valid_ga4_without_day = un tableau avec la dimension Date ; ce tableau a été laissé de côté, les autres ont été lus
valid_ga4_without_sessions = un tableau avec les sessions ; ce tableau a été laissé de côté, les autres ont été lus
valid_ga4_comparison = un tableau sans comparaison ; ce tableau a été laissé de côté, les autres ont été lus
valid_ga4_dimension_not_additive = un tableau par date, source, support, campagne, contenu ou pays ; ce tableau a été laissé de côté, les autres ont été lus
valid_ga4_table_too_low = un fichier à part pour un tableau placé aussi bas ; il a été laissé de côté, les autres ont été lus
