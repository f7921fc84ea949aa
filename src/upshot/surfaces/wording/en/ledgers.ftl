# The lines of the cost ledger, attribution, and the settings they rest on.
ledger_creator_fee = Fee of { $creator } for { $campaign } ({ $type })
ledger_product = Product given to { $creator } for { $campaign }, at cost
ledger_shipping = Shipping to { $creator } for { $campaign }
ledger_rights = Right to advertise with { $creator }'s posts, { $campaign }
ledger_other = Other cost of { $creator } for { $campaign }
ledger_ads_creator = Ads with { $creator }'s posts, { $campaign } ({ $ads } ads, { $from } to { $to })
ledger_ads_creator_only = Ads with { $creator }'s posts, outside any campaign ({ $ads } ads, { $from } to { $to })
ledger_ads_campaign = Ads of { $campaign } that run no creator's post ({ $ads } ads, { $from } to { $to })
ledger_ads_unallocated = Ads tied to no creator and no campaign ({ $ads } ads, { $from } to { $to })
ledger_overhead = Overhead of { $campaign }: agency and whatever belongs to no single creator
ledger_hours = { $hours } internal hours at { $rate } an hour
ledger_tools = Tools and subscriptions
ledger_shared_campaign = { $share }% of the programme's { $kind ->
    [hours] internal hours
    [tools] tools
   *[other] overhead
  } ({ $whole } in all), shared between campaigns in proportion to their direct cost
ledger_shared_creator = { $share }% of { $part_of }'s { $kind ->
    [hours] internal hours
    [tools] tools
    [ads] ads without a creator
   *[other] overhead
  } ({ $whole } in all), shared between creators in proportion to their own cost
chapman_assumes_independence = This assumes that buyers who use a code are no more and no less likely to name the creator in the survey. They are usually more likely, and then the estimate is too low.
leak_coupon_referrer = { $orders } of { $of } orders came from a coupon site
leak_elsewhere = { $orders } of { $of } orders ({ $share }%) came without a click from a country that is not the creator's; { $usual_share }% is usual
leak_without_post = { $orders } of { $of } orders ({ $share }%) came without a click when the creator's last post was more than 45 days old or still to come; { $usual_share }% is usual
leak_sudden_share = since { $since }, { $orders } orders on days without a recent post, where the days before make { $expected } likely (p = { $p_value })
missing_exchange_rate = An amount is in { $seen } and there is no exchange rate for it. Amounts are shown in { $currency }. Enter what 1 { $seen } is worth in { $currency } as the setting { $setting }, for instance in the settings sheet.
invalid_setting_number = The setting { $setting } cannot be used: “{ $seen }”. A number from { $lowest } to { $highest } is valid; 0.55, 0,55 and 55% are the same. Correct it in the settings sheet.
invalid_setting_boolean = The setting { $setting } cannot be used: “{ $seen }”. true and false are valid. Correct it in the settings sheet.
invalid_setting_time_zone = The setting { $setting } names no time zone: “{ $seen }”. A name like Europe/Paris or UTC is valid. Correct it in the settings sheet.
unknown_campaign = There is no campaign called “{ $seen }”. { $nearest ->
    [none] None is known yet.
   *[other] The nearest ones are: { $nearest }.
 } Campaigns come from the campaigns and collaborations sheets.
unknown_creator = There is no creator called “{ $seen }”. { $nearest ->
    [none] None is known yet.
   *[other] The nearest ones are: { $nearest }.
 } Creators come from the creators and collaborations sheets.
chapman_counts = Codes saw { $by_code } orders, the survey { $by_survey } and both { $both }, which cannot be. Both may have seen 0 to { $highest } orders. Count again.
instant_without_zone = The instant { $seen } says no time zone. An instant like 2026-06-30T12:00:00+02:00 is valid. Give one with its offset.
