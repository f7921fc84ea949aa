# Journeys: what was counted, what was set aside, and why there is no answer.
kind_touches = Touches, a row each (any tool)
valid_touch_kind = view, click, visit, code, survey or order
web_touch_kind = kind of touch
unknown_journey_dimension = Journeys have no step called “{ $seen }”. Valid are { $nearest }. Choose one with --by.
path_file_cell = { $file }, line { $line }, column { $column }: “{ $seen }” cannot be counted. Valid are whole numbers of conversions and of paths without one, and a value only where there is a conversion. Correct the line; nothing was counted, for a path left out would shift every share.
path_count_negative = A path was counted { $seen } times. Valid counts are 0 and more. Correct the file of paths.
journeys_no_touches = There are no journeys yet: no touch of any visitor was imported, and no order carries a code, a tagged link or a survey answer of a creator.
journeys_all_set_aside = There are no journeys: { $touches } touches came, and none is left ({ $set_aside } were set aside; upshot journeys --format json names the rules). Valid touches have a visitor, an instant that is not in the future, and a channel, creator, post or campaign.
journeys_import_touches = Import a file of touches (visitor, timestamp, channel): upshot import FILE
journeys_hand_out_links = Give each creator a tracked link or a code; clicks and redemptions are touches.
journeys_by_creator = creators
journeys_by_channel = channels
journeys_by_post = posts
journeys_by_campaign = campaigns
journeys_by_source = sources
journeys_by_path = the file's states
journeys_title = Journeys, by { $by }
journeys_title_campaign = Journeys with a touch of { $campaign }, by { $by }
journeys_answer = { $journeys ->
    [one] One journey
   *[other] { $journeys } journeys
} through { $states ->
    [one] one state
   *[other] { $states } states
}; { $converted ->
    [0] none ended in a conversion
    [one] one ended in a conversion, worth { $value }
   *[other] { $converted } ended in a conversion, together worth { $value }
}.
journeys_untouched = { $n ->
    [0] Every conversion has a journey
    [one] One conversion has no known touch ({ $value }) and stays outside every journey
   *[other] { $n } conversions have no known touch ({ $value }) and stay outside every journey
}; in all { $conversions }, { $total }.
journeys_elsewhere = { $n ->
    [0] Every conversion has such a journey
    [one] One conversion has no such journey ({ $value })
   *[other] { $n } conversions have no such journey ({ $value })
}; in all { $conversions }, { $total }.
journeys_refunded = { $n ->
    [one] One fully refunded order counts for nothing; its touches are a journey without a conversion.
   *[other] { $n } fully refunded orders count for nothing; their touches are journeys without a conversion.
}
journeys_open = { $n ->
    [one] One journey without a conversion is less than { $days } days old and may yet end in one.
   *[other] { $n } journeys without a conversion are less than { $days } days old and may yet end in one.
}
journeys_table_touches = Touches
journeys_col_touches = What came, and what was set aside
journeys_col_number = Number
journeys_col_share = Share
journeys_steps = Touches in journeys
journeys_kind_view = Views
journeys_kind_click = Clicks
journeys_kind_visit = Visits and tagged landings
journeys_kind_code = Codes at checkout
journeys_kind_survey = Survey answers
journeys_aside_machine = set aside: machines
journeys_aside_heavy_visitor = set aside: visitors with more than { $most } touches
journeys_aside_repeat = set aside: the same again within { $minutes } minutes, or a visit's own landing
journeys_aside_told_twice = set aside: clicks that a touch file tells again
journeys_aside_future = set aside: dated in the future
journeys_aside_undated = set aside: no instant, or one before 2000
journeys_aside_no_visitor = set aside: nobody's
journeys_aside_nameless = set aside: no channel, creator, post or campaign
journeys_aside_other_campaign = set aside: journeys without a touch of the campaign
journeys_table_spread = Lengths and times
journeys_col_spread = At most, for a share of all
journeys_col_at_most = { $share }
journeys_length = Touches per journey
journeys_length_converted = Touches per converting journey
journeys_days = Days from first touch to conversion
journeys_table_paths = Paths with most conversions
journeys_col_path = Path
journeys_col_journeys = Journeys
journeys_col_conversions = Conversions
journeys_col_value = Value
journeys_note_visitors = { $visitors ->
    [one] One person, told apart
   *[other] { $visitors } people, told apart
} by keyed hashes alone.
journeys_note_customers = { $n ->
    [one] One visitor is known as a customer, by an order.
   *[other] { $n } visitors are known as customers, by their orders.
}
journeys_note_shared = { $n ->
    [one] One visitor key is shared by several customers (a shared device): it stays one visitor.
   *[other] { $n } visitor keys are shared by several customers (shared devices): each stays one visitor.
}
journeys_note_heavy = { $n ->
    [one] One visitor
   *[other] { $n } visitors
} with more than { $most } touches (setting journey_most_touches) set aside: { $names }.
journeys_note_unknown_orders = { $n ->
    [one] One order that a touch names is not among the imported orders that count.
   *[other] { $n } orders that touches name are not among the imported orders that count.
}
journeys_note_no_orders = No orders were imported: conversions and their values are what the touches tell.
journeys_note_rules = An order takes the touches of the { $window } days before it; { $idle } days of silence begin a new journey; the same touch within { $repeat } minutes counts once; a touch may be dated up to { $tolerance } minutes after its order.
journeys_note_no_views = No views are among the touches: who saw a post and did not click is missing, and posts look weaker than they are.
journeys_note_limits = Observed paths show who was there before an order, not who caused it: buyers are touched more because they are about to buy. Only an experiment tells what a touch brings.
