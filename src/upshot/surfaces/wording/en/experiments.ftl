# Experiments on people and posts: A/B tests, split tests, brand lift – planned, read, refused.
experiment_ab = A/B test
experiment_brand_lift = Brand lift
experiment_answer_lift = A difference: a treatment is above the control.
experiment_answer_drop = A difference: the treatment is below the control.
experiment_answer_undecided = Nothing decided: the data agree with no difference as well as with one.
experiment_answer_stopped = Not read: people did not reach the arms in the planned shares, so no difference can be trusted.
experiment_answer_insufficient_evidence = Too little to say.

# tables
table_differences = Treatment − control, { $level } intervals
table_arms = Arms, { $level } credible intervals
table_sequential = Always-valid reading (true at any moment of stopping)
table_audience_mix = Audiences of the arms
table_survey_groups = Answers
table_survey_lift = Size, silence and cost of the lift
table_plan = { $kind }: designs
label_metric = Metric
label_difference = Difference
label_interval = Interval
label_lift_rel = Relative lift
label_p = p
label_p_adjusted = p (Holm)
label_arm = Arm
label_control = control
label_units = Units
label_mean = Mean
label_credible = Interval (Bayesian)
label_p_best = P(best)
label_loss = Expected loss
label_p_always = p, always valid
label_looks = Looks
label_decided_at = Decided at look
label_dimension = Audience
label_moved = People to exchange
label_from_mix = Made by the mix
label_from_rates = Made by the rates
label_group = Group
label_asked = Asked
label_answered = Answered
label_positive = Positive
label_share = Share
label_cohens_h = Cohen's h
label_silence_likely = Δ if the silent differ a little
label_silence_worst = Δ whatever the silent think
label_cost_per_lifted = Cost per lifted person
label_effect = Effect
label_n_per_arm = Per arm
label_n_total = In all
label_power = Power
label_power_simulated = Power, simulated
label_n_asked = To be asked per group
label_days = Days
in_points = { $n } pts

# checks and findings
check_sample_ratio = Sample ratio
check_missing = Empty cells
check_audience = Audience
check_blocks = Blocks
check_response = Response
finding_sample_ratio_fits = people reached the arms as planned ({ $seen }; p { $p }).
finding_sample_ratio_doubtful = a doubtful sample ratio: { $seen }, expected { $expected } (p { $p }). It may be chance; look for lost or misrouted people before acting on this test.
finding_sample_ratio_broken = people did not reach the arms as planned: { $seen }, expected { $expected } (p { $p }). Assignment, tracking or filtering is broken, and so is every difference between the arms.
finding_delivery_uneven = the platform delivered unevenly: { $seen }, where equal or planned shares give { $expected } (p { $p }). In a split test that is usual, and one more reason to read “delivery and creative together”.
finding_missing_even = { $share } % of “{ $metric }” are empty, alike in all arms (p { $p }).
finding_missing_uneven = { $share } % of “{ $metric }” are empty, and not alike in all arms (p { $p }): those who are missing may be missing because of the treatment.
finding_audiences_alike = the arms reached like audiences (largest gap: { $dimension }, { $share } % of { $treatment }).
finding_audiences_differ = { $treatment } reached other people than the control: { $share } % would have to be exchanged by { $dimension }. The difference mixes creative and audience.
finding_blocks = { $n } units in { $blocks } blocks that hold both arms; { $unused } units stand in blocks with one arm only and say nothing.
finding_response_alike = both groups answered “{ $question }” alike (exposed { $exposed_rate } %, control { $control_rate } %; p { $p }).
finding_response_differs = the groups did not answer “{ $question }” alike (exposed { $exposed_rate } %, control { $control_rate } %; p { $p }): who answers may depend on having seen the campaign.

# reasons
reason_experiment_decided = { $metric }: { $treatment } differs from { $control } by { $estimate }{ $unit ->
    [points] {" "}points
   *[value] {""}
} ({ $level } % interval { $low } to { $high }; p { $p } after Holm).
reason_experiment_undecided = { $metric }: { $treatment } and { $control } differ by { $estimate }{ $unit ->
    [points] {" "}points
   *[value] {""}
}, which chance explains ({ $level } % interval { $low } to { $high }; p { $p } after Holm).

