# La fiche d'un créateur : profil, engagement, pairs, prix ; et ce que l'examen dit de l'ensemble.
# --- refus ---
figure_other_platform = { $metric } est un chiffre { $valid } et devait être mis à côté d'un chiffre { $seen }. On ne compare que sur une même plateforme. Laissez l'autre de côté, ou regardez-le à part.
figure_other_denominator = { $metric } est rapporté à { $valid } et devait être mis à côté de { $other }, rapporté à { $seen }. Des taux de bases différentes ne se comparent jamais. Choisissez un chiffre rapporté à { $valid }.
figure_other_metric = { $metric } devait être mis à côté de { $seen }, qui compte autre chose. On ne compare qu'une même mesure. Choisissez { $metric } des deux côtés.
price_fee_not_positive = Un cachet de { $seen } ne peut pas être jugé. Un cachet est supérieur à 0 et inférieur à un milliard. Saisissez ce que le créateur demande pour toutes les publications.
price_posts_out_of_range = { $seen } publications ne peuvent pas être jugées. De 1 à { $highest } sont admises. Saisissez le nombre de publications que couvre le cachet.
price_roi_out_of_range = Un ROI demandé de { $seen } n'a pas de sens. Il est supérieur à −100 % et au plus de 10 000 % ; 0 est l'équilibre. Saisissez par exemple --roi 20%.
vet_amount_unreadable = { $option } « { $seen } » n'est pas un montant. Valables : 800, 1200.50 ou 1 200,50. Avec plusieurs créateurs, nommez-les : --quote lea=800 --quote max=1200.
vet_margin_unreadable = --margin « { $seen } » ne se lit pas. Valables : un montant, ou bas..haut, ou bas..milieu..haut, en ordre croissant : 1500, 900..2400, 900..1500..2400. Saisissez la marge brute incrémentale que vous attendez de la collaboration.
vet_quote_without_name = --quote { $seen } ne nomme personne et { $n } créateurs sont demandés. Avec plusieurs créateurs, chaque devis nomme le sien. Écrivez par exemple --quote { $example }={ $seen }.
vet_quote_for_nobody = --quote nomme { $seen }, qui n'est pas parmi les créateurs demandés ({ $valid }). Chaque devis appartient à l'un d'eux. Ajoutez le pseudo à la ligne, ou corrigez le nom.
vet_compare_needs_two = Pour comparer, il faut au moins deux créateurs différents ; il y en a { $n }. Nommez-en deux ou plus, par exemple : upshot vet --compare lea max.
values_not_positive = Une valeur typique ne se calcule pas sur { $values } valeurs dont l'une est nulle ou négative, ni sur aucune. Il faut des valeurs supérieures à 0. Laissez de côté les publications sans vue.
# --- pourquoi rien n'est dit, et ce qui aiderait ---
post_rate_refused = La publication { $post } ne dit rien de ce taux : { $why }.
creator_no_posts = Aucune publication de { $creator } n'a de relevé.
creator_no_mature_posts = Aucune publication de { $creator } n'a une semaine, une date et pas de publicité : { $metric } n'est pas dit.
creator_no_usable_posts = Aucune des dernières publications ne dit { $metric } : { $why }.
sponsored_ratio_unknown = Sponsorisé face à organique : inconnu. Publications utilisables : { $sponsored } sponsorisées, { $organic } autres ; il en faut au moins { $least } de chaque.
peers_too_few = Pas de groupe de pairs pour { $metric } : { $n } autres de vos créateurs se comparent, il en faut au moins { $least }, et aucun panel publié du même taux et de la même taille n'est connu.
followers_unknown_tier = Personne n'a dit combien d'abonnés a { $creator } : la taille est inconnue.
price_no_quote = Aucun devis de { $creator } n'est connu.
price_too_few_deals = Accords à vous qui se comparent : { $n } ; il en faut au moins { $least }.
fee_ceiling_no_margin = Le cachet maximal qui vaut la peine est inconnu : personne n'a dit quelle marge la collaboration rapporterait.
help_import_posts = Importez ses publications avec leurs compteurs (un export TikTok Studio, une liste de publications, ou la feuille post_metrics).
help_wait_a_week = Relevez les publications quand elles auront une semaine.
help_read_counters = Demandez au créateur ses statistiques, ou importez un relevé qui contient ces compteurs.
help_mark_sponsored = Dites quelles publications étaient sponsorisées : listez-les dans la feuille collaborations, ou importez la mention de partenariat rémunéré.
help_import_roster = Importez les publications d'autres créateurs que vous connaissez ; c'est la comparaison la plus juste.
help_import_followers = Renseignez les abonnés dans la feuille creators, ou importez une liste.
help_enter_quote = Saisissez le devis : upshot vet PSEUDO --quote 800 --posts 2, ou la feuille quotes.
help_enter_deals = Renseignez cachet et liens des publications dans la feuille collaborations.
help_margin_from_verdict = Laissez le modèle le dire : upshot vet PSEUDO --forecast sponsored_video.
help_margin_by_hand = Donnez ce que vous attendez : --margin 900..1500..2400 (bas, milieu, haut).
# --- pourquoi une publication ne compte pas ---
post_refused_views_unknown = les vues ne sont pas connues
post_refused_zero_views = il n'y a aucune vue
post_refused_negative_counter = un compteur est négatif
post_refused_likes_above_views = il y a plus de J'aime que de vues, l'un des deux est donc faux
post_refused_likes_hidden = les J'aime sont masqués
post_refused_comments_unknown = les commentaires ne sont pas connus
post_refused_shares_unknown = les partages ne sont pas connus
post_refused_saves_unknown = les enregistrements ne sont pas connus
post_refused_followers_unknown = aucun nombre d'abonnés n'est assez proche de la publication
post_refused_zero_followers = il n'y avait aucun abonné
post_refused_reach_unknown = la couverture n'est pas connue (il faut les statistiques du créateur)
post_refused_zero_reach = il n'y avait aucune couverture
post_refused_engagements_above_base = il y a plus d'engagements que de vues
post_refused_boosted = des publicités les ont diffusées
post_refused_no_publication_date = personne n'a dit quand elles sont parues
post_refused_younger_than_a_week = moins d'une semaine
post_refused_older_than_last_k = plus anciennes que les dernières qui comptent
caveat_few_posts = Nombre de publications sur lesquelles cela repose : { $n }. Prenez les intervalles au sérieux.
caveat_country_unknown = Personne n'a dit le pays du créateur : les pairs ne sont pas choisis d'après lui.
caveat_niche_unknown = Personne n'a dit la niche du créateur : les pairs ne sont pas choisis d'après elle.
caveat_sponsored_unlabelled = Publications dont personne n'a dit si elles sont sponsorisées : { $n } sur { $of }.
caveat_quote_expired = Le devis valait jusqu'au { $day }.
caveat_no_table_for_country = Aucune grille de prix datée pour { $country } ne couvre cette taille : les grilles ci-dessous sont d'autres marchés.
# --- la fiche ---
card_title = @{ $creator }
card_former = Demandé sous « { $seen } ».
card_followers = { $n } abonnés ({ $when })
card_followers_unknown = abonnés inconnus
card_undated = sans date
card_decision = Décision : { $outcome } par { $by } le { $on } ; { $standing }, fin le { $until }.
card_posts = { $n ->
    [one] une publication relevée, parue { $period }
   *[other] { $n } publications relevées, parues { $period }
 }
