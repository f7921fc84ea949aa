# Audience match, brand fit and safety, content quality, vetting decisions.
# --- refusals ---
shares_shape = Two distributions cannot be compared: { $seen }. Both need the same buckets, shares of 0 and more, and 1 at most in all. Correct the shares.
weights_sum = Weights of { $seen } cannot be used. Weights are 0 or more and at least one is above 0. Correct them.
ratings_shape = Two raters' marks cannot be compared: { $seen }. Both rate the same things with whole marks from 1 to { $valid }. Correct the marks.
loudness_shape = Loudness cannot be measured on this sound: { $seen }. One or two channels at 8,000 samples a second or more are valid. Convert the sound.
target_unread = The target audience “{ $seen }” names no age, gender, country, language or interest. Valid is for instance { $valid }, or a sentence such as Women 18-34 in France. Correct target_audience in the campaigns or settings sheet.
target_shares = The shares in the target audience “{ $seen }” cannot be used (dimension { $dimension }, in all { $total }%). Give a share to every bucket of a dimension or to none, 100% at most in all, as in { $valid }. Correct target_audience.
target_ages = The target audience “{ $seen }” has an age that cannot be read: { $name }. Valid are 18-24, 55+ and under 18, as in { $valid }. Correct target_audience.
target_country = The target audience “{ $seen }” names a country that is not known: { $name }. Names and ISO codes are valid, as in { $valid }. Correct target_audience.
target_gender = The target audience “{ $seen }” has a gender that cannot be read: { $name }. Valid are female, male and other, as in { $valid }. Correct target_audience.
invalid_setting_values = The setting { $setting } has a part that cannot be read: “{ $seen }”. Each value is a name, an equals sign and phrases, those against with a minus: animal welfare = vegan, -fur. Correct it in the settings sheet.
invalid_setting_sectors = The setting { $setting } names what no rule is called: { $seen }. Valid are: { $valid }. Correct it in the settings sheet.
invalid_setting_risk = The setting { $setting } cannot be used: “{ $seen }”. Valid are { $valid }. Correct it in the settings sheet.
valid_risk_level = a level of risk: none, low, medium, high or never
rubric_item = The rubric has no question called “{ $seen }”. Its questions are: { $valid }. Correct the name.
rubric_mark = The mark { $seen } for { $item } cannot be used. Whole marks { $valid } are valid. Correct it; upshot vetting rubric shows what each mark means.
rubric_empty = No mark was given. At least one of these is needed: { $valid }. Write for instance --mark humour=4.
unknown_rubric = There is no rubric “{ $seen }”. Known: { $nearest }. Choose one of them.
vetting_mark_pair = --mark “{ $seen }” cannot be read. A question, an equals sign and a mark are valid, as in --mark humour=4. Correct it.
vetting_post = “{ $seen }” is no link to a post of { $creator }, nor an id. Valid is for instance https://www.tiktok.com/@{ $creator }/video/7300000000000000000. Copy the link from TikTok.
vetting_expires = --expires-in “{ $seen }” cannot be read. Days, weeks or months are valid: 90d, 12w, 6m; up to 730 days. Correct it.
vetting_outcome = The decision “{ $seen }” is not known. Valid are { $valid }. Choose one of them.
vetting_reason = The decision came without a reason. A sentence is valid. Write why, with --reason: the creator may ask one day.
vetting_days = A decision cannot hold for { $seen } days. Valid are { $valid } days. Choose another length.
vetting_unknown = Nothing was decided about { $seen } yet. { $nearest ->
    [none] No creator was vetted so far.
   *[other] Vetted so far: { $nearest }.
 } Decide first: upshot vetting decide { $seen } --outcome approve --reason …
