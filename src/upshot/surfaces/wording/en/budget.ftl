# What next: the budget, and what tests are worth.
nav_next = What next
next_title = What next
next_form = Ask
next_form_amount = Budget
next_form_starts = From
next_form_ends = To
next_form_cap = Caps and floors
next_form_cap_help = One per line: lea ≤ 3000, type:live ≤ 20%, boosts ≥ 1000. Empty: only the limits that follow from what was seen.
next_form_risk = Care
next_form_explore = To explore
next_form_submit = Work it out
next_form_help = Empty budget: what as many days cost so far. Nothing is spent and nothing is sent: this is a proposal.
next_risk_100 = expectation counts
next_risk_50 = the worse half of what is possible counts
next_risk_20 = the worst fifth counts
next_explore_0 = nothing
next_tests_title = Tests worth running
next_tests_wait = What tests are worth is worked out on its own page.
next_tests_link = Which test would change this?
next_tests_page = What tests are worth
next_binds_title = What holds the result back
next_notes_title = What this assumes
next_answer_title = The answer
next_to_plan = Schedule the ads: Spark plan
next_print = Print
next_bad_limit = The line “{ $seen }” cannot be read. Valid: a name, ≤ or ≥, and an amount or a share, for instance lea ≤ 3000 or boosts ≥ 10%.
budget_answer_reallocate = Divide it anew: { $planned } of { $budget }.
budget_answer_keep = Today's division is about as good: no clear reason to move money.
budget_answer_spend_less = Spend { $planned } of { $budget }: beyond that nothing pays within what was ever seen.
budget_answer_hold = Hold the money: no next euro is likely enough to pay.
budget_intro = { $planned } from { $starts } to { $ends }; { $unspent } stay unspent.
budget_gain = Against the same division as until now: { $gain } of margin more after costs; better with a probability of { $p }.
budget_last_euro = The last euro brings { $margin } of margin; it clears the { $hurdle } asked for with a probability of { $p }.
budget_last_euro_no_next = The last euro brings { $margin } of margin; it clears the { $hurdle } asked for with a probability of { $p }. One more would stay unspent.
budget_no_last_euro = No euro is spent, so that there is no last one.
budget_change_more = more
budget_change_same = as now
budget_change_less = less
budget_change_stop = stop
budget_change_explore = explore
table_budget_creators = Creators and types of collaboration ({ $level } intervals, modelled)
table_budget_types = By type of collaboration, ads on posts that are out left aside
table_budget_boosts = Ads on posts that are out (modelled)
table_budget_total = The plan as a whole ({ $level } intervals, modelled)
budget_label_type = Type
budget_label_change = Change
budget_label_posts_now = Posts at today's pace
budget_label_posts = Posts planned
budget_label_price = Price of a post
budget_label_spend = Spend
budget_label_spend_now = Spend at today's pace
budget_label_ads = Ads on these posts
budget_label_return = Margin per euro of a post
budget_label_pays = Pays
budget_label_why = Why
budget_label_views = Paid views
budget_label_margin = Margin expected
budget_label_net = Margin after cost and hurdle
budget_label_gain = More than today's division
budget_label_better = Better than today's division
budget_label_plan = Plan
budget_label_today = Divided as until now
budget_reason_explore = to learn: pays with { $p }%, but may be among the best
budget_reason_does_not_pay = one more post pays with a probability of only { $p }%
budget_reason_others_pay_more = others bring more for the same money
budget_reason_does_not_fit = its price does not fit into what is left
budget_reason_step = { $posts ->
    [one] one post is the most: { $step } times the pace so far
   *[other] { $posts } posts are the most: { $step } times the pace so far
}
budget_reason_price_creator = price from this creator's other collaborations
budget_reason_price_tier_type = price of the tier for this type: this creator was never paid
budget_reason_price_tier = price of the tier: this creator was never paid
budget_reason_price_all = price of all creators: nobody of this tier was paid
budget_reason_few_posts = { $posts ->
    [0] no post seen yet: views lean on the tier
    [one] one post seen: views lean on the tier
   *[other] { $posts } posts seen: views lean on the tier
}
budget_reason_views_seen = as many paid views as were ever seen on one post
budget_bind_budget = The budget: one euro more would bring { $worth } beyond its cost.
budget_bind_posts = Posts of @{ $creator } (at most { $posts }): one more would bring { $worth } more than its money elsewhere.
budget_bind_cap_creator = The cap of @{ $name }: one euro of room would bring { $worth }.
budget_bind_cap_type = The cap of the type { $name }: one euro of room would bring { $worth }.
budget_bind_cap_boosts = The cap of ads: one euro of room would bring { $worth }.
budget_bind_floor_creator = The floor of @{ $name }: each euro of it costs { $worth }.
budget_bind_floor_type = The floor of the type { $name }: each euro of it costs { $worth }.
budget_bind_floor_boosts = The floor of ads: each euro of it costs { $worth }.
budget_bind_boosts_step = Ads, at most { $name } times what they were: one euro of room would bring { $worth }.
budget_note_average = Intervals are of what is expected on average. A single post may do much better or worse.
budget_note_step = Nobody gets more than { $step } times the posts of today's pace: whether a creator's audience tires of more was never seen, and is not guessed.
budget_note_views = No post is expected to pass { $views } views, the most any has had.
budget_note_boosts = The price of paid views is what { $posts } posts paid lately; no post gets more than { $views } paid views, the most any has had. The price may rise with the sum.
budget_note_no_ads = Ads are left out: the files show too few paid views to price them.
budget_note_risk = Divided so that the mean of the worst { $share }% of what is possible is as large as it can be.
budget_note_nothing_to_explore = Nothing is explored: { $share }% of the budget buys no post of anybody who may be among the best and is left out (the cheapest post costs { $cheapest }).
budget_note_no_price = { $n } creators are left out because no collaboration ever had a price: { $creators }. Give one with --price name=amount.
budget_no_pace = There is no pace to repeat: none of the creators has posted yet, and no amount was given. What is needed: an amount.
budget_help_amount = Say how much may be spent, for instance upshot budget --amount 10000.
budget_no_prices = No budget can be divided: no collaboration with a cost has a post, so that the price of a post is unknown.
budget_help_prices = Fill in fee and posts in the sheet of collaborations, or say what a post costs: upshot budget --price lea=800.
budget_no_response = No budget can be divided: nothing says what a view of a creator is worth.
budget_not_positive = The budget cannot be { $seen }. Valid: more than 0, at most { $most }. Write for instance --amount 12000.
budget_days_out_of_range = From { $starts } to { $ends } are { $seen } days. Valid: 1 to { $most } days. Change --from or --to.
budget_term_out_of_range = { $name ->
    [step] The largest step was { $seen }. Valid: { $low } to { $high } times the pace so far. Change --step.
    [explore] The share to explore was { $seen }. Valid: { $low } to { $high }, for instance --explore 10%.
    [risk] The share of draws that counts was { $seen }. Valid: { $low } to { $high }, for instance --risk 20%.
   *[other] The least chance was { $seen }. Valid: { $low } to { $high }, for instance --chance 60%.
}
budget_cap_below_floor = The cap of { $name } lies below its floor. Valid: cap ≥ floor. Raise the one or lower the other.
budget_limit_unreadable = The limit “{ $seen }” cannot be read. Valid: name=amount or name=share, for instance lea=3000, type:live=20% or boosts=1000. Write it that way.
budget_price_unreadable = The price “{ $seen }” cannot be read. Valid: creator=amount, for instance lea=800. Write it that way.
budget_unknown_limit = “{ $seen }” gets no money here, so that it has no limit. Valid: a creator, type: and a type, or boosts; nearest: { $nearest }. Correct the name.
budget_infeasible = The floors cannot be kept: together they need more than the budget or the caps allow, or a post costs more than a cap. Lower a floor, raise a cap, or give more money.
budget_written = Written to { $file }.
worth_best = Worth running first: { $test }. It is worth { $net } more than it costs.
worth_none = No test is worth its cost for this budget: what is already known decides it.
worth_ceiling = Knowing everything would be worth { $ceiling } over { $decision_days } days, with { $budget } divided every { $days } days. No test can be worth more.
worth_test_more_posts = { $n } more posts of { $who }
worth_test_signal = A code or tagged link for { $who }
worth_test_on_off = On/off test of { $who }, { $n } weeks
worth_test_geo = Geo test of { $who }, { $n } weeks
worth_subject_on_off = the programme
worth_subject_geo = the ads
worth_subject_more_posts = –
worth_subject_signal = –
table_worth_tests = Tests worth more than they cost (modelled)
table_worth_not = Feasible, but not worth their cost
worth_label_test = Test
worth_label_days = Days
worth_label_outlay = Outlay
worth_label_cost = Cost
worth_label_value = Worth
worth_label_net = Worth − cost
worth_label_change = Changes the division
worth_label_spread = Uncertainty now → after
worth_label_moves = Whose money it may move
worth_note_method = Worth: what better divisions bring on average, over every result the test may have. Cost: what the money and the orders of the test would have brought elsewhere. “Changes the division”: the chance that a tenth of the budget moves. Discounts given with a code are not counted.
worth_note_unreliable = { $n } tests are so exact that too few draws would be left to value them; they are left out.
worth_no_on_off = No on/off test: the orders by day are too few.
worth_on_off_not_feasible = No on/off test can be run that sees an effect as large as { $lift_pct }%, the most that is plausible here.
worth_no_geo = No geo test: the orders carry no regions.
worth_geo_not_feasible = No geo test of the ads can be run that sees an effect as large as { $lift_pct }%, the most that is plausible here.
worth_too_few_draws = What tests are worth cannot be said: all { $tests } of them are so exact that too few draws are left after a result.
worth_days_out_of_range = What is learned cannot be used for { $seen } days. Valid: 1 to 3650. Change --decision-days.
