# The gates before a post is authorised: names, states, and one sentence per answer.
gates_title = Gates before authorisation
gates_all_pass = Every gate passes: the post may be authorised.
gates_held = { $count ->
    [one] One gate holds this post back.
   *[other] { $count } gates hold this post back.
}
gates_unknown_is_not_pass = What nobody has told counts as open: unknown is not passed.
gates_disclosure_first = Disclosure comes first: no reason lifts it, and no advice to look more "native" goes before it.
gates_not_legal_advice = Information, not legal advice; each rule names its law or source and its date.
gates_source = Source
gates_since = in force since { $day }
gates_authority_law = law
gates_authority_platform = TikTok's rule
gates_authority_practice = good practice
gate_state_pass = passed
gate_state_fail = not met
gate_state_unknown = unknown

gate_disclosure_text = The text says it is advertising
gate_disclosure_overlay = The mention stands on the picture
gate_disclosure_toggle = TikTok's disclosure setting
gate_consent = The creator's consent
gate_window_flight = The flight
gate_window_campaign = Flight and campaign
gate_window_contract = Flight and contract
gate_window_code = Flight and code
gate_post_public = The post is public
gate_post_old_enough = The post is old enough
gate_sound = The sound may be used in ads
gate_caption_final = The caption is final
gate_caption_call_to_action = A call to action
gate_caption_no_url = No web address in the caption
gate_objective = Objective and optimisation goal
gate_spread = Several posts, several creators

gate_mention_found = The text says "{ $mention }".
gate_mention_equivalent = The text says "{ $mention }", which we read as equivalent to { $mentions }; a jurist decides whether it is.
gate_mention_missing = The text says nowhere that it is advertising. Accepted: { $mentions }. Ask the creator to add it before the code is made: the caption locks afterwards.
gate_mention_unknown = The text of the post is not known. Enter the caption, then look for { $mentions }.
gate_overlay_whole = The mention stands on the picture for { $shown } of { $length } seconds: the whole promotion.
gate_overlay_too_short = The mention stands on the picture for { $shown } of { $length } seconds; it must stand there for the whole promotion. Ask for a new version of the video.
gate_overlay_missing = No mention stands on the picture. It must stand there for the whole promotion. Ask for a new version of the video.
gate_overlay_unknown = Nobody has looked for how long the mention stands on the picture. Watch the post and enter the seconds.
gate_overlay_length_unknown = The mention was seen for { $shown } seconds, but the length of the video is not known. Enter the length.
gate_toggle_on = TikTok's setting "Disclose commercial content" is on.
gate_toggle_off = TikTok's setting "Disclose commercial content" is off. The creator turns it on: the post, three dots, Ad settings.
gate_toggle_unknown = Nobody has said whether TikTok's setting "Disclose commercial content" is on. Look at the post: it shows a label when it is.

gate_consent_given = @{ $creator } agreed to paid use on { $given_on } (recorded from { $given_by }).
gate_consent_unknown = No agreement of @{ $creator } to paid use is recorded. Ask for it with a request link, or enter the contract's date.
gate_consent_withdrawn = @{ $creator } agreed on { $given_on } and took it back on { $on }. The post cannot run; ask again, or choose another.
gate_consent_in_future = The agreement of @{ $creator } is dated { $given_on }, which has not come yet. Correct the date.
gate_consent_too_short = @{ $creator } agreed until { $until }, but the flight ends on { $ends }. End the flight earlier, or agree on more time.

gate_flight_known = The flight runs from { $starts_on } to { $ends_on }.
gate_flight_unknown = The first and the last day of the flight are not both known. Enter them.
gate_flight_reversed = The flight would start on { $starts_on } and end on { $ends_on }, before it starts. Correct the days.
gate_flight_over = The flight ended on { $ends_on }. Enter a flight that is still to come.
gate_window_without_flight = Without the days of the flight nothing can be compared.
gate_campaign_unknown = The days of the campaign are not both known. Tie the right to a campaign that has a first and a last day.
gate_flight_in_campaign = The flight ({ $starts_on } to { $ends_on }) lies inside the campaign ({ $first } to { $last }).
gate_flight_before_campaign = The flight starts on { $starts_on }, before the campaign does ({ $first }). Move one of them.
gate_flight_after_campaign = The flight ends on { $ends_on }, after the campaign does ({ $last }). Move one of them.
gate_contract_unknown = The last day of the contract's right is not known. Unknown is not far away: enter it.
gate_contract_covers = The contract's right lasts until { $last } and covers the flight.
gate_code_outlives_contract = The contract's right lasts until { $last } and covers the flight. The code works until { $code_until }: switch the ads off on { $last }, TikTok will not do it.
gate_flight_before_contract = The flight starts on { $starts_on }, before the contract's right does ({ $first }).
gate_flight_after_contract = The flight ends on { $ends_on }, but the contract's right ends on { $last }. Shorten the flight, or agree on more time.
gate_code_covers = The code works until { $code_until } and covers the flight and { $buffer } days of buffer.
gate_code_end_unknown = The day on which the code stops working is not known; it must reach { $needed_until }. Ask the creator which duration was chosen.
gate_code_too_short = The code stops working on { $code_until }, before the flight ends ({ $ends_on }). Ask for a longer code.
gate_code_without_buffer = The code stops working on { $code_until }: it covers the flight, but not { $buffer } days of buffer (until { $needed_until }). Ask for a longer code.
gate_duration_covers = A code of { $days } days covers the { $needed } days from now to the end of the flight and its buffer. No code has come yet.
gate_no_duration_covers = From now to the end of the flight and its buffer there are { $needed } days; TikTok's longest code lasts { $longest }. Split the flight, or ask for the code nearer to its start.

