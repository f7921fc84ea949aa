# Les expériences dans le navigateur : préparées, menées, lues, utilisées ; lancements, limites et tirages.

# ce que disent un plan de lancements, une limite et un tirage
unknown_experiment = Aucune expérience « { $seen } » dans cet espace. Elle a peut-être été supprimée. Ouvrez la liste des expériences et choisissez-en une.
experiment_limit = La limite { $name } valait { $seen }. Elle doit être supérieure à 0. Corrigez-la, ou laissez-la vide s'il n'y a pas de limite.
posts_draw_size = { $seen } posts de { $creators } créateurs ne peuvent pas être tirés au sort. Il faut au moins 4 posts (deux blocs de deux), au plus { $most }, et au moins un créateur. Corrigez le nombre de posts ou nommez les créateurs.
experiment_refused_days = Un écart de { $effect_pct } % demanderait { $needed } jours ; il y en a { $limit }.
experiment_refused_units = Un écart de { $effect_pct } % demanderait { $needed } personnes ; il y en a { $limit }.
experiment_refused_cost = Un écart de { $effect_pct } % coûterait { $needed } ; le budget est de { $limit }.
experiment_loosen_limits = Rien ne tient dans ces limites. Accordez plus de jours, de personnes ou d'argent, cherchez un écart plus grand, ou mesurez une étape plus fréquente.
event_study_placebo_launches = Des lancements tirés au sort dans des semaines passées où personne n'a été lancé, lus comme le seront les vrais.
event_study_assumes_lot = Le sort décide quelle région est lancée quand, et l'on s'y tient. Des régions choisies parce qu'elles marchent bien faussent la comparaison.
event_study_refused_history = { $n } régions en { $waves } vagues, suivies { $weeks } semaines, demandent { $needed } semaines d'historique ; il y en a { $have }.
event_study_refused_effect = { $n } régions en { $waves } vagues, suivies { $weeks } semaines, voient au mieux { $effect_pct } % ; { $plausible_pct } % est plausible.
