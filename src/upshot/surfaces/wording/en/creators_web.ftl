# The pages of creators: card, comparison, and the choice on the list.
creators_web_card = Creator card
creators_web_short = In short
creators_web_short_size = Size and views
creators_web_short_engagement = Engagement
creators_web_short_authenticity = Authenticity
creators_web_short_fit = Fit and risk
creators_web_short_price = Price
creators_web_views = { $middle } views to expect of { $n ->
    [one] the next post
   *[other] the next { $n } posts together
 } ({ $low } … { $high }).
creators_web_rate = { $metric }: { $value } ({ $low } … { $high }).
creators_web_among_peers = Percentile { $place } among { $n } peers.
creators_web_anywhere = Among { $n } peers it could stand anywhere: too few posts.
creators_web_authenticity_clear = Clear: nothing measured stands out.
creators_web_authenticity_look_closer = Look closer: some numbers are unlike those of peers, perhaps for a good reason. Ask the creator.
creators_web_authenticity_insufficient_evidence = Insufficient evidence: too little is known to say anything.
creators_web_fit = Fit { $low } to { $high } of 100.
creators_web_risk = Risk of saying yes: { $level }.
creators_web_ceiling = Highest fee worth paying: { $value } ({ $low } … { $high }).
creators_web_quote = Asked: { $fee } for { $n ->
    [one] one post
   *[other] { $n } posts
 }.
creators_web_cpm = { $value } per 1,000 views ({ $low } … { $high }).
creators_web_take = Take it with you
creators_web_verdict = What the collaborations earned
creators_web_compare = Compare
creators_web_compare_with = Compare with others
creators_web_compare_ticked = Compare those ticked
creators_web_tick = Tick { $creator } to compare
creators_web_to_card = card
creators_web_to_card_of = Card of { $creator }
creators_web_find = Look at any creator
creators_web_find_help = Handle or link to the profile
creators_web_find_open = Open the card
creators_web_choose = Whom to compare
creators_web_add = Add handles
creators_web_choose_help = { $fewest } to { $most } creators: handles, with or without @, or links, set apart by commas.
creators_web_compare_few = To compare, at least { $fewest } different creators are needed; { $n } came. Valid: { $fewest } to { $most }. Add one below.
creators_web_compare_many = { $n } creators came; side by side, no more than { $most } can be read. Valid: 2 to { $most }. Untick some below.
creators_web_plan = What you plan
creators_web_plan_help = Nothing is booked and nobody is written to. The margin is the gross margin that you expect the posts to add: 1500, 900..2400 or 900..1500..2400 (low, middle, high).
creators_web_form_quote = Quote for all posts
creators_web_form_posts = Posts
creators_web_form_margin = Expected margin
creators_web_form_costs = Other costs
creators_web_form_forecast = Forecast
creators_web_no_forecast = none
creators_web_submit = Work out
creators_web_number = { $field }: “{ $seen }” cannot be read. Valid: a number of 0 or more, whole for posts. Correct the field.
creators_web_margin_unreadable = Expected margin: “{ $seen }” cannot be read. Valid: an amount, or low..high, or low..middle..high, in ascending order. Enter for instance 900..1500..2400.
creators_web_forecast_thinking = The forecast is being worked out; the page comes again by itself.
creators_web_forecast_nothing = No forecast
creators_web_fold_figures = Figures
creators_web_fold_peers = Beside peers
creators_web_fold_authenticity = Authenticity
creators_web_fold_audience = Audience
creators_web_fold_fit = Brand fit and safety
creators_web_fold_content = Content quality
creators_web_fold_price = Price
# Sheets about creators, as the page of imports lists them.
web_sheet_creator_figures = figures that others say of creators
web_sheet_audience = who follows a creator, by country, age, gender
web_sheet_comments = comments under posts
web_sheet_quotes = what creators ask
field_former_handles = Former handles
creators_web_decision = Decision
creators_web_standing = @{ $creator }: { $standing }.
creators_web_decide = Decide
creators_web_decide_help = Kept with the card as it stands now, its SHA-256, your name and an end. The creator may ask why: write what you would say to them.
creators_web_who = Your name
creators_web_days = Holds for, in days
creators_web_note = Note
creators_web_keep = Keep the decision
creators_web_outcome_approve = Yes
creators_web_outcome_wait = Wait
creators_web_outcome_reject = No
creators_web_second = Approve as second person
creators_web_second_help = The risk asks for a second person: not the one who decided.
vetting_nobody = The decision came without a name. The name of whoever decides is valid. Enter yours.