gate_public = The post was seen to be public.
gate_not_public = The post is not public. TikTok would make it public, and freeze that, once it is used: ask the creator first.
gate_public_unknown = Nobody has said whether the post is public. Open it without signing in.
gate_old_enough = The post has { $hours } hours of organic life; { $advised } are advised.
gate_young = The post has { $hours } hours of organic life: the least is { $least }, advised are { $advised }.
gate_too_young = The post has { $hours } hours of organic life; the least is { $least }. Wait, or give a reason.
gate_not_published_yet = The post is dated in the future. Correct the date of publication.
gate_age_unknown = It is not known when the post was published; it should be at least { $least } hours old. Import its metrics, or enter the date.
gate_sound_original = The sound is the creator's own.
gate_sound_commercial = The sound is licensed for commercial use.
gate_sound_unlicensed = The sound is marked "{ $seen }". Ads need an original sound or one of TikTok's Commercial Music Library.
gate_sound_unknown = It is not known whether the sound may be used in ads. Find out: an original sound, or one of the Commercial Music Library.
gate_caption_confirmed = The caption was confirmed as final; it locks once the post is authorised.
gate_caption_to_change = The caption is still to be changed. Do it before the code is made: it locks afterwards.
gate_caption_not_confirmed = Nobody has confirmed that the caption is final. It locks once the post is authorised.
gate_caption_unknown = The caption is not known. Import the post's metrics, or enter it.
gate_action_in_caption = The caption calls to act: "{ $phrase }".
gate_action_in_video = The video calls to act.
gate_action_missing = Neither the caption nor the video calls to act. Add a call ("link in bio") before the code is made: the caption locks afterwards.
gate_action_unknown = No call to act was found in the caption, and nobody has said whether the video has one.
gate_no_url = The caption holds no web address.
gate_url_in_caption = The caption holds a web address: { $seen }. It cannot be tapped there; put it into the ad as landing page.
gate_goal_matches = The goal { $goal } serves the objective "{ $objective }".
gate_goal_mismatch = The goal { $goal } does not serve the objective "{ $objective }". Valid: { $goals }.
gate_goal_unknown = The objective is "{ $objective }", but no optimisation goal is chosen. Valid: { $goals }.
gate_objective_missing = The campaign has no objective. Choose one of: { $valid }.
gate_objective_unlisted = The objective "{ $seen }" is not one that a Spark Ad can serve. Choose one of: { $valid }.
gate_spread_enough = The campaign tests { $posts } posts of { $creators } creators.
gate_spread_too_small = The campaign tests { $posts } posts of { $creators } creators; at least { $least_posts } posts of { $least_creators } creators tell luck from quality. Add some, or give a reason.
gate_spread_unknown = It is not known how many posts and creators the campaign tests (at least { $least_posts } and { $least_creators }). Tie the right to a campaign.
gate_reasoned = Not met, and left so for a reason: { $reason }

spark_fact_invalid = The answer "{ $seen }" to "{ $fact }" could not be read. Valid: { $valid }. Correct it; nothing was kept.
valid_seconds = seconds from 0 on, such as 12.5
valid_buffer_days = a whole number of days from 0 to 60
valid_fact = one of the questions of the gates

spark_label_gate = Gate
spark_label_answer = Answer
spark_gates_open_told = TikTok's word is kept as it is. Open for this post all the same: { $gates }. Settle them now, or stop the ads.
spark_offer_name = "{ $seen }" is nothing the creator's page tells. No link was made. Valid names: { $valid }. Write --offer name=text.
spark_fact_name = "{ $seen }" is no fact of the gates. Nothing was written. Valid names: { $valid }. Write --tell name=value.
