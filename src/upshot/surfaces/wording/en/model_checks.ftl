# What the creator response model says of its own fit: caveats and refusals.
orders_do_not_vary = Each of the { $days } days has the same number of orders: { $orders }. Real orders vary from day to day; this looks like an average that was spread over the days.
orders_have_gaps = Several days in a row have no order in a shop that sells daily. The model takes them for days on which nobody bought. If the export lacks these days, import them; if the shop was closed, read the estimate of that time with care.
orders_without_region = More than one order in ten carries no country or province. These orders count in the total; the split over regions is read off the others, as if those without were like them.
sources_disagree = Without one of its sources (codes, links, survey or lift tests) the total would be clearly different. The sources contradict each other; see which one among the alternatives.
tracked_exceed_effect = More orders carry codes, links or survey answers than the programme is found to have caused. Many of these buyers would have come anyway.
codes_before_posts = Many orders carry a creator's code, link or name before that creator's first known post. Either posts are missing, or the code was given out elsewhere.
creators_not_separable = Some creators always post together and nothing tells their orders apart. Read their sum; the split among them is assumed.

model_check_memory_month = How much of a surprise comes back within a month (Box–Pierce)
model_check_memory_regions = How much a surprise in the split over regions returns a week later
model_learned_incremental_tracked = Part of the tracked orders that would not have come anyway
model_learned_home_share = Buyers who live where their creator's audience does
model_subject_regions = the split over regions
