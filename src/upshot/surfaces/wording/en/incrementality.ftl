# The incremental estimate: its method, its refusals, its caveats; how posts' views mature.

no_counted_orders = There is no order that counts. An incremental estimate compares days with more and fewer views, and needs the shop's orders day by day.
too_few_days_with_orders = Days with orders: { $days }. At least { $needed } are needed before a trend, a weekday and a programme can be told apart.
no_post_views = No post of the programme has views. Without readings of the posts nobody can say when the programme pressed.
pressure_does_not_vary = The programme's views hardly vary from day to day, so its effect cannot be told from the shop's ordinary level.
import_orders = Import the shop's order export.
import_earlier_orders = Import orders from before the programme began; a year shows the season too.
import_post_readings = Import the posts' metrics: a Content export, or the post_metrics sheet with several readings per post.
run_lift_test = Run a lift test: leave the programme out of some regions for four weeks, and enter the result in the lift_tests sheet.

few_days_of_history = The history is shorter than six months: a slow season may pass for an effect of the programme.
effect_not_distinguishable = The programme cannot be told from nothing: its interval reaches zero, or the same effect is found at times when no programme ran.
programme_coincides_with_events = Posts came mostly while a promotion or another known event ran; part of either effect may be credited to the other.
placebo_finds_effects = The same regression finds effects at times when no programme ran, or for posts that nobody published. Something else moves orders in the same way, and the interval may be too narrow; see the placebos among the checks.
creators_post_together = Most creators post at the same time as another one; their shares rest on tracked orders and views alone.
no_tracked_signals = No code, tagged link or survey answer names a creator: the division among creators follows views, with a wide interval.
no_lift_test = No experiment is in the estimate. A lift test would narrow the interval and check the total.

carryover_out_of_range = The share of an effect that is still alive a day later was { $carryover_rate } over { $length_days } days. It must be at least 0 and below 1, over at least one day. Correct the value and try again.
interval_level_out_of_range = The level of an interval was { $seen }. It must lie between 0 and 1, for instance 0.9. Correct the setting interval_level.
