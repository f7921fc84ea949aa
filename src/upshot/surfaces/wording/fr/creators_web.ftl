# Les pages des créateurs : fiche, comparaison, choix dans la liste.
creators_web_card = Fiche créateur
creators_web_short = En bref
creators_web_short_size = Taille et vues
creators_web_short_engagement = Engagement
creators_web_short_authenticity = Authenticité
creators_web_short_fit = Adéquation et risque
creators_web_short_price = Prix
creators_web_views = { $middle } vues à attendre { $n ->
    [one] de la prochaine publication
   *[other] des { $n } prochaines publications ensemble
 } ({ $low } … { $high }).
creators_web_rate = { $metric } : { $value } ({ $low } … { $high }).
creators_web_among_peers = Centile { $place } parmi { $n } pairs.
creators_web_anywhere = Parmi { $n } pairs, sa place peut être n'importe laquelle : trop peu de publications.
creators_web_authenticity_clear = Rien à signaler : aucune mesure ne sort du lot.
creators_web_authenticity_look_closer = À regarder de plus près : certains chiffres diffèrent de ceux des pairs, peut-être pour une bonne raison. Demandez au créateur.
creators_web_authenticity_insufficient_evidence = Indices insuffisants : on en sait trop peu pour se prononcer.
creators_web_fit = Adéquation de { $low } à { $high } sur 100.
creators_web_risk = Risque d'un oui : { $level }.
creators_web_ceiling = Cachet maximal qui vaille la peine : { $value } ({ $low } … { $high }).
creators_web_quote = Demandé : { $fee } pour { $n ->
    [one] une publication
   *[other] { $n } publications
 }.
creators_web_cpm = { $value } pour 1 000 vues ({ $low } … { $high }).
creators_web_take = À emporter
creators_web_verdict = Ce que les collaborations ont rapporté
creators_web_compare = Comparer
creators_web_compare_with = Comparer avec d'autres
creators_web_compare_ticked = Comparer les créateurs cochés
creators_web_tick = Cocher { $creator } pour comparer
creators_web_to_card = fiche
creators_web_to_card_of = Fiche de { $creator }
creators_web_find = Regarder n'importe quel créateur
creators_web_find_help = Pseudo ou lien vers le profil
creators_web_find_open = Ouvrir la fiche
creators_web_choose = Qui comparer
creators_web_add = Ajouter des pseudos
creators_web_choose_help = De { $fewest } à { $most } créateurs : pseudos, avec ou sans @, ou liens, séparés par des virgules.
creators_web_compare_few = Pour comparer, il faut au moins { $fewest } créateurs différents ; reçu : { $n }. Valide : de { $fewest } à { $most }. Ajoutez-en un ci-dessous.
creators_web_compare_many = { $n } créateurs reçus ; côte à côte, on n'en lit pas plus de { $most }. Valide : de 2 à { $most }. Décochez-en ci-dessous.
creators_web_plan = Ce que vous prévoyez
creators_web_plan_help = Rien n'est réservé et personne n'est contacté. La marge est la marge brute que vous attendez en plus grâce aux publications : 1500, 900..2400 ou 900..1500..2400 (bas, milieu, haut).
creators_web_form_quote = Devis pour toutes les publications
creators_web_form_posts = Publications
creators_web_form_margin = Marge attendue
creators_web_form_costs = Autres coûts
creators_web_form_forecast = Prévision
creators_web_no_forecast = aucune
creators_web_submit = Calculer
creators_web_number = { $field } : « { $seen } » est illisible. Valide : un nombre supérieur ou égal à 0, entier pour les publications. Corrigez le champ.
creators_web_margin_unreadable = Marge attendue : « { $seen } » est illisible. Valide : un montant, ou bas..haut, ou bas..milieu..haut, en ordre croissant. Saisissez par exemple 900..1500..2400.
creators_web_forecast_thinking = La prévision est en cours de calcul ; la page revient d'elle-même.
creators_web_forecast_nothing = Pas de prévision
creators_web_fold_figures = Chiffres
creators_web_fold_peers = À côté des pairs
creators_web_fold_authenticity = Authenticité
creators_web_fold_audience = Audience
creators_web_fold_fit = Adéquation et sécurité de la marque
creators_web_fold_content = Qualité du contenu
creators_web_fold_price = Prix
# Les feuilles sur les créateurs, telles que la page des imports les présente.
web_sheet_creator_figures = chiffres que d'autres donnent des créateurs
web_sheet_audience = qui suit un créateur, par pays, âge, genre
web_sheet_comments = commentaires sous les publications
web_sheet_quotes = ce que demandent les créateurs
field_former_handles = Anciens pseudos
creators_web_decision = Décision
creators_web_standing = @{ $creator } : { $standing }.
creators_web_decide = Décider
creators_web_decide_help = Gardée avec la fiche telle qu'elle est, son SHA-256, votre nom et une fin. Le créateur peut demander pourquoi : écrivez ce que vous lui diriez.
creators_web_who = Votre nom
creators_web_days = Vaut pendant, en jours
creators_web_note = Remarque
creators_web_keep = Garder la décision
creators_web_outcome_approve = Oui
creators_web_outcome_wait = Attendre
creators_web_outcome_reject = Non
creators_web_second = Approuver en second
creators_web_second_help = Le risque demande une seconde personne : pas celle qui a décidé.
vetting_nobody = La décision est arrivée sans nom. Le nom de qui décide est valable. Saisissez le vôtre.
