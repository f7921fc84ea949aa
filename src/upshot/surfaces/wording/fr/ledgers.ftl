# Les lignes du grand livre des coûts, l'attribution, et les réglages dont elles dépendent.
ledger_creator_fee = Cachet de { $creator } pour { $campaign } ({ $type })
ledger_product = Produits offerts à { $creator } pour { $campaign }, au prix de revient
ledger_shipping = Envoi à { $creator } pour { $campaign }
ledger_rights = Droit de faire de la publicité avec les publications de { $creator }, { $campaign }
ledger_other = Autres frais de { $creator } pour { $campaign }
ledger_ads_creator = Publicités avec les publications de { $creator }, { $campaign } ({ $ads } annonces, du { $from } au { $to })
ledger_ads_creator_only = Publicités avec les publications de { $creator }, hors campagne ({ $ads } annonces, du { $from } au { $to })
ledger_ads_campaign = Publicités de { $campaign } sans publication de créateur ({ $ads } annonces, du { $from } au { $to })
ledger_ads_unallocated = Publicités rattachées à aucun créateur ni à aucune campagne ({ $ads } annonces, du { $from } au { $to })
ledger_overhead = Frais généraux de { $campaign } : agence et tout ce qui ne revient à aucun créateur en particulier
ledger_hours = { $hours } heures internes à { $rate } l'heure
ledger_tools = Outils et abonnements
ledger_shared_campaign = { $share } % { $kind ->
    [hours] des heures internes
    [tools] des outils
   *[other] des frais généraux
  } du programme ({ $whole } en tout), répartis entre les campagnes en proportion de leurs coûts directs
ledger_shared_creator = { $share } % { $kind ->
    [hours] des heures internes
    [tools] des outils
    [ads] des publicités sans créateur
   *[other] des frais généraux
  } de { $part_of } ({ $whole } en tout), répartis entre les créateurs en proportion de leurs coûts propres
chapman_assumes_independence = Ce calcul suppose que les acheteurs qui utilisent un code ne citent ni plus ni moins souvent le créateur dans l'enquête. En général ils le citent plus souvent, et l'estimation est alors trop basse.
leak_coupon_referrer = { $orders } commandes sur { $of } venaient d'un site de codes promo
leak_elsewhere = { $orders } commandes sur { $of } ({ $share } %) venaient, sans clic, d'un pays qui n'est pas celui du créateur ; d'ordinaire { $usual_share } %
leak_without_post = { $orders } commandes sur { $of } ({ $share } %) sont arrivées sans clic alors que la dernière publication du créateur avait plus de 45 jours ou n'existait pas encore ; d'ordinaire { $usual_share } %
leak_sudden_share = depuis le { $since }, { $orders } commandes hors des jours qui suivent une publication, là où les jours d'avant en laissaient attendre { $expected } (p = { $p_value })
missing_exchange_rate = Un montant est en { $seen } et aucun taux de change n'est connu. Les montants sont affichés en { $currency }. Indiquez ce que vaut 1 { $seen } en { $currency } dans le réglage { $setting }, par exemple dans la feuille settings.
invalid_setting_number = Le réglage { $setting } est inutilisable : « { $seen } ». Un nombre de { $lowest } à { $highest } convient ; 0.55, 0,55 et 55 % se valent. Corrigez-le dans la feuille settings.
invalid_setting_boolean = Le réglage { $setting } est inutilisable : « { $seen } ». Les valeurs true et false conviennent. Corrigez-le dans la feuille settings.
invalid_setting_time_zone = Le réglage { $setting } ne désigne aucun fuseau horaire : « { $seen } ». Un nom comme Europe/Paris ou UTC convient. Corrigez-le dans la feuille settings.
unknown_campaign = Aucune campagne ne s'appelle « { $seen } ». { $nearest ->
    [none] Aucune n'est encore connue.
   *[other] Les plus proches : { $nearest }.
 } Les campagnes viennent des feuilles campaigns et collaborations.
unknown_creator = Aucun créateur ne s'appelle « { $seen } ». { $nearest ->
    [none] Aucun n'est encore connu.
   *[other] Les plus proches : { $nearest }.
 } Les créateurs viennent des feuilles creators et collaborations.
chapman_counts = Les codes ont vu { $by_code } commandes, l'enquête { $by_survey } et les deux { $both }, ce qui est impossible. Les deux peuvent en avoir vu de 0 à { $highest }. Recomptez.
instant_without_zone = L'instant { $seen } n'indique pas de fuseau horaire. Un instant comme 2026-06-30T12:00:00+02:00 convient. Donnez-le avec son décalage.
