# Geo tests, on/off tests and staggered launches: files refused, designs, readings, reasons.
experiment_unknown_region = No region is called “{ $seen }”; the data has { $n } regions. Nearest: { $nearest }. Use a name as it stands in the data.
experiment_no_regions = No order names a { $by }: { $orders } orders were seen without one. A geo test needs orders by region. Import an order export with addresses, use --by country, or give a file with region, day and orders.
experiment_region_day_twice = { $file } names { $region } on { $day } more than once. One row per region and day is valid. Add the rows up (a pivot table does it) and try again.
experiment_day_missing = In { $file }, { $n } rows have no day in the column { $column }. Every row needs one, for instance 2026-03-02. Fill or delete these rows.
experiment_uneven_days = In { $file } the days stand { $step } days apart, or unevenly. A row per day or per week is valid. Export the series by day or by week.
experiment_too_few_days = { $file } has { $n } different days; at least { $needed } are needed. Export a longer period.
experiment_region_days_missing = In { $file } every one of the { $regions } regions misses days ({ $missing } values in all). What was not said is not 0, so nothing can be read. Export all days, with 0 where nothing was sold.
experiment_name_empty = The result was to be saved under “{ $seen }”. A test needs a name. Give one: --save "Spring geo test".
experiment_not_orders = The values are { $metric }, and only orders can calibrate the model, so nothing was saved. If the column counts orders, say so: --metric orders.
experiment_nothing_to_save = The test could not be read ({ $reason }), so there is nothing to save. The answer above says what would help.
experiment_saved = Saved as the lift test “{ $name }”: { $orders } incremental orders, standard error { $error }. The next verdict is calibrated by it.
geo_no_treated_region = No treated region was named (“{ $seen }”). The data has { $regions } regions. Name those in which something was done: --treated NAME.
geo_test_outside_data = The test from { $starts_on } to { $ends_on } does not lie inside the data, which run from { $first } to { $last }. It needs days before it, and must end by the last day. Correct the days, or import more orders.
geo_no_control_left = All { $treated } of { $regions } regions are treated. A comparison needs regions without the treatment. Name the treated ones only.
geo_wish_out_of_range = { $name } was { $seen }. It must lie between { $low } and { $high }. Correct it and try again.
on_off_outside_data = The test from { $starts_on } to { $ends_on } does not lie inside the data, which run from { $first } to { $last }. Correct the days, or import more orders.
on_off_not_whole_blocks = The test has { $days } days, in blocks of { $block_days } with the first { $washout_days } left out, read from data with { $step } days per row. It needs daily data, whole blocks, and fewer days left out than a block has. Correct --block-days, --washout-days or the days of the test.
on_off_block_mixed = The block that begins on { $starts_on } is partly on and partly off. Each block of { $block_days } days must be one or the other. Correct --on or --block-days.
on_off_never_changes = From { $starts_on } to { $ends_on } the programme was never switched: all blocks are alike. A test needs blocks with and blocks without. Correct --on.
on_off_bad_stretch = “{ $seen }” is not a stretch of days. Valid: 2026-03-02:2026-03-08, first and last day. Correct --on.
event_study_launch_outside_data = { $region } launched on { $seen }, outside the data, which run from { $first } to { $last }. Correct the day, or import more orders.
event_study_no_launch = No launch was given for any of the { $regions } regions. Say where and when: --launch Lyon=2026-03-02.
event_study_bad_launch = “{ $seen }” is not a launch. Valid: a region and a day, for instance Lyon=2026-03-02. Correct --launch.

geo_too_few_controls = Only { $controls } regions are left to compare with; at least { $needed } are needed for a counterfactual.
geo_too_few_regions = Regions that sell often enough: { $regions }. A geo test needs at least { $needed }.
geo_pre_period_too_short = There are { $periods } days or weeks before the test; { $needed } are needed: three times the test, and 25 at the least.
geo_no_orders_before = The treated regions had no orders before the test.
geo_bad_pre_period_fit = Before the test, the controls miss the treated regions by { $mape_pct } % a week; up to { $limit_pct } % can be read. A difference afterwards would say nothing.
geo_pre_period_drifts = Before the test, the treated regions already moved away from the controls, by { $drift_pct } % over the pre-period; up to { $limit_pct } % can be read.
geo_use_finer_regions = Use finer regions (departments, cities, postcode areas): more of them make a sharper comparison.
geo_use_on_off = Without enough regions, switch the programme on and off by weeks: upshot experiment plan on-off.
geo_shorten_test = Read a shorter test, or one with more history before it.
geo_choose_larger_regions = Treat larger regions, or more of them, so that chance weighs less.
geo_choose_similar_regions = Choose treated regions that move like the others: upshot experiment plan geo proposes some.
geo_test_longer_or_stronger = Test longer, or a stronger change: the lift expected is smaller than what could be seen.

