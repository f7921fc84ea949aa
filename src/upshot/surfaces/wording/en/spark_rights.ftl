# The rights ledger of the Spark desk: states, windows, what is at risk, codes, links, alerts, calendar.
spark_table_rights = Spark rights, and the money at risk
spark_table_windows = The four windows
spark_table_history = History
spark_table_import = Rows that changed nothing
spark_label_right = Right
spark_label_post = Post
spark_label_state = State
spark_label_stops = What stops, when
spark_label_per_day = A day
spark_label_at_risk = In total
spark_label_todo = Why, what next
spark_label_window = Window
spark_label_from = From
spark_label_until = Until
spark_label_said_by = Said by
spark_label_when = When
spark_label_who = Who
spark_label_what = What
spark_label_evidence = On what evidence
spark_label_line = Line
spark_label_reason = Reason

spark_state_drafted = drafted
spark_state_requested = requested
spark_state_code_received = code received
spark_state_authorised = authorised
spark_state_live = live
spark_state_expiring = expiring
spark_state_expired = expired
spark_state_revoked = revoked
spark_state_post_unavailable = post unavailable
spark_state_superseded = replaced

spark_window_contract = contract
spark_window_code = code
spark_window_flight = flight
spark_window_campaign = campaign
spark_source_platform = TikTok
spark_source_creator = the creator
spark_source_contract = the contract
spark_source_brand = the brand
spark_evidence_platform = TikTok
spark_evidence_attestation = a person's word
spark_evidence_creator = the creator
spark_evidence_contract = the contract
spark_evidence_import = a sheet
spark_evidence_clock = the clock
spark_event_note = remark
spark_unknown = unknown
spark_end_unknown = end unknown
spark_stop_contract = permission ends
spark_stop_code = TikTok stops the ads
spark_stop_flight = flight ends, as planned
spark_stop_campaign = campaign ends, as planned

spark_risk_ends_in_flight = ends before the flight
spark_risk_ended = ended while ads are planned
spark_risk_not_given = no right yet
spark_risk_covered = covers the flight
spark_risk_flight_over = the flight is over
spark_risk_flight_unknown = end of the flight unknown
spark_risk_end_unknown = end of the right unknown
spark_risk_no_spend_known = neither budget nor spend known
spark_risk_superseded = replaced by a newer right
spark_risk_on_predecessor = counted on the right it renews
spark_todo_renew = { $days ->
    [one] Renew: { $days } day left at most
   *[other] Renew: { $days } days left at most
}
spark_untold = { $n ->
    [one] For one right the total cannot be told: an end, a budget or spend is unknown. It is not in the sum.
   *[other] For { $n } rights the total cannot be told: an end, a budget or spend is unknown. They are not in the sum.
}
spark_no_rights = No Spark right is open. Draft one with: upshot spark add LINK – or bring in codes with: upshot spark import FILE

spark_conflict_flight_after_code = The flight ends { $days } { $days ->
    [one] day
   *[other] days
} after the code: TikTok stops the ads before. Ask for a longer code, or shorten the flight.
spark_conflict_flight_after_contract = The flight ends { $days } { $days ->
    [one] day
   *[other] days
} after the rights in the contract: the ads would run without permission. Extend the contract, or shorten the flight.
spark_conflict_code_after_contract = The code works { $days } { $days ->
    [one] day
   *[other] days
} longer than the contract allows: nothing stops by itself. Stop the ads by hand when the contract ends.
spark_conflict_flight_after_campaign = The flight ends { $days } { $days ->
    [one] day
   *[other] days
} after its campaign.
spark_conflict_flight_before_code = The flight begins { $days } { $days ->
    [one] day
   *[other] days
} before the code is valid.
spark_conflict_flight_before_contract = The flight begins { $days } { $days ->
    [one] day
   *[other] days
} before the rights in the contract.
spark_conflict_flight_before_campaign = The flight begins { $days } { $days ->
    [one] day
   *[other] days
} before its campaign.
spark_conflict_code_over_before_flight = The code is over before the flight begins: it cannot be used. Ask for a new one.
spark_conflict_code_end_uncertain = When the code was made is unknown, so it may end earlier than shown. Read its end in Ads Manager and enter it.
spark_conflict_flight_after_code_short = the flight outlives the code
spark_conflict_flight_after_contract_short = the flight outlives the contract
spark_conflict_flight_before_code_short = the flight begins before the code
spark_conflict_flight_before_contract_short = the flight begins before the contract
spark_conflict_code_over_before_flight_short = the code ends before the flight begins

