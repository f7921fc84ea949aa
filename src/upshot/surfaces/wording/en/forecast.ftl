# The forecast of a planned collaboration, and its back-test.
forecast_title = Forecast: { $posts ->
    [one] one post
   *[other] { $posts } posts
} per creator ({ $type }), the first on { $starts }. Everything here is modelled.
forecast_organic = organic
forecast_tier_unknown = size unknown
forecast_answer = @{ $creator } ({ $tier }): the next post reaches { $median } views in the middle case, and between { $low } and { $high } four times out of five.
forecast_ratio = A sponsored post gets { $ratio } × the views of an organic one ({ $low } … { $high }); { $source }.
forecast_pays = At a cost of { $cost } the ROI clears { $hurdle } with a probability of { $p }.
forecast_ceiling = For an ROI of { $hurdle }: a fee of { $even } pays in half of all cases; the expected margin, which a few hits carry, would bear { $fee }.
forecast_no_ceiling = No fee pays: the expected margin does not cover the other costs at an ROI of { $hurdle }.
forecast_table = @{ $creator }
forecast_together = All { $n } creators together, all their posts
forecast_col_level = { $level } interval
forecast_col_median = Middle
forecast_col_source = Rests on
forecast_quantity_views = Views
forecast_quantity_reach = Reach
forecast_quantity_likes = Likes
forecast_quantity_comments = Comments
forecast_quantity_shares = Shares
forecast_quantity_saves = Saves
forecast_quantity_visits = Visits from tagged links
forecast_quantity_orders = Incremental orders
forecast_quantity_net_revenue = Incremental net revenue
forecast_quantity_margin = Incremental gross margin
forecast_quantity_roi = ROI
forecast_per_post = { $quantity }, one post
forecast_per_all = { $quantity }, { $n } posts
forecast_source_own = { $n ->
    [one] own data (1)
   *[other] own data ({ $n })
}
forecast_source_own_effect = { $n ->
    [one] the verdict's own effect (1 post)
   *[other] the verdict's own effect ({ $n } posts)
}
forecast_source_pooled = { $n ->
    [0] creators of like size
    [one] one other creator
   *[other] { $n } other creators
}
forecast_source_pooled_effect = { $n ->
    [one] pooled over the programme by size and type (1 creator)
   *[other] pooled over the programme by size and type ({ $n } creators)
}
forecast_source_prior = what is known of creators in general
forecast_source_given = your own word
forecast_missing = Not forecast: { $names }. { $why } → { $help }
forecast_no_counter = No post in the files shows this counter.
forecast_no_links = No tagged link of any creator has visits.
forecast_help_links = Give creators links with utm_content and import the analytics report.
forecast_no_response = Nothing says what a view is worth: there is no estimate of orders.
forecast_no_order_value = No order has a value.
forecast_nothing_known = Nothing is known of @{ $creator }: no post with views, and no number of followers.
forecast_help_followers = Or fill in followers in the sheet of creators.
forecast_note_final = Views are those of a post { $days } days old, without ads.
forecast_note_sponsored = The ratio of sponsored to organic views leans on other creators where a creator has few sponsored posts.
forecast_note_reach = Reach is of one post: people reached by several posts are not counted twice here, and so no sum is given.
forecast_note_pooled_effect = Where a creator has not worked with you, orders come from the creators who have: the interval covers how much creators differ.
forecast_note_most_views = Orders and money are not counted on more than { $views } views a post, the most any known post has had or is heading for.
forecast_note_few_posts = { $n ->
    [0] No post of @{ $creator } is known: the views are those of creators of like size.
    [one] Only one post of @{ $creator } is known: the views lean on creators of like size.
   *[other] Only { $n } posts of @{ $creator } are known: the views lean on creators of like size.
}
forecast_note_silence = @{ $creator } has not posted for { $days } days as far as the files show: the level may have moved, and the interval is wider.
forecast_note_no_followers = The followers of @{ $creator } are unknown; with them the forecast would lean on creators of like size.
forecast_written = Written to { $file }.
forecast_test_title = Back-test: the last posts of { $creators } creators ({ $posts } posts) hidden and forecast from those before
forecast_test_hidden = { $n ->
    [one] The last post hidden
   *[other] The last { $n } posts hidden
}
forecast_test_group = Posts
forecast_test_n = Posts / creators
forecast_test_c50 = Within 50%
forecast_test_c80 = Within 80% (± points)
forecast_test_c90 = Within 90%
forecast_test_tails = Below / above 80%
forecast_test_median = Loss ÷ own running median
forecast_test_quantiles = Loss ÷ own running quantiles
forecast_test_target = Target
forecast_test_met = met
forecast_test_missed = missed
forecast_test_kind_all = all
forecast_test_kind_past = { $group } earlier posts
forecast_test_kind_tier = { $group }
forecast_test_targets = Target: 75 to 85% of hidden posts within the 80% interval and both losses below 1; judged on 100 posts or more.
forecast_test_losses = Loss: pinball loss on log views, at 50%, and the mean over 10, 25, 50, 75 and 90%; below 1 is better than the creator's own past posts alone. ± is the Monte-Carlo error over { $n } resamples of creators.
forecast_test_limits = Only posts published before are used, and followers only where they had been counted by then. Past posts show the views they had when they were last read.
forecast_no_creator = No creator was named. Seen: none. Valid: one handle or several, or --backtest. Write for instance: upshot forecast lea --posts 3.
forecast_nothing_to_test = There is nothing to test: { $creators } creators with { $posts } posts, none of whom has a dated post that was read seven days after publication or later. Valid: creators with posts and their views. Import post metrics with publication date and day of reading.
forecast_creators_out_of_range = { $seen } creators were named. Valid: 1 to { $most }. Ask for fewer at once.
forecast_posts_out_of_range = The number of posts was { $seen }. Valid: 1 to { $most }. Change --posts.
forecast_unknown_type = There is no collaboration type “{ $seen }”. Valid: { $types }. Change --type.
forecast_cost_negative = The cost was { $seen }. Valid: 0 or more. Change --fee or --costs.
forecast_days_out_of_range = The days between two posts were { $seen }. Valid: 0 to { $most }. Change --days-apart.
forecast_starts_in_the_past = The first post would be on { $seen }. Valid: { $today } or later. Change --from.
forecast_nothing_to_plot = There is nothing to draw for “{ $seen }”. Valid: views, or margin where orders and a margin rate are known. Choose another kind.
chart_forecast_axis_views = Views of one post (logarithmic)
chart_forecast_axis_margin = Incremental gross margin
chart_forecast_description = Middle of the forecast of each creator with its 50, 80 and 90% intervals
