# The incremental estimate: its method, its refusals, its caveats; how posts' views mature.
interim_pressure_regression = Interim estimate: daily orders against the programme's view-driven pressure, with season, trend, promotions and other media in the model; divided among creators by codes, links, survey and views.

no_counted_orders = There is no order that counts. An incremental estimate compares days with more and fewer views, and needs the shop's orders day by day.
too_few_days_with_orders = Only { $days } days have orders. At least { $needed } are needed before a trend, a weekday and a programme can be told apart.
no_post_views = No post of the programme has views. Without readings of the posts nobody can say when the programme pressed.
pressure_does_not_vary = The programme's views hardly vary from day to day, so its effect cannot be told from the shop's ordinary level.
import_orders = Import the shop's order export.
import_earlier_orders = Import orders from before the programme began; a year shows the season too.
import_post_readings = Import the posts' metrics: a Content export, or the post_metrics sheet with several readings per post.
run_lift_test = Run a lift test: leave the programme out of some regions for four weeks, and enter the result in the lift_tests sheet.

interim_estimate = This is a first, interim estimate. What it can and cannot do is measured on simulated brands: see the method page, or run upshot prove.
few_days_of_history = The history is shorter than six months: a slow season may pass for an effect of the programme.
effect_not_distinguishable = The interval includes no effect at all: the orders of this period do not show that the programme sold anything.
programme_looks_like_season = The programme's views rise and fall with season and trend, so the model cannot separate them well.
programme_coincides_with_events = Posts came mostly while a promotion or another known event ran; part of either effect may be credited to the other.
placebo_finds_effects = The same model "finds" effects where no programme ran. The interval has been widened accordingly.
effect_differs_between_periods = The effect per view differs between periods by more than posts ordinarily differ: something the data do not name may have moved orders. The interval has been widened.
creators_post_together = Most creators post at the same time as another one; their shares rest on tracked orders and views alone.
no_tracked_signals = No code, tagged link or survey answer names a creator: the division among creators follows views, with a wide interval.
tracked_orders_leak = A large part of the tracked orders does not follow the creators' posts: codes or links may be circulating elsewhere. They count less in the division.
no_lift_test = No experiment is in the estimate. A lift test would narrow the interval and check the total.

carryover_out_of_range = The share of an effect that is still alive a day later was { $carryover_rate } over { $length_days } days. It must be at least 0 and below 1, over at least one day. Correct the value and try again.
interval_level_out_of_range = The level of an interval was { $seen }. It must lie between 0 and 1, for instance 0.9. Correct the setting interval_level.
