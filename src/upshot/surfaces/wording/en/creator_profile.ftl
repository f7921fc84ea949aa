# The creator card: profile, engagement, peers, price; and what a vetting says of the whole.
# --- refusals ---
figure_other_platform = { $metric } is a { $valid } figure and was to be set beside one of { $seen }. Figures are compared on one platform only. Leave that one out, or look at it apart.
figure_other_denominator = { $metric } is over { $valid } and was to be set beside { $other }, which is over { $seen }. Rates over different bases are never compared. Choose a figure over { $valid }.
figure_other_metric = { $metric } was to be set beside { $seen }, which counts other things. Only the same metric is compared. Choose { $metric } for both.
price_fee_not_positive = A fee of { $seen } cannot be judged. A fee is above 0 and below one thousand million. Enter what the creator asks for all posts together.
price_posts_out_of_range = { $seen } posts cannot be judged. Between 1 and { $highest } are valid. Enter the number of posts that the fee is for.
price_roi_out_of_range = A required ROI of { $seen } makes no sense. Valid is above −100% and up to 10,000%; 0 is break even. Enter for instance --roi 20%.
vet_amount_unreadable = { $option } “{ $seen }” is no amount. Valid are 800, 1200.50 or 1 200,50. With several creators name them: --quote lea=800 --quote max=1200.
vet_margin_unreadable = --margin “{ $seen }” cannot be read. Valid is an amount, or low..high, or low..middle..high, in ascending order: 1500, 900..2400, 900..1500..2400. Enter the incremental gross margin you expect of the collaboration.
vet_quote_without_name = --quote { $seen } names nobody and { $n } creators are asked for. With several creators each quote names its own. Write for instance --quote { $example }={ $seen }.
vet_quote_for_nobody = --quote names { $seen }, who is not among the creators asked for ({ $valid }). Each quote belongs to one of them. Add the handle to the line, or correct the name.
vet_compare_needs_two = To compare, at least two different creators are needed; { $n } came. Name two or more, for instance: upshot vet --compare lea max.
values_not_positive = A typical value cannot be worked out of { $values } values of which one is 0 or less, or of none. Values above 0 are valid. Leave out posts without views.
# --- why something is not said, and what would help ---
post_rate_refused = Post { $post } says nothing of this rate: { $why }.
creator_no_posts = No post of { $creator } has a reading.
creator_no_mature_posts = No post of { $creator } is a week old, dated and free of ads, so { $metric } is not said.
creator_no_usable_posts = No recent post says { $metric }: { $why }.
sponsored_ratio_unknown = Sponsored against organic is unknown. Posts that can be used: { $sponsored } sponsored, { $organic } others; at least { $least } of each are needed.
peers_too_few = No peer group for { $metric }: { $n } other creators of yours can be compared, at least { $least } are needed, and no published panel of the same rate and size is known.
followers_unknown_tier = Nobody said how many followers { $creator } has, so the tier is unknown.
price_no_quote = No quote of { $creator } is known.
price_too_few_deals = Own deals that can be compared: { $n }; at least { $least } are needed.
fee_ceiling_no_margin = The highest fee worth paying is unknown: nobody said what margin the collaboration would bring.
help_import_posts = Import their posts with counters (a TikTok Studio export, a list of posts, or the sheet post_metrics).
help_wait_a_week = Read the posts again when they are a week old.
help_read_counters = Ask the creator for their analytics, or import a reading that holds these counters.
help_mark_sponsored = Say which posts were sponsored: list them in the collaborations sheet, or import the paid-partnership flag.
help_import_roster = Import the posts of more creators you know; they are the fairest comparison.
help_import_followers = Fill in followers in the creators sheet, or import a list.
help_enter_quote = Enter the quote: upshot vet HANDLE --quote 800 --posts 2, or the sheet quotes.
help_enter_deals = Fill in fee and links of posts in the collaborations sheet.
help_margin_from_verdict = Let the model say it: upshot vet HANDLE --forecast sponsored_video.
help_margin_by_hand = Hand in what you expect: --margin 900..1500..2400 (low, middle, high).
# --- why a post does not count ---
post_refused_views_unknown = views are not known
post_refused_zero_views = there are no views
post_refused_negative_counter = a counter is negative
post_refused_likes_above_views = there are more likes than views, so one of the two is wrong
post_refused_likes_hidden = likes are hidden
post_refused_comments_unknown = comments are not known
post_refused_shares_unknown = shares are not known
post_refused_saves_unknown = saves are not known
post_refused_followers_unknown = no count of followers is near enough to the publication
post_refused_zero_followers = there were no followers
post_refused_reach_unknown = reach is not known (it needs the creator's own analytics)
post_refused_zero_reach = there was no reach
post_refused_engagements_above_base = there are more engagements than views
post_refused_boosted = ads ran on them
post_refused_no_publication_date = nobody said when they were published
post_refused_younger_than_a_week = younger than a week
post_refused_older_than_last_k = older than the last ones that count
caveat_few_posts = Number of posts this rests on: { $n }. Take the intervals seriously.
caveat_country_unknown = Nobody said the creator's country: peers are not matched on it.
caveat_niche_unknown = Nobody said the creator's niche: peers are not matched on it.
caveat_sponsored_unlabelled = Posts of which nobody said whether they are sponsored: { $n } of { $of }.
caveat_quote_expired = The quote was valid until { $day }.
caveat_no_table_for_country = No dated price table for { $country } covers this size: the tables below are of other markets.
# --- the card ---
card_title = @{ $creator }
card_former = Asked for as “{ $seen }”.
card_followers = { $n } followers ({ $when })
card_followers_unknown = followers unknown
card_undated = no date
card_decision = Decision: { $outcome } by { $by } on { $on }; { $standing }, ends { $until }.
card_posts = { $n ->
    [one] one post read, published { $period }
   *[other] { $n } posts read, published { $period }
 }
card_no_posts = no post read
card_left_out = Left out of the last { $k }: { $parts }.
card_left_out_part = { $n } · { $why }
card_tier = { $tier }: { $bounds } followers. The brief gives { $low } to { $high } engagement here, without saying over what: it cannot be compared with the rates below.
card_tier_possible = The sources' counts fall into several tiers: { $tiers }.
card_from = from { $from }
card_from_below = { $from } to under { $below }
card_section_profile = Figures
card_section_unsaid = What cannot be said
card_section_peers = Beside peers
card_section_external = What others publish for this size (context, never a gate)
card_section_other_platforms = Other platforms (never put together with TikTok)
card_section_price = Price
card_section_market = What price tables say (context; sources differ widely)
card_section_rights = What the right to advertise is said to add to the content fee
card_section_compare = Side by side
card_peers_note = A percentile is the share of peers below. Its interval holds the doubt about this creator and about the group.
card_line = Says
card_col_figure = Figure
card_col_over = Over
card_col_statistic = Statistic
card_col_value = Value
card_col_interval = { $level } interval
card_col_posts = Posts
card_col_who = Who says so
card_col_read = Read
card_col_here = This creator
card_col_group = Peers: median (middle half)
card_col_percentile = Percentile
card_col_n = Peers
card_col_alike = Alike in
card_col_let_go = Let go
card_col_source = Source
card_col_market = Market
card_col_size = Size
card_col_kind = Of what
card_col_days = Right
card_col_share = Of the fee
card_range = range of the sources
card_disputed = sources disagree
card_stale = { $when } (old)
card_own_readings = own readings
card_creators_sheet = creators sheet
card_origin_registry = { $source }, { $dated }
card_quarter_between = between { $low } and { $high }
card_dimension_period = period
card_dimension_niche = niche
card_dimension_sampling = sampling
card_dimension_country = country
card_dimension_tier = tier
card_unknown_dimension = { $name } (unknown)
card_metric_followers = Followers
card_metric_views = Views per post
card_metric_likes = Likes
card_metric_engagement_rate = Engagement rate (theirs)
card_statistic_median = median of posts
card_statistic_ratio_of_sums = ratio of sums
card_statistic_latest = latest
card_statistic_mean = mean
card_statistic_total = total
card_published_median = median
card_published_mean = mean
card_published_band = band
card_published_unspecified = not said
card_published_quartiles = middle half of creators
card_statistic_share = share
card_statistic_said = as said
card_metric_rank = Rank in the list
card_metric_comments = Comments
card_metric_shares = Shares
card_metric_engagement = Engagements
card_metric_authentic_engagement = “Authentic” engagements (theirs)
card_base_creator = creator
card_base_views = views
card_base_followers = followers
card_base_reach = reach
card_base_post = post
card_base_unspecified = not said
card_all_sizes = all
card_size_from = from { $from }
card_size_below = under { $below }
card_sponsored = Sponsored posts engage { $ratio } times as much as the others ({ $low } … { $high }): { $sponsored } against { $organic } posts.
card_sponsored_presumed = Nobody said so of the others; they are taken as organic.
card_price_quote = Asked: { $fee } for { $n ->
    [one] one post
   *[other] { $n } posts
 }{ $rights }.
card_price_rights = , with { $days } days of the right to advertise
card_price_views = Views to expect of { $n ->
    [one] the next post
   *[other] the next { $n } posts together
 }: { $middle } ({ $low } … { $high }); the typical post has { $typical }.
card_price_cpm = That is { $cpm } per 1,000 views ({ $low } … { $high }).
card_price_among_cpm = Among your own { $n } deals by cost per 1,000 views: percentile { $percentile } ({ $low } … { $high }); yours paid { $least } to { $most }, median { $median }.
card_price_among_fee_per_post = Among your own { $n } deals by fee per post: percentile { $percentile } ({ $low } … { $high }); yours paid { $least } to { $most }, median { $median }.
card_price_own_deals = { $n ->
    [one] One of them was
   *[other] { $n } of them were
 } with this creator.
card_price_ceiling = Highest fee worth paying: { $value } ({ $low } … { $high }), for a margin of { $margin }, { $roi } ROI and { $costs } other costs.
card_price_margin_forecast = That margin is Upshot’s forecast of these posts ({ $low } … { $high }).
card_price_below = The quote is below it.
card_price_above = The quote is above it.
card_price_spread = The tables differ by a factor of { $factor } for one size: your own deals say more.
card_kind_fee = fee per post
card_kind_cpm = per 1,000 views
card_kind_expectation = what creators ask
card_kind_rights_share = right to advertise
card_up_from = from { $low }
card_range_of = { $low } – { $high }
card_run = Intervals at { $level } · seed { $seed } · data { $data }
card_compare_followers = Followers
card_compare_tier = Tier
card_compare_posts = Posts that count
card_compare_percentile = Percentile of { $metric }
card_compare_cpm = Cost per 1,000 views
card_compare_sponsored = Sponsored ÷ other posts
card_compare_note = Followers are shown and decide nothing. An interval that overlaps another does not tell the two apart.
chart_peers_description = Percentile of each rate among the creator's peers, with its interval.
chart_peers_axis = Share of peers below, %
card_sheet_figures = Figures
card_sheet_peers = Peers
card_sheet_card = Card
card_sheet_market = Price tables
