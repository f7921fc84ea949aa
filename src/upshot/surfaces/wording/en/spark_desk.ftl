# The Spark desk in the browser.
nav_spark = Spark desk
spark_desk_title = Spark desk
spark_desk_add = Add a right
spark_desk_import = Paste codes
spark_desk_calendar = Calendar feed
spark_desk_per_day = At risk a day
spark_desk_per_day_sub = spend on rights that end, lapse or are missing
spark_desk_total = At risk in total
spark_desk_total_sub = until the flights end
spark_desk_untold = { $count ->
    [one] plus one right whose total cannot be told
   *[other] plus { $count } rights whose total cannot be told
}
spark_desk_renewals = Renewals due
spark_desk_renewals_sub = within 14 days
spark_desk_rights = Rights
spark_desk_as_of = as of { $when }
spark_desk_due = Due now
spark_desk_more_alerts = { $count ->
    [one] And one more.
   *[other] And { $count } more.
}
spark_desk_states = States
spark_desk_all = all
spark_desk_search = Creator, post, campaign
spark_desk_none_found = No right fits this search.
spark_desk_empty = No right is recorded yet. A right says that one post of one creator may run as an ad, until when, and what hangs on it.
spark_sort_urgent = most urgent first
spark_sort_money = most money first
spark_sort_creator = by creator
spark_sort_ends = next to end first
spark_due_renewal_due = @{ $creator }: the right ends on { $at }, before its ads do. { $total } hang on it. Renew it.
spark_due_ended = @{ $creator }: the right is { $state }, and ads are still planned. { $per_day } a day hang on it. Stop the ads, or renew.
spark_due_conflict = @{ $creator }: flight, code and contract do not fit together. { $total } hang on it.
spark_due_end_unknown = @{ $creator }: nobody knows for certain when the code ends. { $per_day } a day hang on it. Look it up in Ads Manager.
spark_due_delivery_stopped = @{ $creator }: the ads stopped although right and flight go on. Look at the post and at Ads Manager.
spark_done_added = The right is drafted.
spark_done_revoked = Noted: consent was taken back. Stop the ads now.
spark_done_moved = Noted.
spark_done_saved = Your answers are kept, with your name and the time.
spark_done_link_revoked = The link is withdrawn; whoever opens it reads that it does not work.
spark_done_code_taken = The code is kept, encrypted.

spark_right_about = Post { $post } · right { $right }
spark_renew = Renew
spark_renew_title = Renew a right
spark_renew_about = The new right takes over when it is authorised; until then the one that ends stays in force. A new code is needed.
spark_copy = Copy
spark_copied = Copied
spark_open_source = open the source
spark_link_made = The private link
spark_link_once = It is shown this once and kept nowhere. Send it to this creator only: whoever holds it can answer.
spark_code_shown = The code
spark_code_shown_note = That you looked is in the audit trail, with your reason. Paste it into Ads Manager; the ads page of TikTok takes it with its #.
spark_links_title = Ask the creator
spark_no_links = No link was made yet.
spark_link_make = Make a private link
spark_link_open = open
spark_link_answered = answered
spark_link_revoked = withdrawn
spark_link_expired = lapsed
spark_link_locked = locked
spark_link_dates = made { $made }, lapses { $lapses }
spark_link_opened = opened { $when }
spark_link_declined = declined: { $reason }
spark_link_withdraw = Withdraw
spark_link_days_computed = The page will ask for { $days } days: the smallest of TikTok's that covers the { $needed } days from today to the end of the flight and its buffer.
spark_link_days_none = None of TikTok's durations covers the { $needed } days from today to the end of the flight and its buffer. Ask for 365 and renew on the way, or split the flight.
spark_link_days_no_flight = The flight is not known, so that no duration can be computed. Choose one, or enter the flight first.
spark_no_go_known = @{ $creator } never advertises: { $what }.
spark_offer_brand = Brand as the creator knows it
spark_offer_pays = What else it pays (the fee above is shown)
spark_offer_topics = Does the product touch one of these?
spark_offer_days = Duration to ask for
spark_offer_days_computed = computed from the flight
spark_offer_link_days = Days the link works
spark_code_title = The code
spark_code_until = A code is kept, encrypted. It works until { $when }.
spark_code_until_unknown = A code is kept, encrypted. When it stops working is not known.
spark_code_none = No code has come yet.
spark_code_enter = A code came by message
spark_code_days = Its duration
spark_code_made_on = The day it was made
spark_reveal = Show the code
spark_reveal_why = Why do you need to see it? (kept in the audit trail)
spark_authorise_title = Entered in Ads Manager?
spark_authorise = Mark as authorised
spark_authorise_note = On what grounds (for instance: seen in Ads Manager)
spark_revoke = Consent was taken back
spark_revoke_note = How and when the creator said so
spark_post_gone = The post is gone
spark_post_gone_note = Deleted, private, banned: what was seen
spark_facts_title = What you know about the post
spark_fact_unknown = nobody said
spark_fact_by = told by { $who }, { $when }
spark_fact_is_public = Can everybody see the post?
spark_fact_toggle_on = Is TikTok's disclosure setting on?
spark_fact_is_caption_final = Is the caption final?
spark_fact_has_spoken_call_to_action = Does the video itself call to act?
spark_fact_overlay_s = Seconds the mention stands on the picture
spark_fact_promotion_s = Seconds the promotion lasts (empty: the whole video)
spark_fact_duration_s = Length of the video in seconds
spark_fact_caption = Caption
spark_fact_sound_licence = The sound
spark_fact_optimization_goal = Optimisation goal
spark_fact_consent_given_on = The creator agreed on
spark_fact_consent_given_by = The agreement is recorded in
spark_fact_consent_until = The agreement lasts until
spark_fact_consent_withdrawn_on = The agreement was taken back on
spark_fact_consent_territory = The agreement holds for
spark_fact_published_on = Published on
spark_fact_buffer_days = Days of buffer after the flight
spark_fact_reason_spread = Why so few posts or creators
spark_fact_reason_post_old_enough = Why so early
spark_fact_no_go_topics = never advertises
spark_fact_no_go_words = nor
spark_licence_original = the creator's own
spark_licence_commercial = commercially licensed
spark_licence_unlicensed = not licensed for ads

