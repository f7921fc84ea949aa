# Tracked links, webhooks and the collector.
nav_links = Links
setting_link_url = Address of tracked links
links_title = Tracked links
links_about = One short link per creator and place. Its tags are filled by one rule, its clicks are counted without storing anybody's address, and orders that land with it count for the creator.
links_none = No link was made yet. Make one: upshot link add https://your-shop.example/ --campaign "…" --creator …
links_none_web = No link was made yet.
links_no_public_address = Only this machine can open this link so far. Tell how the world reaches the collector: the setting link_url, for instance https://go.brand.example.
links_no_deal = No collaboration of @{ $creator } in “{ $campaign }” is recorded yet. Clicks are counted; orders count for the creator as soon as it is.
links_address = Link
links_campaign = Campaign
links_place = Stands in
links_leads_to = Leads to
links_code = Discount code
links_clicks = Clicks
links_clicks_help = Clicks of people: link previews, crawlers and prefetches are left out.
links_waiting = Not filed yet
links_bots = Machines
links_last = Last click
links_state = State
links_active = in use
links_retired_on = ended on { $day }
links_post = Post
links_fallback = Now leads to
links_note = Note
links_place_bio = bio
links_place_brief = brief
links_place_comment = comment
links_place_live = live
links_place_story = story
links_place_ad = ad
links_place_other = other
links_add = New link
links_make = Make the link
links_made = The link is made. Copy it, or take its QR code along.
links_retire = End this link
links_retire_help = Visitors read that it has ended, or go where you say. Its clicks stay. This cannot be undone.
links_ended = The link has ended.
links_copy = Copy
links_copied = Copied
links_more = Tags, QR code, end
links_qr = QR code
links_qr_of = QR code of { $address }
links_field_destination = Leads to
links_field_destination_help = An https address of your shop, as you see it in your browser.
links_field_campaign = Campaign
links_field_campaign_help = As recorded; becomes utm_campaign, always in the same spelling.
links_field_creator = Creator
links_field_creator_help = The handle; becomes utm_content, so that orders count for this creator.
links_field_platform = Platform
links_field_platform_help = Where the link stands; becomes utm_source.
links_field_place = Place
links_field_place_help = Links in two places are counted apart.
links_field_post = Post
links_field_post_help = The link of the post it belongs to, if it belongs to one.
links_field_code = Own code
links_field_code_help = 3 to 40 small letters, digits and dashes; empty: seven random signs.
links_field_note = Note
links_field_note_help = For yourself.
links_field_fallback = Where visitors go from now on
links_count = { $n ->
    [one] one link
   *[other] { $n } links
}
links_totals = { $clicks ->
    [0] No click of a person yet
    [one] One click of a person
   *[other] { $clicks } clicks of people
}, { $bots } by machines
link_retired_now = The link { $link } has ended. Whoever opens it reads so.
link_retired_to = The link { $link } has ended and leads to { $to } from now on.

link_url_invalid = The setting link_url says "{ $seen }". Valid is an address with https and without a path, for instance https://go.brand.example. Correct it under Settings, or in the environment (UPSHOT_LINK_URL).
link_destination = The link cannot lead to “{ $seen }”: { $reason ->
    [scheme] it does not begin with https://
    [user] it holds a user name or a password
    [characters] it holds blanks or signs that no address has
    [long] it has more than 2,000 characters
    [reserved] upshot_click is the name that Upshot gives to the id of a click
    [empty] nothing was given
   *[host] it names no host that the internet knows
 }. Valid is an https address of your shop, for instance https://shop.brand.example/serum. Copy it from your browser.
link_personal_data = { $field } holds an e-mail address or a telephone number. Links, their tags and their addresses are seen by everybody and kept in logs: nothing about a person may stand in them. Use the public handle, or leave it out.
link_tag_malformed = { $field } cannot be “{ $seen }”. Valid are up to 80 small letters, digits, dots, dashes and underscores, for instance spring-26. Write it so.
link_tag_missing = Nothing tells { $field } (campaign: { $seen }). It is filled from campaign and platform, in Latin letters. Name a campaign, or give the tag with --{ $field ->
    [utm_campaign] utm-campaign
    [utm_source] utm-source
   *[other] utm-medium
 }.
link_tag_taken = utm_content={ $seen } belongs to { $creator } already. One tag belongs to one creator, or nobody can say whose order it is. Give another one with --utm-content.
link_utm_conflict = The address has { $field }={ $seen } already, and this link would say { $field }={ $ours }. One address carries one value. Take it out of the address, or give the same one.
link_campaign_spelling = utm_campaign={ $seen } does not fit: “{ $campaign }” is written { $ours } in links. One campaign has one spelling, and one spelling one campaign. Use that one, or give this campaign another with --utm-campaign.
link_code_malformed = “{ $seen }” cannot be a code. Valid are 3 to 40 small letters, digits and dashes, beginning and ending with a letter or a digit, for instance emma-spring. Choose such a one, or leave it out.
link_code_taken = The code { $seen } is taken. A code is given once, also after its link has ended. Choose another, or leave it out.
link_place = “{ $seen }” is no place of a link. Valid: { $valid }. Choose one of them.
link_post = “{ $seen }” is no post of TikTok. Valid is the link of a post or its id. Copy it from the post's share menu.
link_note_long = The note has { $seen } characters. At most { $most } are kept. Shorten it.
link_retired = The link { $link } ended on { $at }. A link ends once. Make a new one.
unknown_link = There is no link “{ $seen }” in this workspace. { $nearest ->
    [none] None is near.
   *[other] The nearest: { $nearest }.
 } See them all with upshot link list.

