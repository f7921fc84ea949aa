# L'estimation incrémentale : méthode, refus, réserves ; maturité des vues.

no_counted_orders = Aucune commande n'entre dans le compte. L'estimation incrémentale compare des jours avec plus ou moins de vues : il lui faut les commandes de la boutique jour par jour.
too_few_days_with_orders = Jours avec commandes : { $days }. Il en faut au moins { $needed } pour distinguer la tendance, le jour de la semaine et le programme.
no_post_views = Aucune publication du programme n'a de vues. Sans relevés, personne ne peut dire quand le programme a agi.
pressure_does_not_vary = Les vues du programme varient à peine d'un jour à l'autre : son effet se confond avec le niveau ordinaire de la boutique.
import_orders = Importez l'export des commandes de la boutique.
import_earlier_orders = Importez les commandes d'avant le programme ; une année entière montre aussi la saison.
import_post_readings = Importez les chiffres des publications : un export Contenu, ou la feuille post_metrics avec plusieurs relevés par publication.
run_lift_test = Menez un test d'incrémentalité : retirez le programme de quelques régions pendant quatre semaines, puis saisissez le résultat dans la feuille lift_tests.

few_days_of_history = L'historique couvre moins de six mois : une saison lente peut passer pour un effet du programme.
effect_not_distinguishable = Le programme ne se distingue pas de rien : son intervalle atteint zéro, ou le même effet apparaît quand aucun programme n'a eu lieu.
programme_coincides_with_events = Les publications sont surtout sorties pendant une promotion ou un autre événement connu ; une part de l'un peut être attribuée à l'autre.
placebo_finds_effects = La même régression trouve des effets quand aucun programme n'a eu lieu, ou pour des publications que personne n'a faites. Autre chose fait bouger les commandes de la même manière, et l'intervalle est peut-être trop étroit ; voyez les placebos parmi les contrôles.
creators_post_together = La plupart des créateurs publient en même temps qu'un autre ; leurs parts ne reposent que sur les commandes tracées et les vues.
no_tracked_signals = Aucun code, lien balisé ni réponse à l'enquête ne désigne un créateur : la répartition suit les vues, avec un intervalle large.
no_lift_test = Aucune expérience n'entre dans l'estimation. Un test d'incrémentalité resserrerait l'intervalle et vérifierait le total.

carryover_out_of_range = La part d'un effet encore vivante un jour plus tard valait { $carryover_rate } sur { $length_days } jours. Elle doit être d'au moins 0 et inférieure à 1, sur un jour au moins. Corrigez la valeur et recommencez.
interval_level_out_of_range = Le niveau d'un intervalle valait { $seen }. Il doit être compris entre 0 et 1, par exemple 0,9. Corrigez le réglage interval_level.