spark_added = Drafted right { $right }: post { $post } of @{ $creator }. Next: upshot spark request { $right }
spark_marked = Right { $right } is now: { $state }.
spark_revoked = Right { $right } is revoked and its open links are closed. Stop its ads now.
spark_renewed = Drafted right { $right }, which takes over from { $older } when it is authorised. Next: upshot spark request { $right }
spark_requested = Private link for @{ $creator }, valid until { $until } UTC. { $days ->
    [0] No validity is asked for.
   *[other] It asks for { $days } days.
 } It is shown this once; send it to the creator only:
spark_withdrawn = Links withdrawn for right { $right }: { $n }.
spark_imported = Codes taken: { $taken } for known rights, { $drafted } with a new right. Already here: { $same }. Not taken: { $refused }.
spark_imported_dry = Dry run, nothing was written. It would take: { $taken } for known rights, { $drafted } with a new right. Already here: { $same }. Not taken: { $refused }.
spark_revealed = Noted in the audit trail: who saw this code, when and why.
spark_rotated = Codes encrypted with the new key: { $n }.

spark_malformed_empty = nothing in it
spark_malformed_link = it is a link
spark_malformed_short = too short
spark_malformed_long = too long
spark_malformed_characters = it holds characters that no code has
spark_row_taken = taken
spark_row_drafted = taken, with a new right
spark_row_same = already here
spark_row_malformed = Not a code ({ $reason }; { $seen } characters). Copy it again from TikTok, from # to =.
spark_row_no_code = No code in this row.
spark_row_repeated = The same code stands beside two posts, or two codes beside one post. A code belongs to one post: ask the creator which.
spark_row_used = This code is already with right { $right }. A code belongs to one post: ask for the code of this one.
spark_row_old_code = This is the code of the earlier right { $right } on the same post; nothing changed. A renewal needs a new code. If TikTok extended this one: upshot spark mark { $right } authorised --platform --until DATE
spark_row_no_post = No post in this row, and none that waits for a code of this creator. Add the link of the post.
spark_row_short_link = A short link hides its post. Open it in a browser and copy the long address.
spark_row_unknown_post = Neither this post nor its creator is known. Add the full link of the post or the creator's handle.
spark_row_other_creator = This post belongs to @{ $known }, not to the creator of the row.
spark_row_several_rights = Several rights wait for this code. Name the post, and the use where there are several.
spark_row_not_awaited = Right { $right } waits for no code: it is { $state }. To renew it: upshot spark renew { $right }
spark_row_bad_days = Not a validity of TikTok: “{ $seen }”. Valid are 7, 30, 60 and 365 days.
spark_row_bad_date = Not a date: “{ $seen }”. Valid is 2026-06-30 or 2026-06-30 08:00.
spark_row_reversed = The code would end before it begins.

