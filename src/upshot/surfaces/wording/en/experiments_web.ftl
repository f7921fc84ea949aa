# Experiments in the browser: designed, run, read, used; and the words of planned launches, limits and drawn posts.

# what a plan of launches, a limit and a draw say
unknown_experiment = There is no experiment “{ $seen }” in this workspace. It may have been deleted. Open the list of experiments and choose one.
experiment_limit = The limit { $name } was { $seen }. It must be above 0. Correct it, or leave it empty when there is no limit.
posts_draw_size = { $seen } posts by { $creators } creators cannot be drawn. At least 4 posts (two blocks of two), at most { $most }, and at least one creator are needed. Correct the number of posts or name the creators.
experiment_refused_days = A difference of { $effect_pct } % would take { $needed } days; there are { $limit }.
experiment_refused_units = A difference of { $effect_pct } % would take { $needed } people; there are { $limit }.
experiment_refused_cost = A difference of { $effect_pct } % would cost { $needed }; the budget is { $limit }.
experiment_loosen_limits = Nothing fits the limits. Allow more days, people or money, look for a larger difference, or choose a step that happens more often.
event_study_placebo_launches = Launches drawn by lot in past weeks in which nobody launched, and read as the real ones will be.
event_study_assumes_lot = Which region launches when is drawn by lot and kept. Regions chosen because they do well spoil the comparison.
event_study_refused_history = { $n } regions in { $waves } waves, watched for { $weeks } weeks, need { $needed } weeks of history; there are { $have }.
event_study_refused_effect = { $n } regions in { $waves } waves, watched for { $weeks } weeks, see { $effect_pct } % at best; { $plausible_pct } % is plausible.
