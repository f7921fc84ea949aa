# The launch sheet and the machine export: steps, what to enter, what forbids a launch.
launch_title = Launch sheet: { $plan }
launch_ready = Nothing stands against this launch.
launch_not_ready = Do not launch yet: { $n ->
    [one] one point stops it
   *[other] { $n } points stop it
 }.
launch_as_of = As of { $at } UTC
launch_col_number = No.
launch_col_where = In Ads Manager
launch_col_do = What to do
launch_col_enter = What to enter
launch_col_done = Done
launch_section_before = Before anything else
launch_section_right = Code of { $name }
launch_section_campaign = Campaign { $name }
launch_section_ad_group = Ad group { $name }
launch_section_ad = Ad { $name }
launch_section_after = To finish
launch_words_unseen = { $n ->
    [one] In one step
   *[other] In { $n } steps
 } (marked *) the words on your screen may differ: nobody of us read them there.
launch_words_stale = { $n ->
    [one] The source of one step
   *[other] The sources of { $n } steps
 } (marked †) were last read more than 90 days ago: check before you rely on them.
launch_sources = Sources
launch_source_line = { $where }: { $link }, last read on { $day }
launch_step_open_library = Open the place where authorised posts are kept.
launch_step_enter_code = Ask for the post with the creator's code.
launch_step_create_campaign = Start a new campaign.
launch_step_choose_objective = Choose the objective.
launch_step_name_campaign = Name the campaign exactly so: reports are matched by it.
launch_step_no_campaign_budget = Leave it off: each post has its own budget.
launch_step_name_ad_group = Name the ad group.
launch_step_choose_placement = Keep to TikTok itself.
launch_step_set_targeting = Set who sees it.
launch_step_set_budget = Enter the budget.
launch_step_set_schedule = Set first and last day.
launch_step_choose_goal = Choose what it is optimised for.
launch_step_use_account = Switch it on: this makes it a Spark Ad.
launch_step_choose_identity = Choose the creator's account or post.
launch_step_choose_own_identity = Choose your own account.
launch_step_choose_post = Choose the post and look at it once.
launch_step_set_call_to_action = Choose the button.
launch_step_set_destination = Enter the page it leads to.
launch_step_check_disclosure = Check that the paid partnership is disclosed on the post; a boost never hides it.
launch_step_submit = Have a second person read this sheet against the screen, then send.
launch_step_note_ad_ids = Write the ad ids into the spark_ads sheet, so that results find their post.
launch_enter_code = the code of @{ $creator } for post { $post } (upshot spark reveals it, with an audit line)
launch_enter_objective = { $objective ->
    [REACH] Reach
    [VIDEO_VIEWS] Video views
    [TRAFFIC] Traffic
    [ENGAGEMENT] Community interaction
    [WEB_CONVERSIONS] Website conversions
   *[other] { $objective }
 }
launch_enter_campaign_name = { $name }
launch_enter_ad_group_name = { $name }
launch_enter_placement = TikTok
launch_enter_targeting = { $countries } · { $ages ->
    [all] all adults
   *[other] ages { $ages }
 } · { $gender ->
    [GENDER_MALE] men
    [GENDER_FEMALE] women
   *[other] everyone
 }
launch_enter_budget = { $budget } { $currency } { $per ->
    [day] a day
   *[other] for the whole flight
 }
launch_enter_schedule = { $first } – { $last }, last day included ({ $zone })
launch_enter_goal = { $goal } (billed { $billing })
launch_enter_identity = @{ $creator }
launch_enter_post = { $post } { $url }
launch_enter_call_to_action = { $call }
launch_enter_landing_page = { $url }
launch_col_point = Point
launch_col_effect = What it means
launch_finding_stops = stops the launch
launch_finding_note = to know
launch_findings = Before you start
launch_objective_barred = { $flight }: no Spark Ad can be exported for the objective { $objective } ({ $status ->
    [retired] TikTok retired it
    [read_only] TikTok lets nobody create it by the API
    [by_contract] it needs a reach-and-frequency contract
   *[other] Upshot does not export it yet
 }). Possible: { $valid }.