vetting_same_person = { $who } decided on { $creator } and cannot be the second person too. Somebody else is needed. Ask a colleague to run upshot vetting approve { $creator } --who NAME.
vetting_no_second_needed = The latest decision on { $creator } waits for no second approval: it was no approval, its risk was below the threshold, or it has been approved already. See upshot vetting list.
vetting_expired_already = The decision on { $creator } ended on { $on }; it cannot be approved any more. Decisions count until their last day. Look at the creator again and decide anew.
vetting_altered = The evidence kept with the decision on { $creator } is no longer what was decided on (SHA-256 { $sha256 }). It must be unchanged. Decide anew, and find out who wrote to the database.
video_not_installed = To measure videos a part is missing. Install it with: pip install 'upshot[{ $extra }]', then try again.
video_missing = There is no file { $file }. A video file is needed. Check the path.
video_unreadable = { $file } cannot be read as a video ({ $why }): it is something else, or it breaks off too early. mp4, mov and webm are valid. Download it again.
video_no_picture = { $file } holds sound but no picture. A video is needed. Choose the file of the post.
check_not_vetted = { $n ->
    [one] One collaboration starts
   *[other] { $n } collaborations start
 } without a valid vetting: { $names }.
check_not_vetted_do = Before signing, look at the creator (upshot vet) and decide: upshot vetting decide HANDLE --outcome approve --reason …
# --- settings ---
settings_creators = Choosing creators
setting_target_audience = Whom the brand wants
setting_audience_stale_days = An audience is stale after, days
setting_brand_values = What the brand stands for
setting_brand_sectors = The brand's own limited sectors
setting_competitors = Competitors
setting_competitor_exclusivity_days = A competitor counts for, days
setting_vetting_days = A vetting holds for, days
setting_second_approver_from_risk = Second approver from this risk
# --- too little evidence, and what would help ---
audience_unknown = Who follows { $creator } is unknown: no usable reading of age, gender or country ({ $n } seen).
fit_nothing_to_read = Nothing of { $creator } could be read: { $n ->
    [0] no post is known.
   *[other] none of { $n } posts has a caption.
 }
content_nothing_to_rate = The content of { $creator } cannot be rated: no watch measures, no marks, no video.
fit_score_unknown = No fit score: audience, content and evidence are all unknown.
help_audience_import = Import the creator's audience (TikTok Studio: FollowerGender, FollowerTopTerritories; or the audience sheet).
help_audience_ask = Ask the creator for a screenshot of the audience page with its date.
help_fit_captions = Import posts with their captions.
help_content_rate = Have two people rate three posts: upshot vetting rate HANDLE --post LINK --mark humour=4 …
help_content_watch = Ask the creator for average watch time and full watches per post (post_metrics sheet).
# --- notes ---
audience_shares_refused = { $source } is left out for { $dimension }: its shares add up to { $percent }%.
audience_no_target = Nobody said whom the brand wants (target_audience of the campaign or the settings): nothing to match with.
audience_target_unread = Of the target, this was not understood and does not count: { $words }.
audience_missing = Not known for this creator: { $dimensions }. The score rests on the other dimensions.
audience_marginals_only = Sources tell each dimension apart. How many are target in all of them at once lies between Fréchet's bounds; the middle figure assumes that the dimensions are independent.
audience_selling_unknown = Nobody said where the brand sells (target_countries), and orders do not tell: every country counts.
audience_countries_unknown = The countries of the audience are unknown, so who could buy is too.
fit_without_caption = { $n ->
    [one] One post has no caption and was not read.
   *[other] { $n } posts have no caption and were not read.
 }
fit_no_comments = No comments were supplied: their tone is unknown.
fit_no_competitors = No competitors are named (setting competitors): none could be found.
fit_no_values = The brand's values are not told (setting brand_values): nothing for or against them was looked for.
fit_every_law = Nobody said where the creator works or the brand sells: every country's rules were asked.
fit_text_only = Only text was read, by lists of words: pictures, speech, irony and other languages were not. A match is a reason to read the post.
content_no_watch = Attention is unknown: only the creator's own figures tell how long people watch.
content_no_marks = Nobody has rated this creator's posts yet.
content_other_rubric = { $n ->
    [one] One rating follows another version of the rubric and was left out.
   *[other] { $n } ratings follow another version of the rubric and were left out.
 }