geo_matched_markets = Matched markets: groups of regions read on past windows in which nothing was done
geo_synthetic_control = Synthetic control with an intercept; interval from placebo windows
geo_conformal = Synthetic control; conformal interval (shifts in time)
geo_ridge_augmented = Synthetic control, ridge-augmented; interval from placebo windows
geo_structural_time_series = Bayesian structural time series; credible interval
on_off_permutation = Weeks on against weeks off; exact permutation test
event_study_not_yet_treated = Staggered launches against regions not yet launched

geo_lift_found = In the treated regions, orders changed by { $lift_pct } % (from { $low_pct } % to { $high_pct } % at { $level_pct } %). Both readings exclude no effect.
geo_drop_found = In the treated regions, orders changed by { $lift_pct } % (from { $low_pct } % to { $high_pct } % at { $level_pct } %). Both readings exclude no effect: it is a drop.
geo_no_lift_found = The change of { $lift_pct } % (from { $low_pct } % to { $high_pct } % at { $level_pct } %) may be chance. That does not prove that there is no effect.
geo_readings_disagree = Synthetic control says { $lift_pct } % (from { $low_pct } % to { $high_pct } % at { $level_pct } %), but the structural time series does not agree on its side of zero: undecided.
geo_space_placebo = Among { $n } regions read as if treated, the treated ones stand in place { $rank } (p = { $p_value }).
geo_check_pre_fit = Fit before the test
geo_check_space_placebo = Placebos in other regions
geo_pre_period_fits = Before the test the controls miss the treated regions by { $mape_pct } % a week (limit { $limit_pct } %).
geo_few_regions = There are { $n } regions; { $advised } or more are advised. Placebos in other regions say little here.
geo_regions_dropped = Left out because days are missing: { $n } regions ({ $regions }).
geo_regions_sparse = Left out because they sell on too few days: { $n } regions ({ $regions }).
geo_cooldown_counted = The { $days } days after the test are counted: orders that came late belong to it.
geo_cooldown_left_out = The { $days } days after the test are left out; orders that came late are missing from the result.
geo_withdrawn_scaled = The programme was withdrawn: a drop in the treated regions is what it earns. The saved record turns the sign round and scales to the whole shop.
geo_spill_over = People cross borders and feeds do not stop at them: an effect that reaches the control regions makes the difference too small.
geo_methods_differ = The methods range from { $low_pct } % to { $high_pct } %: take the interval more seriously than the middle.

geo_assumes_plausible = A lift of { $plausible_pct } % is taken as plausible; a design that cannot see it is not offered. Change it with --plausible-lift.
geo_assumes_heavy_up = The programme runs in the treated regions and nowhere else; what is at stake is the lift that must be bought to be seen.
geo_assumes_go_dark = The programme stops in the treated regions; what is at stake are the orders it would have brought there.
geo_assumes_hold_back = The programme starts everywhere but in the treated regions; what is at stake are the orders it would have brought there.
geo_assumes_past = The weeks to come are taken to vary as the past did, and nothing else differs between the regions.
geo_cost_known = Cost = orders at stake × the cost or margin of one order, as told.
geo_cost_unknown = The cost is not shown: nobody said what an order costs or earns. Use --cost-per-order.
geo_refused_pre_period = { $weeks } weeks of test need { $needed } weeks before; there are { $days } days.
geo_refused_share = { $n } regions for { $weeks } weeks hold { $share_pct } % of the orders; above { $limit_pct } % too little is left to compare with.
geo_refused_fit = { $n } regions for { $weeks } weeks: the others miss them by { $mape_pct } % a week (limit { $limit_pct } %).
geo_refused_effect = { $n } regions for { $weeks } weeks see { $effect_pct } % at best; { $plausible_pct } % is plausible.