launch_objective_unknown = { $flight }: nobody knows the objective “{ $objective }”. Possible: { $valid }.
launch_goal_mismatch = { $flight }: the goal { $goal } does not serve the objective { $objective }. Possible for it: { $valid }.
launch_needs_field = { $flight }: { $goal } needs the field { $field }. Add it to the flight.
launch_no_call_to_action = { $flight }: there is a page to go to and no button. Choose a call_to_action.
launch_format_unknown = { $flight }: nobody knows the format { $format }. Possible: { $valid }.
launch_format_not_by_api = { $flight }: the format { $format } cannot be launched from here ({ $status ->
    [by_sales] it is booked with a TikTok contact
    [unverified] ask TikTok whether it exists for you
   *[other] it does not run an existing post
 }). Take { $instead } instead.
launch_word_unknown = { $flight }: { $field } cannot be “{ $seen }”. Possible: { $valid }.
launch_already_over = { $flight }: its last day ({ $ends }) has passed.
launch_budget_below_minimum = { $flight }: { $budget } USD is below TikTok's minimum of { $least } USD.
launch_no_country = { $flight }: no country is named. Add countries, for instance [FR].
launch_no_right = { $flight }: no right of @{ $creator } on post { $post } is in the ledger. Ask for it first: upshot spark add, then upshot spark request
launch_right_of_another = { $flight }: the right { $right } is of @{ $creator } on post { $post }, not of this flight's.
launch_right_not_granted = { $flight }: the right { $right } is { $state ->
    [drafted] only drafted
    [requested] only asked for
    [code_received] not yet confirmed by TikTok or a person
    [expired] expired
    [revoked] revoked
    [post_unavailable] of no use, the post is not available
   *[other] superseded by another
 }.
launch_right_end_unknown = { $flight }: nobody knows when the right { $right } ends. Unknown is not far away: ask the creator, or read it in Ads Manager.
launch_right_end_bound = { $flight }: the right { $right } may end earlier than its code's receipt suggests; read its true end in Ads Manager.
launch_outlives_right = { $flight }: the flight runs to { $flight_end } and the { $window ->
    [code] code
   *[other] contract
 } ends at { $right_end }. Shorten the flight or extend the right.
launch_few_posts = { $posts } post(s) of { $creators } creator(s): with at least two of each you learn which one works.
launch_minimum_unchecked = TikTok publishes its least budgets in US dollars only: in { $currency } they were not checked.
launch_refused = The payloads were not written: { $n ->
    [one] one point stops the launch
   *[other] { $n } points stop the launch
 } (first seen in { $flight }: { $point }). A launch needs a flight without such points. See them all with upshot spark sheet, correct the plan, and run the same command again.
launch_plan_unreadable = The plan { $file } cannot be read ({ $seen }). It must be a YAML or JSON file with name, currency and flights. See the page Spark launch for an example.
launch_plan_field = In the plan { $file }, { $field } cannot be { $seen }: { $why }. Fields there: { $fields }. Correct it and run the same command again.
launch_needs_reason = Codes are only written with a reason, which the audit trail keeps, and none was given. Say who needs them and why: --with-codes "for the media agency".
launch_codes_to_screen = Codes are never printed on the screen, and --with-codes came without a file. Name one: --out payload.json
launch_codes_written = { $n ->
    [one] One code stands in { $file } in plain text
   *[other] { $n } codes stand in { $file } in plain text
 }; the audit trail keeps who asked. Delete the file once it was sent.
launch_written = Written: { $file }
launch_needs = To be filled in before sending
launch_col_placeholder = Placeholder
launch_col_what = What
launch_col_found = Where it is found
launch_need_advertiser = the ad account's id
launch_need_location = TikTok's id of the place
launch_need_identity = the identity that runs the post
launch_need_pixel = the pixel
launch_need_code = the creator's code (never written unless asked)
launch_payload_summary = { $calls } calls: everything is created switched off; a person switches it on.
launch_col_call = Call
launch_col_name = Name