spark_field_post = Post
spark_field_post_help = The full link of the post, or its id.
spark_field_creator = Creator
spark_field_creator_help = The handle; the link tells it where it holds one.
spark_field_campaign = Campaign
spark_field_campaign_help = The campaign that pays for the flight.
spark_field_flight_starts_on = Flight, first day
spark_field_flight_starts_on_help = When the ads start.
spark_field_flight_ends_on = Flight, last day
spark_field_flight_ends_on_help = When the ads are planned to stop.
spark_field_contract_starts_on = Contract, first day
spark_field_contract_starts_on_help = From when the contract allows paid use.
spark_field_contract_ends_on = Contract, last day
spark_field_contract_ends_on_help = Left empty it is unknown, not far away.
spark_field_flight_budget = Budget of the flight
spark_field_flight_budget_help = Planned for the whole flight.
spark_field_rights_fee = Fee of the right
spark_field_rights_fee_help = Paid for the right alone; 0 only where it is free.
spark_field_currency = Currency
spark_field_currency_help = Three letters; empty: the workspace's.
spark_field_territory = Territory
spark_field_territory_help = Countries in two letters, for instance FR, BE.
spark_field_notes = Notes
spark_field_notes_help = Anything else.
spark_add_post_unknown = No post can be read from this. Valid is the full link of a post (…/video/7612…) or its id.
spark_add_short_link = This short link hides its post. Open it in a browser, and copy the long address.
spark_codes_paste = Paste messages or a sheet
spark_codes_help = Messages with links and codes, or rows copied from a spreadsheet with a heading such as post, creator, code, days. Each code goes to its post; what does not fit is named below and changes nothing. Codes are stored encrypted and not shown again here.
spark_codes_take = Take the codes
spark_codes_empty = Nothing was pasted. Paste messages or a sheet first.
spark_codes_too_long = That is more than fits at once (400,000 characters). Paste it in parts, or use the command line: upshot spark import FILE
spark_codes_taken = { $count ->
    [0] No code was taken.
    [one] One code was taken.
   *[other] { $count } codes were taken.
}
spark_codes_same = { $count ->
    [0] None was here before.
    [one] One was here already.
   *[other] { $count } were here already.
}
spark_gates_before_link = No link was made: some gates fail that cannot be mended once the code exists: { $gates }. The caption and the sound lock with it. Mend the post first, then note it under the gates.
spark_gates_open = The right was not marked as authorised: these gates are open: { $gates }. Every gate must pass first. Answer the questions under the gates, on the page of the right or with "upshot spark gates".
spark_no_go = No link was made: @{ $creator } never advertises { $what }, and this request touches it. Choose another creator, or another product.
spark_link_days = A link cannot work for "{ $seen }" days. Valid is 1 to { $longest }. Choose again.
