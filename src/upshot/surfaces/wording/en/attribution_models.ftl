# Attribution models over journeys: credits side by side, how sure they are, what they cannot show.
unknown_attribution_model = There is no attribution model “{ $name }”. Valid are { $known }. Name one or several with --model.
markov_order_out_of_range = A Markov model of order { $seen } was asked for. Valid orders are 1 to { $most }: how many touches back a journey remembers. Choose one with --order; 1 is the usual one.
markov_too_large = A chain of { $nodes } nodes and { $transitions } transitions for { $states } states would take more than ten minutes to solve. Valid is a lower order or a coarser step. Ask for --order 1, or by campaign or channel instead of post.
markov_too_many_nodes = Sequences of { $order } among { $states } states are more than can be numbered. Valid is a lower order. Ask for --order 1.
attribution_out_unknown = A table cannot be written as “{ $seen }”. Valid endings are .xlsx and .csv. Choose another name with --out.
no_journeys = There is no journey to share credit over.
no_conversions_in_journeys = { $journeys } journeys, and none ended in a conversion: there is nothing to credit. This is no zero for each channel, it is no answer.
import_touches = Import touches: upshot import FILE; or read a file of paths: upshot attribution --paths FILE
import_conversions = Import the orders of the same days, or check that visitors' ids join touches and orders: upshot journeys
nav_attribution = Attribution
attribution_web_by = Credit to
attribution_web_order = Markov order
attribution_title = Attribution, by { $by }
attribution_by_creator = creator
attribution_by_channel = channel
attribution_by_post = post
attribution_by_campaign = campaign
attribution_by_source = source
attribution_by_path = state
attribution_answer = { $journeys ->
    [one] One journey
   *[other] { $journeys } journeys
} with { $touches } touches; { $converted ->
    [one] one conversion
   *[other] { $converted } conversions
} worth { $value }. Every model shares exactly these.
attribution_agreement = The two models that agree least on the order are { $first } and { $second } (Kendall’s tau { $tau }; 1 is the same order).
attribution_stability = { $model }: drawn again, { $overlap } of the first { $top } stay among them, and the first stays first in { $first } of the draws.
attribution_table = Conversions credited, model by model
attribution_table_model = { $model }: with intervals at { $level }
attribution_col_touches = touches
attribution_col_conversions = conversions
attribution_col_revenue = revenue
attribution_col_share = share
attribution_col_effect = removal effect
attribution_col_calibrated = calibrated by tests
attribution_rest = { $n } others
attribution_total = Total
attribution_model_first_touch = first touch
attribution_model_last_touch = last touch
attribution_model_linear = linear
attribution_model_time_decay = time decay
attribution_model_position = position
attribution_model_markov = Markov
attribution_model_shapley = Shapley
attribution_model_shapley_set_rates = Shapley, rates of sets
attribution_model_shapley_coalition = Shapley, coalition rate
attribution_no_lost_journeys = Every one of the { $journeys } journeys converted: nobody who did not buy is in the data. Markov’s removal effects then compare buyers with buyers, and rates are all 1; only the sharing rules keep their meaning.
attribution_one_touch = { $share } of the converting journeys have one touch: there all models must agree, and the agreement says nothing.
attribution_views_missing = No views are among the touches, only clicks and codes: who was seen without a click gets no credit, which is most of what a video does.
attribution_views_unknown = Nobody knows whether views without a click were recorded. If not, who was seen without a click gets no credit.
attribution_few_touches = { $n } of { $states } states were touched fewer than { $fewest } times ({ $names }): their credit is mostly chance.
attribution_no_times = The file of paths has no times: time decay was left out.
attribution_not_converged = The Markov equations did not settle in { $steps } steps: read the removal effects as lower bounds.
attribution_sampled = { $model } was sampled, not computed in full; its sampling error stands in the JSON and the file.
attribution_not_causal = Credit is not cause: people whom a creator reached differ from those she did not, and no path shows who would have bought anyway. An experiment does: upshot experiment worth
attribution_solved_direct = Markov of order { $order }: { $nodes } nodes, { $transitions } transitions, solved exactly (residual { $residual }, condition { $condition }).
attribution_solved_iterative = Markov of order { $order }: { $nodes } nodes, { $transitions } transitions, solved by iteration in { $steps } steps (residual { $residual }).
attribution_drawn_blocks = Intervals of { $models }: { $draws } draws of 64 blocks of journeys.
attribution_drawn_counts = Interval of { $models }: { $draws } draws of every transition’s count, right as far as journeys are as forgetful as the model.
attribution_drawn_none = No interval: { $models }.
attribution_calibrated = Calibrated by { $tests }: measured increment ÷ credit by { $model } in the test’s days. It stands beside the credit and replaces nothing.
attribution_test_without_credit = Of { $tests }: the journeys of the test’s days credit its names with nothing, so there is no ratio.
attribution_written = Written: { $file }