hooks_none = No webhook is open. Open one: upshot hook add NAME --kind shopify
hooks_title = Webhooks
hooks_address = Address
hooks_kind = Kind
hooks_account = Account
hook_added_shopify = In Shopify: Settings › Notifications › Webhooks › Create webhook, event “Order update” (and “Order creation”), format JSON, URL { $address }. The secret stands below the list of webhooks there; give it with --secret-stdin.
hook_added_woocommerce = In WooCommerce: Settings › Advanced › Webhooks › Add webhook, status Active, topic “Order updated” (and one for “Order created”), delivery URL { $address }, API version WP REST API v3, and the secret.
hook_added_orders = Send orders as JSON to { $address }, signed with the secret as docs/links.md says.
hook_secret_once = The secret, shown this once:
hook_retired = The webhook { $name } is closed; calls to it are refused from now on.
hook_name = “{ $seen }” cannot be the name of a webhook. Valid are up to 40 small letters, digits and dashes. Choose such a one.
hook_kind = “{ $seen }” is no kind of webhook. Valid: { $valid }. Choose one of them.
hook_secret_short = The secret has { $seen } characters. At least { $least } are needed, or it could be guessed. Copy it whole, or let Upshot make one.
hook_taken = The webhook { $seen } belongs to another workspace. A name is one address for all workspaces. Choose another.
unknown_hook = There is no webhook “{ $seen }” in this workspace. { $nearest ->
    [none] None is near.
   *[other] The nearest: { $nearest }.
 } See them all with upshot hook list.

collector_serving = The collector listens at { $address }. Links: { $address }/r/…, webhooks: { $address }/hook/…. Stop it with Ctrl+C.
collector_header = “{ $seen }” is no name of a header. Valid are letters, digits and dashes, for instance CF-IPCountry. See what your proxy or CDN calls it.
collector_title = What the collector did ({ $days ->
    [one] today
   *[other] last { $days } days
}, UTC)
collector_workspace = Workspace
collector_source = Source
collector_what = What
collector_n = Number
collector_source_links = links
collector_what_taken = taken
collector_what_bot = taken, from a machine
collector_what_lost = visitor sent on, click lost: the disk did not answer
collector_what_unknown_code = refused: no such link
collector_what_retired = the link has ended
collector_what_unknown_hook = refused: no such webhook
collector_what_too_slow = refused: the body came too slowly
collector_what_too_large = refused: more than 2 MiB
collector_what_unsigned = refused: not signed
collector_what_bad_signature = refused: wrong signature
collector_what_stale_timestamp = refused: signed more than 5 minutes ago
collector_what_too_many = put off: too many calls in a minute
collector_what_bad_json = refused: not JSON
collector_what_no_order = refused: no order in it
collector_what_ignored = left out: no order, or a test
collector_what_replay = left out: the same call again
collector_what_outdated = left out: a newer state of the order was there
collector_what_not_kept = put off: the disk or the records did not answer
collector_no_counts = Nothing was counted in the last { $days ->
    [one] day
   *[other] { $days } days
}. Start the collector: upshot collect
collector_waiting = Written down and not filed yet: { $clicks ->
    [0] no click
    [one] one click
   *[other] { $clicks } clicks
} and { $calls ->
    [0] no call
    [one] one call
   *[other] { $calls } calls
}, since { $since } UTC.
collector_nothing_waiting = Nothing waits to be filed.
collector_running = { $n ->
    [one] A collector is writing.
   *[other] { $n } files are being written by running collectors.
}
collector_not_writing = No collector is writing right now; one that waits for its first click writes nothing.
collector_refused_files = { $n ->
    [one] One file
   *[other] { $n } files
} of calls could not be read by an importer; they are kept in spool/refused.
collector_filed = Filed: { $clicks ->
    [0] no click
    [one] one click
   *[other] { $clicks } clicks
}, { $orders ->
    [0] no call of a shop
    [one] one call of a shop
   *[other] { $orders } calls of shops
}.
collector_filed_torn = { $n ->
    [one] One line was
   *[other] { $n } lines were
} cut off by a kill; nobody had been told that it was kept.
collector_filed_orphaned = { $n ->
    [one] One click belongs
   *[other] { $n } clicks belong
} to links that are no longer there; left out.
collector_filed_refused = { $n ->
    [one] One call
   *[other] { $n } calls
} could not be read by the shop's importer; kept in spool/refused.
collector_filed_busy = Somebody else writes to { $names }; the rest is filed the next time.

check_clicks_lost = { $n ->
    [one] One visitor was
   *[other] { $n } visitors were
} sent on without their click being kept in the last { $days } days: the collector's disk was full or did not answer.
check_clicks_lost_do = Free space where the home is, or move it to a disk that answers. The clicks of those visitors are missing from every count.
check_calls_refused = { $n ->
    [one] One call to the webhook { $hook } was
   *[other] { $n } calls to the webhook { $hook } were
} refused in the last { $days } days: { $reason ->
    [unsigned] not signed
    [bad_signature] the signature is wrong
    [stale_timestamp] signed more than 5 minutes before
    [too_large] larger than 2 MiB
    [too_slow] too slow
    [too_many] too many in a minute
    [bad_json] not JSON
    [no_order] no order in it
   *[not_kept] the disk or the records did not answer
 }.
check_calls_refused_do = Compare the shop's secret with `upshot hook add { $hook } --kind … --secret-stdin`; orders that were refused come with the next export.
check_spool_waits = { $clicks ->
    [0] No click
    [one] One click
   *[other] { $clicks } clicks
} and { $calls ->
    [0] no call of a shop
    [one] one call of a shop
   *[other] { $calls } calls of shops
} have been waiting to be filed since { $since }.
check_spool_waits_do = Run `upshot collect file`, and look whether the collector says why it could not.