content_over_polished = Smooth and impersonal: polish { $polish }, authenticity { $authenticity } of 5. Viewers may take it for an advert.
video_captions_heuristic = Writing in the picture is guessed from bands of upright edges; a striped shirt may pass for it.
video_cuts_heuristic = Cuts are sudden changes of colour; a dissolve or a jump cut in one place may be missed.
video_only_beginning = Only the first { $seconds } seconds were looked at.
video_sound_beginning = Loudness is of the first { $seconds } seconds.
risk_nothing_read = nothing could be read
risk_evidence = { $rule }
risk_authenticity_look_closer = the numbers should be looked at more closely
risk_authenticity_insufficient_evidence = too little is known of the numbers
# --- the audience section of the card ---
audience_dim_age = Age
audience_dim_gender = Gender
audience_dim_country = Country
audience_dim_language = Language
audience_dim_interest = Interest
fit_audience_title = Audience match
fit_audience_score = Overlap with the target “{ $target }”: { $score } (mean of the dimensions known; 100% = the same audience).
fit_audience_joint = Target in every dimension at once: { $low } to { $high } of the audience; { $independent } if the dimensions are independent.
fit_audience_sellable = In countries the brand sells to: { $share } of the audience.
fit_audience_geography = Overlap of the audience's countries with the orders': { $share }.
fit_audience_reachable = Target that can buy, of an expected reach of { $reach }: about { $independent } people (from { $low } to { $high }).
fit_audience_drift = { $dimension } { $bucket }: from { $before } to { $after } between { $first } and { $last } ({ $source }).
fit_audience_drifts = The audience has moved
fit_col_dimension = Dimension
fit_col_overlap = Overlap
fit_col_in_target = In the target
fit_col_js = 1 − JSD
fit_col_source = Source, date, age
fit_source_line = { $source }, { $day }, { $age } d
fit_source_stale = { $line } – stale
fit_sources_disagree = { $dimension }: the sources disagree, so that the figure is a range.
fit_affinity_title = Affinity: 100 = as among the platform's users (third parties' estimates)
fit_col_bucket = Bucket
fit_col_share = Share of the audience
fit_col_everybody = Share of users
fit_col_index = Index
# --- the evidence section ---
fit_evidence_title = Brand fit and safety
fit_none_found = None found in { $n ->
    [one] one post
   *[other] { $n } posts
 } since { $since } (captions read: { $captions }; word lists of { $rules }).
fit_some_found = { $found ->
    [one] One reason
   *[other] { $found } reasons
 } to read more closely, in { $n } posts since { $since } ({ $captions } captions read; word lists of { $rules }).
fit_toxicity = Tone of the comments, by a short word list: { $toxic } of { $n } toxic ({ $level } interval { $low } to { $high }). Others wrote them, not the creator.
fit_for_title = What speaks for it
fit_col_severity = Weight
fit_col_what = What
fit_col_quote = Words
fit_col_when = When
fit_col_where = Where
fit_col_basis = Rule or law
fit_basis_setting = setting { $setting }
fit_basis_list = word list, Upshot's choice
fit_counts = { $rule }: { $n } in all, the gravest { $shown } shown.
risk_level_none = none
risk_level_low = low
risk_level_medium = medium
risk_level_high = high
risk_level_never = never
fit_risk = Risk of saying yes: { $level }{ $why ->
    [none] .
   *[other] { "" } ({ $why }).
 }
