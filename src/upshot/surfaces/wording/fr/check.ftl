# upshot check : ce qui a été vu (check_x) et quoi faire (check_x_do)
check_severity_ok = correct
check_severity_note = remarque
check_severity_warning = avertissement
check_severity_problem = problème

check_quantity_ad_spend = Dépense publicitaire
check_quantity_claimed_revenue = Chiffre d’affaires revendiqué par les plateformes
check_quantity_orders = Commandes
check_quantity_revenue = Chiffre d’affaires net
check_quantity_tagged_orders = Commandes balisées TikTok
check_quantity_views = Vues du compte
check_scope_all_platforms = tous les comptes publicitaires
check_source_ad_days = rapport par publicité et par jour
check_source_total_account = total du compte
check_source_total_campaign = totaux des campagnes
check_source_total_ad = totaux des publicités
check_source_platform_claims = ce que revendiquent les plateformes
check_source_shop = boutique
check_source_analytics = mesure d’audience
check_source_studio = TikTok Studio
check_source_readings = relevés des publications
check_part_unallocated = Dépense du compte qu’aucune campagne ne porte
check_part_ads_without_days = Publicités des totaux absentes du rapport par jour
check_part_rounding = Arrondi des chiffres journaliers
check_part_day_shift = Jours qui commencent à une autre heure dans le fuseau du compte publicitaire
check_part_not_claimed = Ventes qu’aucune plateforme ne revendique
check_part_not_counted = Commandes annulées, que la mesure d’audience avait enregistrées à l’achat
check_part_coverage = Commandes que la mesure d’audience manque chaque jour (refus de consentement, bloqueurs)
check_part_tax_and_shipping = Taxes et livraison, comprises dans la mesure d’audience
check_part_refunds = Remboursements, ignorés de la mesure d’audience

check_nothing_imported = Aucun chiffre n’a encore été importé (publicités, publications, commandes ou visites) : rien ne peut être vérifié.
check_nothing_imported_do = Déposez les exports du compte publicitaire, de TikTok Studio, de la boutique et de la mesure d’audience avec upshot import.
check_gap_unexplained = Les sources ne concordent pas pour { $account } du { $first } au { $last } : { $left } contre { $right }, dont { $rest } ({ $percent } %) sans raison connue.
check_gap_unexplained_do = Réimportez les deux rapports pour exactement ces jours. Si l’écart demeure, cherchez lequel oublie quelque chose : un filtre, une autre devise, un autre compte.
check_platform_claims_more_than_shop = Les plateformes publicitaires revendiquent { $claimed } de chiffre d’affaires du { $first } au { $last }, soit { $times } fois tout ce que la boutique a vendu ({ $sold }). C’est impossible : plusieurs plateformes revendiquent les mêmes commandes, et des commandes qui seraient venues de toute façon.
check_platform_claims_more_than_shop_do = N’utilisez pas le ROAS des plateformes. Lisez plutôt le verdict, qui compte chaque commande une seule fois et estime ce qui serait venu sans publicité.
check_platform_claims_most_of_shop = Les plateformes publicitaires revendiquent { $claimed } de chiffre d’affaires du { $first } au { $last }, soit { $times } fois tout ce que la boutique a vendu ({ $sold }). Une part aussi grande est rarement causée par la publicité.
check_platform_claims_most_of_shop_do = Lisez le ROAS des plateformes avec prudence et regardez le verdict ; un test de lift trancherait.
check_analytics_sees_too_many = La mesure d’audience ({ $account }) compte { $purchases } achats là où la boutique a { $orders } commandes : des achats sont comptés deux fois, ou des commandes de test y figurent.
check_analytics_sees_too_many_do = Cherchez une seconde balise d’achat sur la page de remerciement, puis réimportez le rapport.
check_analytics_sees_few = La mesure d’audience ({ $account }) ne voit que { $percent } % des commandes de la boutique un jour ordinaire ({ $purchases } sur { $orders }).
check_analytics_sees_few_do = Attendez-vous à des visites et des provenances aussi incomplètes. Vérifiez le bandeau de consentement et la balise d’achat ; en attendant, fiez-vous aux codes et à l’enquête.
check_tagged_orders_without_visits = { $orders } commandes sont arrivées avec une balise TikTok, mais la mesure d’audience n’a vu que { $sessions } visites qui la portent : elle les manque, ou la balise est ajoutée dans la boutique.
check_tagged_orders_without_visits_do = Vérifiez que les liens gardent leurs paramètres utm à travers les redirections et que le rapport couvre les mêmes jours.
check_stale = { $source } ({ $table }) s’arrête au { $last }, il y a { $days } jours.
check_stale_do = Exportez-le de nouveau jusqu’à hier et importez le fichier ; les jours communs sont remplacés, pas doublés.
check_dated_in_future = { $source } ({ $table }) a des lignes datées du { $last }, dans { $days } jours.
check_dated_in_future_do = L’année, ou l’ordre du jour et du mois, a été mal lu. Réglez day_first dans la feuille settings, ou mettez l’année dans le nom du fichier, puis réimportez-le.
check_missing_days = { $table } de { $account } : { $n ->
    [one] un jour manque dans la période
   *[other] { $n } jours manquent dans la période
 } ({ $days }).