spark_alert_subject = { $n ->
    [one] Upshot, { $workspace }: one Spark right needs you
   *[other] Upshot, { $workspace }: { $n } Spark alerts
}
spark_alert_renewal_due = { $days ->
    [0] The right on post { $post } of @{ $creator } ends in less than a day, on { $at }.
    [one] The right on post { $post } of @{ $creator } ends in a day, on { $at }.
   *[other] The right on post { $post } of @{ $creator } ends in { $days } days, on { $at }.
} At risk: { $per_day } a day, { $total } in total. Renew: upshot spark renew { $right }
spark_alert_ended = The right on post { $post } of @{ $creator } is { $state } since { $at } while ads are planned. At risk: { $per_day } a day, { $total } in total. Check that its ads have stopped.
spark_alert_conflict = The dates of post { $post } of @{ $creator } do not fit together (right { $right }): { $conflicts }. At risk: { $per_day } a day, { $total } in total.
spark_alert_end_unknown = Nobody knows for certain when the code of post { $post } of @{ $creator } ends. At risk: { $per_day } a day. Read the end in Ads Manager, then: upshot spark mark { $right } authorised --platform --until DATE
spark_alert_delivery_stopped = The ads on post { $post } of @{ $creator } stopped delivering although the right ({ $state }) and the flight go on. At risk: { $per_day } a day. Look at the ad's status in Ads Manager.
spark_nothing_due = Nothing is due.
spark_sent_webhook = Sent by webhook: { $n }.
spark_sent_email = Sent by e-mail: { $n }.
spark_alerts_not_set_up = No way out is set up: alerts are only shown here. See docs/spark-rights.md for webhook and e-mail.

spark_calendar_name = Spark rights – { $workspace }
spark_calendar_code_ends = Spark code of @{ $creator } ends (post { $post })
spark_calendar_contract_ends = Last day of the rights of @{ $creator } (post { $post })
spark_calendar_flight_begins = Spark flight begins: @{ $creator } (post { $post })
spark_calendar_flight_ends = Last day of the Spark flight: @{ $creator } (post { $post })
spark_calendar_description = Right { $right }: { $state }. At risk: { $per_day } a day, { $total } in total.

