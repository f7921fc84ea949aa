# What only the reports say.
report_notes_title = How this was worked out
report_generated = As of { $at } UTC
sheet_summary = Summary
sheet_cost = Cost ledger
sheet_creators = Creators
sheet_posts = Posts
sheet_credits = Credited orders
sheet_orders = Orders by day
sheet_why = Why these numbers
sheet_sources = Data used
label_currency = Currency
label_first_day = First day
