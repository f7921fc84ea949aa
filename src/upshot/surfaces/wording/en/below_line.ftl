# Awareness, image, loyalty and earned media value: shown below the line, never inside ROI.
null_no_customer_keys = No order names its customer, so that nobody can tell who came back.
null_no_new_customers = No order on file is the first of a new customer whose order stood: either the file is younger than 90 days, or all buyers are known.
null_no_acquired = No new customer's first order is credited to a creator of this scope.
null_few_customers = Too few customers to compare: { $n } won through creators and { $baseline } matched others, each watched for { $days } days. It takes { $least } on each side, of whom { $returned } came back.
null_no_brand_lift = No survey asked an exposed and a control group.
null_no_sentiment = Nothing that says how people feel about the brand is imported.
null_no_engagements = No post has a reading of likes, comments and shares.
null_no_reach = No post has a reading of its reach.
help_customer_keys = Export the orders with the customer's e-mail address; it is stored as a keyed hash only.
help_older_orders = Import older orders, or wait: each customer must be watched for at least 30 days after the first order.
help_brand_lift_survey = Ask an exposed and a control group the same question, and import the answers in the survey sheet (group: exposed or control).
caveat_loyalty_selection = Customers who use a code or a link, or answer a survey, differ from those who leave no trace: part of the difference may be theirs, not the creators'.
caveat_loyalty_unmatched = { $n } of { $of } customers won through creators have no counterpart of the same month, country and first-order value, and are left out.
caveat_loyalty_wash_in = Customers first seen in the first 90 days on file, left out because they may have bought before it begins: { $n }.
caveat_loyalty_without_key = { $n } of { $of } orders name no customer and are left out.
table_below_line = Below the line: never part of the ROI
table_loyalty = Customers won through creators beside matched others
label_below_n = Based on
label_horizon = Days watched
label_cohort = Won through creators
label_matched = Matched others
label_repeat_rate = Came back
label_repeat_rate_matched = Matched others who did
label_repeat_rate_uplift = Difference, points
label_margin_later = Later margin each
label_margin_later_matched = Matched others' margin each
label_margin_uplift = Difference
below_ltv_uplift_after = Later margin per customer, more than matched others, after { $days } days
below_repeat_rate_after = Customers who came back within { $days } days, against matched others
below_emv_impressions_cpm = Earned media value: views × CPM
below_emv_per_engagement = Earned media value: a price per view, like, comment and share
below_emv_reach_cpm_quality = Earned media value: reach × CPM × quality
below_rank_stability = How alike two formulas rank the creators (Kendall's τ): { $first } and { $second }
emv_short_impressions_cpm = views
emv_short_per_engagement = engagements
emv_short_reach_cpm_quality = reach
note_not_a_return = Not a return: what ads of that size would cost, by this vendor's assumptions.
note_few_creators = It takes three creators.
below_customers = { $n } customers, { $control } matched
below_people = { $n } exposed, { $control } control
below_posts = { $posts ->
    [one] one post
   *[other] { $posts } posts
}
below_posts_of = { $posts } of { $of } posts
below_creators = { $creators ->
    [one] one creator
   *[other] { $creators } creators
}
below_against = { $ours } against { $theirs }
ltv_sides = Nothing can be compared: there are { $treated } customers on one side and { $baseline } on the other, at a level of { $level }. Both sides need at least one, and the level lies between 0 and 1. Widen the period or lower the matching.
sheet_loyalty = Loyalty
null_brand_lift_of_all = A survey names no campaign and no creator: see the verdict of the whole programme.
null_brand_lift_unreadable = The survey's answers could not be sorted into positive and other ones.
help_brand_lift_read = Read it with upshot experiment read brand-lift --positive and the answer that counts as positive.