on_off_too_few_blocks = With { $blocks } blocks even a perfect result has p = { $p_value }: the level asked for is out of reach.
on_off_more_blocks = Plan more blocks, drawn at random in pairs: upshot experiment plan on-off.
on_off_lift_found = With the programme on, orders changed by { $lift_pct } % (from { $low_pct } % to { $high_pct } % at { $level_pct } %).
on_off_drop_found = With the programme on, orders fell: { $lift_pct } % (from { $low_pct } % to { $high_pct } % at { $level_pct } %).
on_off_no_lift_found = The change of { $lift_pct } % (from { $low_pct } % to { $high_pct } % at { $level_pct } %) may be chance. That does not prove that there is no effect.
on_off_posts_linger = Posts work for days after they appear. An effect that lasts into the blocks without makes the difference too small; longer blocks and more washout days lose less of it.
on_off_not_paired = The blocks were not drawn in pairs; compared with { $n } arrangements that have as many blocks on. The test is exact only if the order was drawn at random.
on_off_assumes_short_effect = The first { $days } days of each block are left out; after them the block before no longer works.
on_off_assumes_random = The order of the blocks is drawn at random and kept, whatever happens; a promotion in one block spoils it.
on_off_refused_blocks = { $weeks } weeks in blocks of { $block_weeks }: even a perfect result would have p = { $p_value }; { $alpha } is needed.
on_off_refused_history = { $weeks } weeks in blocks of { $block_weeks } need { $needed } days of history to simulate on; there are { $days }.
on_off_refused_effect = { $weeks } weeks in blocks of { $block_weeks } see { $effect_pct } % at best; { $plausible_pct } % is plausible and would be found { $power_pct } times in 100.
on_off_longer_or_stronger = No schedule can see a lift that small with so few orders. Test longer, switch more of the programme at once, or accept that it cannot be measured this way.
on_off_rely_on_codes = Rely on codes, tagged links and an order survey instead; the model uses them and says how unsure it is.

event_study_nobody_to_compare = When the launches had come, no region was left that had not launched.
event_study_stagger = Launch in some regions later, or keep some without.
event_study_pre_trends = The regions that launched had already moved apart in the { $weeks } weeks before (p = { $p_value }): what followed cannot be put down to the launch.
event_study_no_base = No region has { $weeks } weeks of data before its launch.
event_study_lift_found = After launch, orders changed by { $lift_pct } % (from { $low_pct } % to { $high_pct } % at { $level_pct } %), against regions not yet launched.
event_study_drop_found = After launch, orders fell: { $lift_pct } % (from { $low_pct } % to { $high_pct } % at { $level_pct } %), against regions not yet launched.
event_study_no_lift_found = The change after launch of { $lift_pct } % (from { $low_pct } % to { $high_pct } % at { $level_pct } %) may be chance. That does not prove that there is no effect.
event_study_check_pre_trend = Trends before launch
event_study_pre_trend_passed = Before launch the regions moved alike (p = { $p_value }).
event_study_pre_trend_unknown = There are too few weeks before the launches to compare trends.
event_study_proportional = Without the launch, regions are taken to grow in proportion.

geo_label_region = Region
geo_label_weight = Weight
geo_label_method = Method
geo_label_incremental_orders = Incremental
geo_label_lift = Lift
geo_label_p_value = p
geo_label_treated_regions = Treated regions
geo_label_test_weeks = Weeks
geo_label_smallest_lift = Smallest lift seen
geo_label_orders_at_stake = At stake
geo_label_power_plausible = Found if true
geo_label_false_alarms = False alarms
geo_label_schedule = Schedule (1 = on)
geo_label_weeks_since_launch = Weeks since launch
table_geo_designs = Feasible designs
table_geo_refused = Not offered
table_geo_readings = Readings, side by side
table_geo_weights = Who stands in for the treated regions
table_event_times = Week by week
geo_label_cost = Cost
geo_label_from = From
geo_label_to = To
geo_label_lift_from = Lift from
geo_label_lift_to = Lift to
geo_label_reason = Why
geo_pre_days = Before: { $from } – { $to }.
geo_test_days = Test: { $from } – { $to }.
geo_cooldown_days = Cool-down until { $to }.
experiment_geo = Geo test
experiment_on_off = On/off test
experiment_event_study = Staggered launches
geo_conformal_weaker = The conformal test, which assumes least, does not exclude chance here (p = { $p_value }): repeat the test before betting much on it.
experiment_no_orders = The workspace has orders on { $n } days. An on/off test needs them by day, over months. Import the shop's order export.