# methods
method_two_shares = Shares: two-proportion test (Fisher's when few), Newcombe's interval.
method_welch = Averages: Welch's test.
method_delta = Ratios of sums: delta method over people.
method_cuped = Averages after subtracting what a measure from before the test explains (CUPED): Welch's test.
method_blocked_permutation = Inside blocks: least squares with a level per block, p-value and interval by re-drawing the arms inside the blocks.
method_plan_shares = Sizes by the normal formula for two shares, and the power checked by simulation.
method_plan_means = Sizes by the normal formula for two averages.
method_plan_posts = The smallest effect found by simulated tests of posts in blocks of two.

# caveats
caveat_holm = { $n } comparisons were made: the p-values are corrected for that (Holm), the intervals are not.
caveat_fixed_size = The ordinary p-values and intervals hold if the end of the test was fixed before it began. If somebody looked in between and could have stopped, read the always-valid table.
caveat_divergent_delivery = A platform split test draws people by lot, but delivery still looks for those who respond, inside each arm. What won is delivery and creative together; with another audience the order may differ.
caveat_heavy_tail = A few people make most of “{ $metric }”: with this many people its interval is too optimistic.
caveat_cuped = “{ $metric }”: a measure from before the test explains { $share } % of the spread between people.
caveat_covariate_moved = “{ $covariate }” differs between the arms (p { $p }). It was perhaps not measured before the test; then it must not be used to adjust.
caveat_rows_without_arm = { $n } rows name no arm or no person, and were left out.
caveat_units_in_two_arms = { $n } people were seen in more than one arm, and were left out.
caveat_blocks_need_lot = This holds if chance decided, inside each block, which post got which treatment.
caveat_views_matured = Views were brought to their expected final count by the published growth curve; posts younger than a day were left out.
caveat_not_randomised = Nobody said that the control group was drawn by lot. People who remember or meet a campaign differ from others before they see it; the lift may be that difference. Use a holdout.
caveat_silence_unknown = How many people did not answer is not known; what they think is therefore not bounded.
caveat_much_silence = { $share } % of those asked did not answer. Whatever they think, the lift lies between { $low } and { $high } points: the survey alone cannot exclude either sign.
caveat_silence_may_undo = If those who did not answer differ from those who did by { $gap } points in each group, the lift may vanish.
caveat_no_cost_per_lifted = There is no cost per lifted person, because the lift is not above zero.

# what would help
experiment_run_longer = Let the test run on to the size that was planned for it.
experiment_plan_first = See what a test would need: upshot experiment plan.
experiment_earlier_metric = Read a step that happens more often, such as clicks or add-to-cart.
experiment_more_blocks = Add blocks: more creators or weekdays, each with one post per arm, drawn by lot.
experiment_find_lost_units = Look for people who were lost or counted twice in one arm: redirects, bots, late events, filters applied after assignment.
experiment_name_the_split = If the shares were not meant to be equal, give them: --split NAME=WEIGHT for each arm.
experiment_could_see = With this size the test could be expected to find a difference of { $mde }{ $unit ->
    [points] {" "}points
   *[value] {""}
}, no smaller one.
experiment_needs_times = If the difference seen is the true one, about { $times } times as many people ({ $n } in these two arms) would settle it.
experiment_accept_no_difference = The difference seen is so small that no ordinary test will settle it; choose by cost.
experiment_too_few_units = The smallest arm has { $n } units. At least { $needed } with a value are needed before a difference can be told from chance.
experiment_nothing_happened = None of the { $n } people has a “{ $metric }”. Without any, the arms cannot be compared.
experiment_too_few_blocks = { $blocks } blocks hold both arms. With so few, re-drawing the arms has too few outcomes for a { $level } % interval.
brand_lift_no_answers = There is no answer that names a group (exposed or control).
brand_lift_few_answers = The smallest group has { $n } answers. At least { $needed } per group are needed.
brand_lift_import_survey = Import the survey: a sheet with respondent, question, answer and group, or pass a file to this command.
brand_lift_plan_first = See what a lift study would need: upshot experiment plan brand-lift --baseline 30%.
brand_lift_more_answers = Collect more answers in both groups.
brand_lift_needs_answers = To find a lift of { $lift } points, { $needed } answers per group are needed; the smaller group has { $have }.
brand_lift_raise_response = Raise the response rate (one question, inside the feed, within two days): silence is the largest uncertainty here.

# plans
plan_assumes_one = For { $level } % confidence (two-sided) and { $power } % power; one comparison decides.
plan_assumes_many = For { $level } % confidence (two-sided) and { $power } % power; { $n } comparisons may decide, and the error rate is divided among them.
plan_assumes_posts = Half of the posts of each block get the treatment. One post of a creator is typically within a factor { $factor } of the next (sd of log10 views { $sd }); { $level } % confidence.
plan_whole_weeks = Run whole weeks, and fix the end before the start.
plan_fixed_or_sequential = Whoever wants to look in between reads the always-valid table; it may need up to twice as many people, and often stops earlier.
plan_split_test = TikTok split test: one variable only, two ad groups, no campaign-budget optimisation, at least seven days, nothing read before 24 hours. Delivery differs between the arms all the same.
plan_nothing_feasible = No difference can be found with this size. Get more people, or choose a step that happens more often.
plan_holdout = Draw the control group by lot before the campaign (a holdout), not from people who say they did not see it.
plan_same_question = Ask both groups the same question in the same place and the same days.

# errors
experiment_level = The confidence was { $seen }. It lies between 50 % and 99.9 %, for instance 95%. Correct --level and run the command again.
experiment_column_missing = { $file } has no column “{ $missing }”. Its header is: { $seen }. { $nearest ->
    [none] No header comes near.
   *[other] The nearest header is “{ $nearest }”.
} Name the column with its option (see upshot experiment read ab --help) and run the command again.
experiment_cell = { $file }, line { $line }, column “{ $column }”: saw “{ $seen }”, where a { $valid ->
    [day] day is
   *[other] number or yes/no is
} valid. Correct the cell, or empty it if the value is not known, and run the command again.
experiment_file_without_rows = { $file } holds no rows below a header of at least two columns. A test is a table with a column of arms and a column per metric. Export it again.
experiment_ragged_row = { $file }, line { $line }: this row has more or fewer cells than the header ({ $n } such rows). Every row needs as many cells as the header. Correct it, or export the file again.
experiment_arms = { $file }: column “{ $column }” holds { $n } different values ({ $seen }). A test has 2 to 12 arms. Name the column of the arms with --arm (for a survey: --group).
experiment_control_unknown = { $seen ->
    [none] No arm, or more than one, is named like a control.
   *[other] No arm is called “{ $seen }”.
} The arms are: { $arms }. { $nearest ->
    [none] {""}
   *[other] The nearest is “{ $nearest }”.
} Name the control with --control.
experiment_split_unknown = “{ $seen }” cannot be used in --split. The arms are: { $arms }, each with a weight above 0. Write --split NAME=WEIGHT once per arm.
experiment_split_incomplete = --split gives no weight for “{ $missing }”. The arms are: { $arms }, and all or none need a weight. Add --split "{ $missing }=1".
experiment_sum_without_sd = { $file }: “{ $metric }” holds { $seen } for n = { $n }. Without a spread it must count people: a whole number from 0 to n. For an average, add a column “{ $metric }_sd” (and “{ $metric }_mean”), or give one row per person.
experiment_covariate_needs_units = { $file } holds sums, and “{ $covariate }” can only adjust people one by one. Give one row per person, or leave --covariate out.
experiment_log_of_nothing = { $file }: “{ $metric }” holds { $seen }. Logarithms need values above 0. Leave --log out, or choose a metric such as views.
brand_lift_groups = { $file } has the groups { $seen }. A lift study compares two: exposed and control. Keep two groups, or read it as upshot experiment read ab.
brand_lift_group_unknown = No group is called “{ $seen }”. The groups are: { $groups }. Correct --asked.
brand_lift_asked = --asked says { $seen } for “{ $group }”, where { $answered } people answered. Nobody answers without being asked. Correct the number.
brand_lift_gap = The gap was { $seen }. It lies between 0 % and 100 %, for instance 10%. Correct --nonresponse-gap.
brand_lift_positive_unknown = { $file }: no answer counts as positive (looked for: { $wanted }). Answers seen: { $seen }. Say which ones count with --positive, once per answer.
brand_lift_sums = A row of the survey has { $positive } positive of { $answered } answers of { $asked } asked. Valid is 0 ≤ positive ≤ answered ≤ asked, without empty cells. Correct the row and run the command again.
test_baseline = The baseline was { $seen }. A share lies between 0 and 1 (for instance 2%); for an average, give its standard deviation with --sd. Correct --baseline.
test_shares_out_of_range = The shares to be compared were { $control } and { $treatment }. Both must lie between 0 and 1 and differ. Correct --baseline or --effect.
test_effect_out_of_range = The effect was { $effect } with a standard deviation of { $sd }. The effect must not be 0, the deviation must be above 0, and the explained share below 100 %. Correct --effect, --sd or --explained.
test_design_out_of_range = Alpha was { $alpha } and power { $power }. Both lie between 0 and 1. Correct --level or --power.
test_power = The power was { $seen }. It lies between 50 % and 100 %, for instance 80%. Correct --power.
test_posts_too_few = A test of { $seen } posts is too small. At least { $needed } are needed, two blocks of two. Correct --posts or --sd.
test_response_rate = The response rate was { $seen }. It lies above 0 and up to 100 %, for instance 15%. Correct --response-rate.
test_number = { $option } was “{ $seen }”. Valid is a share such as 2% or 0.02. Correct it and run the command again.
test_plain_number = “{ $seen }” is not a number. Valid is for instance 12 or 12.5. Correct it and run the command again.
test_effect = The effect was “{ $seen }”. Valid is 0.4pt (points, for shares), 20% (relative) or a plain number. Correct --effect.
test_pair = { $option } was “{ $seen }”. Valid is NAME=NUMBER, for instance control=4071. Correct it and run the command again.
hold_out_needs_one_treatment = This test cannot be saved as a lift test: it has { $n } readable comparisons of the first metric with a standard error. A hold-out compares one treatment with a control that saw nothing of the programme, in orders per person. Read such a test, without --block.
hold_out_needs_days = To save “{ $name }” as a lift test, its days must be known. Valid are two days, for instance --test 2026-03-01 2026-03-28. Add --test and run the command again.
check_line = { $name }: { $finding }
