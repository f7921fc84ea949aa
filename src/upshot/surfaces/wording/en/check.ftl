# upshot check: what was seen (check_x) and what to do (check_x_do)
check_severity_ok = fine
check_severity_note = note
check_severity_warning = warning
check_severity_problem = problem

check_quantity_ad_spend = Ad spend
check_quantity_claimed_revenue = Revenue claimed by ad platforms
check_quantity_orders = Orders
check_quantity_revenue = Net revenue
check_quantity_tagged_orders = Orders tagged as TikTok’s
check_quantity_views = Views of the account
check_scope_all_platforms = all ad accounts
check_source_ad_days = report by ad and day
check_source_total_account = account total
check_source_total_campaign = campaign totals
check_source_total_ad = ad totals
check_source_platform_claims = what the platforms claim
check_source_shop = shop
check_source_analytics = analytics
check_source_studio = TikTok Studio
check_source_readings = readings of posts
check_part_unallocated = Spend of the account that no campaign carries
check_part_ads_without_days = Ads of the totals that the daily report lacks
check_part_rounding = Rounding of daily figures
check_part_day_shift = Days that begin at another hour in the ad account’s zone
check_part_not_claimed = Sales that no platform claims
check_part_not_counted = Cancelled and voided orders, which analytics recorded at purchase
check_part_coverage = Orders that analytics misses every day (consent refused, blockers)
check_part_tax_and_shipping = Tax and shipping, which analytics counts in
check_part_refunds = Refunds, which analytics does not learn of

check_nothing_imported = No figures have been imported yet (ads, posts, orders or visits), so that nothing can be checked.
check_nothing_imported_do = Drop the export files of the ad account, TikTok Studio, the shop and analytics into upshot import.
check_gap_unexplained = The sources disagree for { $account } from { $first } to { $last }: { $left } against { $right }, of which { $rest } ({ $percent }%) has no known reason.
check_gap_unexplained_do = Import both reports again for exactly these days. If the gap stays, ask which report leaves something out: a filter, another currency, another account.
check_platform_claims_more_than_shop = The ad platforms claim { $claimed } of revenue from { $first } to { $last }, { $times } times all that the shop sold ({ $sold }). That cannot be true: several platforms claim the same orders, and orders that would have come anyway.
check_platform_claims_more_than_shop_do = Do not use the platforms’ ROAS. Look at the verdict instead, which counts each order once and estimates what would have come without ads.
check_platform_claims_most_of_shop = The ad platforms claim { $claimed } of revenue from { $first } to { $last }, { $times } of all that the shop sold ({ $sold }). A share this large is seldom caused by ads.
check_platform_claims_most_of_shop_do = Read the platforms’ ROAS with care and look at the verdict; a lift test would settle it.
check_analytics_sees_too_many = Analytics ({ $account }) counts { $purchases } purchases where the shop has { $orders } orders: purchases are counted twice, or test orders are in.
check_analytics_sees_too_many_do = Look for a second purchase tag on the thank-you page, then import the analytics report again.
check_analytics_sees_few = Analytics ({ $account }) sees only { $percent }% of the shop’s orders on an ordinary day ({ $purchases } of { $orders }).
check_analytics_sees_few_do = Expect visits and sources to be as incomplete. Check the consent banner and the purchase tag; rely on codes and the survey meanwhile.
check_tagged_orders_without_visits = { $orders } orders landed with a TikTok tag, yet analytics saw only { $sessions } visits with it: analytics misses them, or the tag is added in the shop.
check_tagged_orders_without_visits_do = Check that links keep their utm parameters through redirects, and that the analytics report covers the same days.
check_stale = { $source } ({ $table }) last told about { $last }, { $days } days ago.
check_stale_do = Export it again up to yesterday and import the file; overlapping days are replaced, not doubled.
check_dated_in_future = { $source } ({ $table }) has rows dated { $last }, { $days } days from now.
check_dated_in_future_do = The year or the order of day and month was read wrongly. Set day_first in the settings, or give the year in the file’s name, then import it again.
check_missing_days = { $table } of { $account }: { $n ->
    [one] one day is missing inside the period
   *[other] { $n } days are missing inside the period
 } ({ $days }).