card_no_posts = aucune publication relevée
card_left_out = Hors des { $k } dernières : { $parts }.
card_left_out_part = { $n } · { $why }
card_tier = { $tier } : { $bounds } abonnés. Le brief donne ici de { $low } à { $high } d'engagement, sans dire rapporté à quoi : cela ne se compare pas aux taux ci-dessous.
card_tier_possible = Les nombres des sources tombent dans plusieurs tailles : { $tiers }.
card_from = à partir de { $from }
card_from_below = de { $from } à moins de { $below }
card_section_profile = Chiffres
card_section_unsaid = Ce qui ne peut pas être dit
card_section_peers = À côté des pairs
card_section_external = Ce que d'autres publient pour cette taille (contexte, jamais un seuil)
card_section_other_platforms = Autres plateformes (jamais mêlées à TikTok)
card_section_price = Prix
card_section_market = Ce que disent les grilles de prix (contexte ; les sources s'écartent beaucoup)
card_section_rights = Ce que le droit de diffuser en publicité est dit ajouter au cachet
card_section_compare = Côte à côte
card_peers_note = Un centile est la part des pairs en dessous. Son intervalle tient compte du doute sur ce créateur et sur le groupe.
card_line = Dit
card_col_figure = Chiffre
card_col_over = Rapporté à
card_col_statistic = Statistique
card_col_value = Valeur
card_col_interval = Intervalle à { $level }
card_col_posts = Publications
card_col_who = Qui le dit
card_col_read = Relevé
card_col_here = Ce créateur
card_col_group = Pairs : médiane (moitié centrale)
card_col_percentile = Centile
card_col_n = Pairs
card_col_alike = Semblables par
card_col_let_go = Relâché
card_col_source = Source
card_col_market = Marché
card_col_size = Taille
card_col_kind = De quoi
card_col_days = Droit
card_col_share = Du cachet
card_range = étendue des sources
card_disputed = les sources se contredisent
card_stale = { $when } (ancien)
card_own_readings = nos relevés
card_creators_sheet = feuille creators
card_origin_registry = { $source }, { $dated }
card_quarter_between = entre { $low } et { $high }
card_dimension_period = période
card_dimension_niche = niche
card_dimension_sampling = échantillonnage
card_dimension_country = pays
card_dimension_tier = taille
card_unknown_dimension = { $name } (inconnu)
card_metric_followers = Abonnés
card_metric_views = Vues par publication
card_metric_likes = J'aime
card_metric_engagement_rate = Taux d'engagement (le leur)
card_statistic_median = médiane des publications
card_statistic_ratio_of_sums = rapport des sommes
card_statistic_latest = dernier
card_statistic_mean = moyenne
card_statistic_total = total
card_published_median = médiane
card_published_mean = moyenne
card_published_band = fourchette
card_published_unspecified = non dit
card_published_quartiles = moitié centrale des créateurs
card_statistic_share = part
card_statistic_said = tel que dit
card_metric_rank = Rang dans la liste
card_metric_comments = Commentaires
card_metric_shares = Partages
card_metric_engagement = Engagements
card_metric_authentic_engagement = Engagements « authentiques » (les leurs)
card_base_creator = créateur
card_base_views = vues
card_base_followers = abonnés
card_base_reach = couverture
card_base_post = publication
card_base_unspecified = non dit
card_all_sizes = toutes
card_size_from = à partir de { $from }
card_size_below = moins de { $below }
card_sponsored = Les publications sponsorisées engagent { $ratio } fois autant que les autres ({ $low } … { $high }) : { $sponsored } publications face à { $organic }.
card_sponsored_presumed = Personne ne l'a dit des autres ; elles sont prises pour organiques.
card_price_quote = Demandé : { $fee } pour { $n ->
    [one] une publication
   *[other] { $n } publications
 }{ $rights }.
card_price_rights = , avec { $days } jours de droit de diffusion
card_price_views = Vues à attendre { $n ->
    [one] de la prochaine publication
   *[other] des { $n } prochaines publications ensemble
 } : { $middle } ({ $low } … { $high }) ; la publication typique en a { $typical }.
card_price_cpm = Soit { $cpm } pour 1 000 vues ({ $low } … { $high }).
card_price_among_cpm = Parmi vos { $n } propres accords, au coût pour 1 000 vues : centile { $percentile } ({ $low } … { $high }) ; vous avez payé de { $least } à { $most }, médiane { $median }.
card_price_among_fee_per_post = Parmi vos { $n } propres accords, au cachet par publication : centile { $percentile } ({ $low } … { $high }) ; vous avez payé de { $least } à { $most }, médiane { $median }.
card_price_own_deals = { $n ->
    [one] L'un d'eux était
   *[other] { $n } d'entre eux étaient
 } avec ce créateur.
card_price_ceiling = Cachet maximal qui vaut la peine : { $value } ({ $low } … { $high }), pour une marge de { $margin }, un ROI de { $roi } et { $costs } d'autres coûts.
card_price_margin_forecast = Cette marge est la prévision d’Upshot pour ces publications ({ $low } … { $high }).
card_price_below = Le devis est en dessous.
card_price_above = Le devis est au-dessus.
card_price_spread = Les grilles s'écartent d'un facteur { $factor } pour une même taille : vos propres accords en disent plus.
card_kind_fee = cachet par publication
card_kind_cpm = pour 1 000 vues
card_kind_expectation = ce que demandent les créateurs
card_kind_rights_share = droit de diffusion
card_up_from = à partir de { $low }
card_range_of = { $low } – { $high }
card_run = Intervalles à { $level } · graine { $seed } · données { $data }
card_compare_followers = Abonnés
card_compare_tier = Taille
card_compare_posts = Publications qui comptent
card_compare_percentile = Centile de { $metric }
card_compare_cpm = Coût pour 1 000 vues
card_compare_sponsored = Sponsorisé ÷ autres publications
card_compare_note = Les abonnés sont montrés et ne décident rien. Un intervalle qui en chevauche un autre ne les départage pas.
chart_peers_description = Centile de chaque taux parmi les pairs du créateur, avec son intervalle.
chart_peers_axis = Part des pairs en dessous, %
card_sheet_figures = Chiffres
card_sheet_peers = Pairs
card_sheet_card = Fiche
card_sheet_market = Grilles de prix