check_missing_days_do = S’il ne s’est rien passé ces jours-là, laissez. Sinon, exportez ces jours de nouveau et importez le fichier.
check_ads_without_post = { $n ->
    [one] Une publicité ne mène
   *[other] { $n } publicités ne mènent
 } à aucune publication ni à aucun créateur, pour { $spend } { $currency } de dépense ({ $percent } % du total) : { $ads }.
check_ads_without_post_do = Remplissez la feuille spark_ads (upshot sheet spark_ads) : une ligne par publicité avec sa publication. Les publicités qui ne sont pas des Spark Ads peuvent rester ainsi ; leur dépense n’appartient à aucun créateur.
check_spend_after_right = La publicité { $ad } a dépensé { $spend } { $currency } après la fin de l’autorisation du créateur, le { $until }.
check_spend_after_right_do = Arrêtez la publicité ou demandez un nouveau code au créateur, puis inscrivez la nouvelle date authorised_until dans la feuille spark_ads.
check_code_misspelt = { $n ->
    [one] Une commande porte
   *[other] { $n } commandes portent
 } le code { $seen }, qui n’appartient à personne et ressemble à { $nearest }.
check_code_misspelt_do = Si c’est le même code, ajoutez { $seen } aux codes du créateur dans la feuille collaborations.
check_codes_of_nobody = Des commandes portent { $n_codes ->
    [one] un code
   *[other] { $n_codes } codes
 } n’appartenant à aucune collaboration, { $n } fois en tout : { $codes }.
check_codes_of_nobody_do = Si l’un d’eux a été donné à un créateur, ajoutez-le dans la feuille collaborations. Les codes généraux peuvent rester.
check_tag_misspelt = La balise utm_content={ $seen } ({ $n } commandes et visites) n’appartient à personne et ressemble à { $nearest }.
check_tag_misspelt_do = Si c’est le même lien, ajoutez { $seen } aux utm_contents du créateur dans la feuille collaborations, et corrigez le lien.
check_code_two_owners = Le code { $seen } est donné à plusieurs créateurs ({ $creators }) : ses commandes ne peuvent être attribuées à un seul.
check_code_two_owners_do = Laissez-le, dans la feuille collaborations, au créateur à qui il a vraiment été donné, et donnez-en un nouveau à l’autre.
check_tag_two_owners = La balise utm_content={ $seen } est donnée à plusieurs créateurs ({ $creators }) : ses visites et ses commandes ne peuvent être distinguées.
check_tag_two_owners_do = Donnez à chaque créateur sa propre balise, dans la feuille collaborations et dans son lien.
check_posts_without_readings = Aucun compteur n’a été relevé pour { $n } des { $of } publications : { $posts }.
check_posts_without_readings_do = Importez les exports TikTok Studio des créateurs, ou remplissez la feuille post_metrics. Sans vues, ces publications ne portent aucune part de l’estimation.
check_collaborations_without_cost = { $n ->
    [one] Une collaboration n’a
   *[other] { $n } collaborations n’ont
 } aucun coût : { $names }. Un coût vide est inconnu, pas gratuit.
check_collaborations_without_cost_do = Inscrivez la rémunération, le produit, l’expédition et les droits dans la feuille collaborations ; mettez 0 là où c’était vraiment gratuit.
check_read_out_too_early = Le résultat de { $campaign } doit être lu le { $planned }, mais sa dernière publication est sortie le { $last } et n’aura neuf dixièmes de ses vues que le { $ready }.
check_read_out_too_early_do = Repoussez read_out_on au { $ready } ou après dans la feuille campaigns, ou lisez le résultat précoce comme un minimum.
check_likes_over_views = Dans { $n } des { $of } relevés, il y a plus de mentions J’aime que de vues ({ $posts }). C’est impossible : les colonnes sont inversées, ou les vues incomplètes.
check_likes_over_views_do = Regardez les colonnes du fichier ; corrigez la correspondance et réimportez-le.
check_counter_fell = { $counter } a baissé entre deux relevés { $n ->
    [one] une fois
   *[other] { $n } fois
 } sur { $of }, plus que l’arrondi de TikTok ne l’explique ; le pire cas est la publication { $post }, de { $before } à { $after }.
check_counter_fell_do = Regardez ces publications : un boost supprimé, le relevé d’une autre publication, ou un fichier d’une autre année. Corrigez le relevé dans la feuille post_metrics.
check_order_twice = { $n ->
    [one] Une commande figure
   *[other] { $n } commandes figurent
 } dans plusieurs boutiques avec le même numéro, le même instant et le même total : { $orders }. Elles comptent double.
check_order_twice_do = Le même export a été importé sous deux noms de boutique. Effacez l’une des boutiques, puis importez le fichier une seule fois.
check_no_exchange_rate = Des montants sont en { $currency } ({ $tables }) et aucun taux vers { $ours } n’est connu : les KPI les laissent de côté, et le verdict attend ce taux.
check_no_exchange_rate_do = Ajoutez une ligne à la feuille settings : { $setting }, et ce que vaut un { $currency } en { $ours }.
check_negative_spend = { $n ->
    [one] Un jour de publicité a
   *[other] { $n } jours de publicité ont
 } une dépense négative ({ $where }).
check_negative_spend_do = Si la plateforme a enregistré un remboursement, laissez. Sinon, corrigez le fichier et réimportez-le.
check_no_margin = Le taux de marge brute n’est pas renseigné : aucun ROI ne peut être donné.
check_no_margin_do = Ajoutez gross_margin_rate à la feuille settings, par exemple 0,55 : la part du chiffre d’affaires net qui reste après le coût des marchandises.