check_missing_days_do = If nothing happened on those days, leave it. Otherwise export these days again and import the file.
check_ads_without_post = { $n ->
    [one] One ad leads
   *[other] { $n } ads lead
 } to no post and no creator, with { $spend } { $currency } of spend ({ $percent }% of all): { $ads }.
check_ads_without_post_do = Fill in the spark_ads sheet (upshot sheet spark_ads): one line per ad with its post. Ads that are not Spark Ads may stay as they are; their spend belongs to no creator.
check_spend_after_right = Ad { $ad } spent { $spend } { $currency } after the creator’s authorisation ended on { $until }.
check_spend_after_right_do = Stop the ad or ask the creator for a new code; then enter the new authorised_until in the spark_ads sheet.
check_code_misspelt = { $n ->
    [one] One order carries
   *[other] { $n } orders carry
 } the code { $seen }, which belongs to nobody and looks like { $nearest }.
check_code_misspelt_do = If it is the same code, add { $seen } to the creator’s codes in the collaborations sheet.
check_codes_of_nobody = Orders carry { $n_codes ->
    [one] a code
   *[other] { $n_codes } codes
 } that no collaboration owns, { $n } times in all: { $codes }.
check_codes_of_nobody_do = If one of them was given to a creator, add it in the collaborations sheet. General codes may stay.
check_tag_misspelt = The tag utm_content={ $seen } ({ $n } orders and visits) belongs to nobody and looks like { $nearest }.
check_tag_misspelt_do = If it is the same link, add { $seen } to the creator’s utm_contents in the collaborations sheet, and correct the link.
check_code_two_owners = The code { $seen } is given to several creators ({ $creators }), so that its orders cannot be credited to one.
check_code_two_owners_do = Leave it with the creator it was really given to, in the collaborations sheet, and give the other a new one.
check_tag_two_owners = The tag utm_content={ $seen } is given to several creators ({ $creators }), so that its visits and orders cannot be told apart.
check_tag_two_owners_do = Give each creator a tag of their own in the collaborations sheet and in their link.
check_posts_without_readings = No counters were read for { $n } of { $of } posts: { $posts }.
check_posts_without_readings_do = Import the creators’ TikTok Studio exports, or fill in the post_metrics sheet. Without views, these posts carry no part of the estimate.
check_collaborations_without_cost = { $n ->
    [one] One collaboration has
   *[other] { $n } collaborations have
 } no cost at all: { $names }. An empty cost is unknown, not free.
check_collaborations_without_cost_do = Enter the fee, the product, the shipping and the rights in the collaborations sheet; enter 0 where it really was free.
check_read_out_too_early = The result of { $campaign } is to be read on { $planned }, but its last post came out on { $last } and has nine tenths of its views only by { $ready }.
check_read_out_too_early_do = Move read_out_on to { $ready } or later in the campaigns sheet, or read the early result as a lower bound.
check_likes_over_views = In { $n } of { $of } readings there are more likes than views ({ $posts }). That cannot be: the columns are swapped, or views are incomplete.
check_likes_over_views_do = Look at the columns of the file; correct the mapping and import it again.
check_counter_fell = { $counter } fell between readings { $n ->
    [one] once
   *[other] { $n } times
 } in { $of } by more than TikTok’s rounding explains; the worst is post { $post }, from { $before } to { $after }.
check_counter_fell_do = Look at those posts: a deleted boost, a reading of another post, or a file of another year. Correct the reading in the post_metrics sheet.
check_order_twice = { $n ->
    [one] One order is
   *[other] { $n } orders are
 } in more than one shop with the same number, instant and total: { $orders }. It counts twice.
check_order_twice_do = The same export was imported under two shop names. Erase one of the shops, then import the file once.
check_no_exchange_rate = Amounts are in { $currency } ({ $tables }) and no rate into { $ours } is known: KPIs leave them out, and the verdict waits for the rate.
check_no_exchange_rate_do = Add a line to the settings sheet: { $setting }, and what one { $currency } is worth in { $ours }.
check_negative_spend = { $n ->
    [one] One day of an ad has
   *[other] { $n } days of ads have
 } a spend below zero ({ $where }).
check_negative_spend_do = If the platform booked a refund, leave it. Otherwise correct the file and import it again.
check_no_margin = The gross margin rate is not set, so that no ROI can be given.
check_no_margin_do = Add gross_margin_rate to the settings sheet, for instance 0.55: the share of net revenue left after the cost of goods.