# refusals
spark_transition_refused = The right cannot become “{ $asked }”: it is “{ $seen }”. From there it can become: { $allowed }. Choose one of these, or draft a new right.
spark_evidence_too_weak = A right does not become “{ $asked }” on this evidence ({ $seen }). Valid is: { $allowed }. If TikTok shows it, say so with --platform.
spark_right_unknown = There is no right “{ $seen }”. An id, or its first four characters or more where they fit one right, is valid. “upshot spark rights --all” lists them.
spark_right_exists = There is already an open right for post { $post } of @{ $creator }: { $right }. One right per creator, post and use is valid. Use that one, or renew it with: upshot spark renew { $right }
spark_state_unknown = There is no state “{ $seen }”. The states are: { $nearest }. Choose one.
spark_window_reversed = The { $window ->
    [contract] contract
    [flight] flight
   *[code] code
} window ends ({ $end }) before it begins ({ $start }). The end must not lie before the start. Correct one of the two.
spark_zone = “{ $seen }” is not a time zone (window: { $window ->
    [contract] contract
    [flight] flight
   *[code] code
}). Valid is a name such as Europe/Paris. Correct it.
spark_days = A Spark code cannot be valid for { $seen } days. TikTok offers: { $allowed }. Choose one of these.
spark_day = { $option }: “{ $seen }” is not a day. Valid is 2026-06-30 (or 30/06/2026). Correct it and run the command again.
spark_amount = { $option }: “{ $seen }” is not an amount. Valid is 1200 or 1200.50. Correct it and run the command again.
spark_no_post = There is no post in “{ $seen }”. Valid is the full link of a post, or its id of 15 to 20 digits. Copy the link from the post's share menu.
spark_short_link = This is a short link, which hides its post. The full link holds /video/ and the post's number. Open it in a browser and copy the long address.
spark_creator_needed = Nobody knows whose post { $post } is. The link may name the creator, or an import may have brought the post. Add --creator HANDLE.
spark_creator_differs = Post { $post } belongs to @{ $known }, not to { $seen }. One post has one creator. Correct the handle or the link.
spark_code_malformed = This is not a Spark code ({ $reason ->
    [empty] nothing in it
    [link] it is a link
    [short] too short
    [long] too long
   *[characters] it holds characters that no code has
}; { $seen } characters). A code is one run of letters, digits, + / and =, mostly from # to =. Copy it again from TikTok and paste it whole.
spark_code_used = This code came before, for right { $right }. A code belongs to one post. Ask for the code of this post.
spark_code_absent = Right { $right } of @{ $creator } has no code. A code must have been received. Ask for it with: upshot spark request { $right }
spark_code_not_expected = Right { $right } waits for no code: its state is “{ $seen }”. Valid are drafted, requested and code received. To renew it: upshot spark renew { $right }
spark_reveal_reason = A code is shown only with a reason, and none was given. The reason goes into the audit trail. Add --why "…".
spark_date_outranked = The end of this code was told by a stronger source ({ $known }) than this one ({ $seen }). TikTok outranks the creator, the creator the contract, the contract the brand. Correct it on TikTok's word.
spark_key_missing = The code cannot be decrypted: the key in { $path } is missing or is another one. Codes are encrypted with a key that stands beside the database, never in it. Copy keys/spark-codes.key from the old home there, or ask the creator for a new code.
spark_link_unknown = This link is not known. A link works as it was sent, whole. Open it again from the message, or ask for a new one.
spark_link_used = This link was answered on { $at }. A link is answered once. Ask for a new one if something must change.
spark_link_withdrawn = This link was withdrawn on { $at }. A withdrawn link stays closed. Ask the brand for a new one.
spark_link_lapsed = This link ended on { $at }. A link works for some days. Ask the brand for a new one.
spark_link_shut = This link is locked after { $seen } wrong tries. Ask the brand for a new one.
spark_link_in_the_past = The link would end on { $seen }, which has passed. A later instant is valid. Choose one.
spark_request_too_late = No code can be asked for: right { $right } is “{ $seen }”. Valid are drafted, requested and code received. To renew it: upshot spark renew { $right }
spark_import_empty = There is no code in { $file }. A sheet with a column “code”, or pasted messages with links and codes, is valid. Check the file and run the command again.
alert_file_broken = The file { $path } cannot be read. It must be TOML, as shown in docs/spark-rights.md. Correct it and run the command again.
alert_webhook_url = The webhook's address is not valid (it begins with “{ $seen }”). It must begin with https:// (http:// only for this machine). Correct webhook_url in { $path } or UPSHOT_ALERT_WEBHOOK_URL.
alert_webhook_secret = The webhook has no secret. Every message is signed, so that the receiver can trust it. Set webhook_secret in { $path } or UPSHOT_ALERT_WEBHOOK_SECRET.
alert_email = Alerts are to go out by e-mail, but the sender or the mail server is missing. email_to, email_from and smtp_host are needed. Set them in { $path } or as UPSHOT_ALERT_….
alert_smtp_port = “{ $seen }” is not a port. A number is valid, for instance 587. Correct smtp_port in { $path }.
alert_smtp_security = “{ $seen }” is not a way to secure mail. Valid are starttls, tls and none. Correct smtp_security in { $path }.
alert_webhook_unreachable = The webhook did not answer ({ $reason }). Nothing is lost: the alerts go out with the next run. Check the address and that the receiver is running.
alert_webhook_busy = The webhook answered { $seen }: it is busy or broken. A 2xx answer is needed. The alerts go out with the next run.
alert_webhook_refused = The webhook refused the alerts: it answered { $seen }. A 2xx answer is needed; redirects are not followed. Check the address and the secret.
alert_mail_unreachable = The mail server { $host }, port { $port }, cannot be used ({ $reason }). Nothing is lost: the alerts go out with the next run. Check host, port and smtp_security.
alert_mail_refused = The mail server { $host } refused the message ({ $reason }). Name and password, sender and recipients must be right. Correct them and run the command again.