safety_rule_cosmetic_surgery = Cosmetic surgery
safety_rule_instead_of_treatment = In place of treatment
safety_rule_nicotine = Tobacco, vaping, nicotine
safety_rule_wild_animals = Animals nobody may keep
safety_rule_financial_products = Risky financial products
safety_rule_sports_tips = Sports tips
safety_rule_gambling = Gambling
safety_rule_alcohol = Alcohol
safety_rule_training_account = Publicly funded training
safety_rule_counterfeit = Counterfeits
safety_rule_health_claim = Health claim
safety_rule_adult_content = Adult content
safety_rule_drugs = Drugs
safety_rule_weapons = Weapons
safety_rule_hateful_words = Hateful words
safety_rule_insults = Insults
safety_rule_misinformation = Misinformation
safety_rule_ai_image = AI or retouched images
safety_rule_ad_signals = Words that sell
safety_rule_disclosure_words = Disclosure
safety_rule_competitor = Competitor { $about }
safety_rule_value_conflict = Against “{ $about }”
safety_rule_value_match = For “{ $about }”
safety_rule_undisclosed_ad = Sells without saying so
safety_rule_paid_without_mention = Paid, no mention in the caption
safety_rule_comment_insult = Insulting comments
safety_rule_comment_hate = Hateful comments
safety_rule_comment_threat = Threatening comments
safety_rule_comment_sexual = Sexual harassment in comments
# --- the content section ---
fit_content_title = Content quality
content_watch_ratio = Attention, observed: people watch { $median } of the length ({ $level } interval { $low } to { $high }, { $n } posts).
content_full_watch = Watched to the end, observed: { $median } of views ({ $level } interval { $low } to { $high }, { $n } posts). Quoted thresholds (35–50 %, 70 %) are folklore.
content_rating_craft = Craft
content_rating_nativeness = Nativeness
content_rating_brand = Brand correctness
content_ratings_title = What people say, 1 to 5 (rubric { $rubric } { $version }); the ratings are never added up
content_col_rating = Rating
content_col_item = Question
content_col_mean = Mean
content_col_spread = Spread (sd)
content_col_marks = Marks
content_col_status = Raters agree?
content_all_items = all questions
content_status_provisional = provisional: one rater
content_status_agreed = yes: κ { $kappa } ({ $low } to { $high })
content_status_reconcile = no: κ { $kappa } ({ $low } to { $high }) – watch together
content_status_untested = all marks the same: not tested
fit_score_title = Default order
fit_score_line = Fit for sorting: { $score } of 100 at least, { $high } at most. Audience, content and evidence count; followers do not.
fit_score_missing = Unknown, so that the range is wide: { $parts }.
fit_part_audience = audience
fit_part_attention = attention
fit_part_nativeness = nativeness
fit_part_craft = craft
fit_part_evidence = evidence
# --- decisions ---
vetting_title = Vetting decisions
vetting_empty = No creator was vetted yet.
vetting_col_creator = Creator
vetting_col_decision = Decision
vetting_col_standing = Standing
vetting_col_risk = Risk
vetting_col_by = By
vetting_col_on = On
vetting_col_until = Until
vetting_col_reason = Reason
vetting_col_hash = Evidence (SHA-256)
vetting_outcome_approve = approved
vetting_outcome_reject = rejected
vetting_outcome_wait = wait
vetting_standing_none = not vetted
vetting_standing_rejected = rejected
vetting_standing_waiting = on hold
vetting_standing_tampered = evidence altered
vetting_standing_expired = expired
vetting_standing_needs_second = needs a second person
vetting_standing_valid = valid
vetting_decided = Kept: { $creator } – { $outcome }, until { $until }. Risk { $risk }. Evidence SHA-256 { $sha256 }.
vetting_second_wanted = A second person must approve: upshot vetting approve { $creator } --who NAME.
vetting_approved = { $who } approved { $creator } as second person; valid until { $until }.
vetting_checked = { $creator } on { $on }: { $standing }.
vetting_rated = Kept: { $n ->
    [one] one mark
   *[other] { $n } marks
 } of { $who } for post { $post } of { $creator }. What others gave is not shown before you have rated.
rubric_title = Rubric { $rubric } { $version }: whole marks 1 to 5. Two people rate apart; disclosure never lowers a mark.
rubric_example = For instance { $example }
video_title = What the file { $file } shows
video_col_measure = Measure
video_col_value = Value
video_row_format = Format
video_row_duration = Length
video_row_loudness = Loudness (EBU R 128)
video_row_cuts = Cuts
video_row_hook = Motion in the first 2 s (0 = still)
video_row_captions = Writing in the picture (heuristic)
video_format = { $width } × { $height }, { $fps } pictures per second – { $is_vertical ->
    [yes] 9:16
   *[no] not 9:16
 }
video_seconds = { $seconds } s
video_lufs = { $lufs } LUFS
video_silent = no sound
video_too_quiet = silent
video_cuts = { $n } ({ $rate } per minute)
video_captions = in { $share } of the pictures looked at
