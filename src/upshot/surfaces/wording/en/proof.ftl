# upshot prove: figures, methods, charts, notes and refusals of the proof.
cli_proving = { $case }: { $done } of { $total } worlds, about { $minutes } min left
cli_proof_kept = { $n ->
    [one] One world is in the file already and is not fitted again.
   *[other] { $n } worlds are in the file already and are not fitted again.
 }
cli_proof_failed = The estimate broke in { $case }, seed { $seed }: { $error }
proof_title = The proof: estimates beside known truths
proof_lead = Brands were simulated whose truth is known, or drawn like yours; the estimate saw only what a brand sees. Below: how often its intervals held the truth, how far off its numbers were, and what the simple ways would have said.
proof_tables_title = How to read this
proof_own_brand = brands like yours
proof_worlds = Worlds
proof_table_coverage = Coverage in %: how often an interval holds the truth
proof_table_decisions = Errors and decisions of the estimate
proof_table_compared = { $figure }, beside the simple ways
proof_table_effort = Effort and sampling
proof_coverage_total = Total, { $level }
proof_coverage_creators = Creators, { $level }
proof_coverage_posts = Posts, { $level }
proof_target_total = Total
proof_target_creators = Creators
proof_target_posts = Posts
proof_total_bias = Total off by, %
proof_total_half_width = Half interval, %
proof_error_ratio = Error
proof_rank_correlation = Rank correlation
proof_sign_error_rate = Wrong signs, %
proof_decided_rate = Decided, %
proof_budget_regret = Budget regret
proof_stop_regret = Stop regret
proof_verdict_rate = Verdict given, %
proof_verdict_error_rate = Wrong verdicts, %
proof_called_profitable = Called profitable, %
proof_effect_claimed = Effect claimed, %
proof_wall_s = Seconds
proof_cpu_s = CPU seconds
proof_peak_mb = Memory, MB
proof_r_hat_max = Max R-hat
proof_ess_min = Min ESS
proof_divergences = Divergences
proof_method_upshot = Upshot
proof_method_codes = Codes
proof_method_last_click = Last click
proof_method_first_click = First click
proof_method_views = Views
proof_method_mix_model = Mix model
proof_method_random = At random
proof_axis_coverage = Intervals that hold the truth
proof_axis_level = What the interval promises
proof_chart_coverage_title = Do 90% intervals hold the truth nine times in ten?
proof_chart_coverage_description = Share of 90% intervals that held the truth, by case, with 95% Monte Carlo bounds. The dashed line is where it should be.
proof_chart_calibration_title = At every level
proof_chart_calibration_description = Each dot is one case: how often intervals of 50, 80 and 90% held the truth. The dashed line is what they promise.
proof_chart_error_ratio_title = How far off, beside the simple ways
proof_chart_error_ratio_description = Sum of the creators' errors ÷ true total, by case and method; 0 is perfect. Anything beyond the end of the axis is drawn at its end.
proof_chart_budget_regret_title = What the decision loses
proof_chart_budget_regret_description = The same budget, re-allocated by each method's numbers: share of the best possible orders that is lost; 0 is as good as knowing the truth.
proof_note_run = Method: { $estimator }; size of the brands: { $scale }; seeds { $first } to { $last }. Behind ± stands how far a 95% Monte Carlo interval over worlds reaches on its longer side (Wilson's for shares of worlds).
proof_note_error = Error: sum over creators of |estimate − truth| ÷ true total. Half interval: half the 90% interval of the total ÷ truth.
proof_note_regret = Budget regret: re-allocate the same budget by margin per euro, nobody above twice what he had; share of the best possible orders that is lost. Stop regret: share of what was at stake that wrong keep-or-stop decisions lose.
proof_note_signs = Decided: P(ROI > 0) above 90% or below 10%. Wrong signs: among the decided; methods without intervals decide always. Wrong verdicts on the programme: among those given.
proof_note_worlds = Simulated brands are not brands: docs/proof.md says what they cannot show.
proof_note_own_brand = Brands drawn from your estimate share its idea of how posts work, and cannot show where that idea is wrong: docs/proof.md.
proof_note_refused = { $n ->
    [one] In one world the estimate answered “insufficient evidence”; that world is counted and not scored.
   *[other] In { $n } worlds the estimate answered “insufficient evidence”; they are counted and not scored.
 }
proof_note_failed = { $n ->
    [one] In one world the estimate broke. Run the same line again: worlds that broke are tried again.
   *[other] In { $n } worlds the estimate broke. Run the same line again: worlds that broke are tried again.
 }
proof_own_brand_insufficient = There is no estimate of this brand to draw others like it from.

proof_scale_unknown = There is no size of brand “{ $seen }”. Valid are { $valid }, or numbers such as creators=60,posts=250,days=548,orders=120. Give one of these to --scale.
proof_file_cannot_be = { $file } cannot be a file: it is a folder, or the folder { $folder } does not exist. Nothing was fitted. Name a file in a folder that exists.
proof_file_not_ours = { $file } is not a file of kept results: its first line does not say so. Nothing was changed. Give --keep a new file, or one that upshot prove wrote.
proof_file_other_question = { $file } holds the results of another question ({ $seen }), and this run asks about { $asked }. They cannot stand in one table. Give --keep another file, or ask the same question.
proof_file_mixed = { $file } holds results of the method { $seen }, and this Upshot estimates with { $method }. They cannot stand in one table. Give --keep another file.
proof_read_without_file = --read shows results that were kept, and no file was named. Name it with --keep, or leave --read out to fit worlds now.
proof_nothing_to_read = --read shows results that were kept, and there is no such file ({ $file }). Name it with --keep, or leave --read out to fit worlds now.
proof_own_brand_has_no_cases = --like-mine draws brands like yours, and cases ({ $seen }) are ready-made brands. Only one of the two can be asked at once. Leave out --case or --like-mine.
proof_own_brand_has_its_size = --like-mine draws brands of your own size, and --scale { $seen } asks for another. Leave out --scale or --like-mine.
proof_worker_died = A process that fitted worlds ended without an answer, most often for want of memory (processes: { $workers }). What was finished is kept if --keep was given. Run the same line again with fewer processes, for instance --workers 1.
ranks_out_of_range = A rank among { $n_draws } draws lies between 0 and { $n_draws }; ranks from { $low } to { $high } were seen. Count how many draws lie below each truth, then test again.

# upshot prove --from-prior
proof_prior_table = Ranks of truths drawn from the model's own prior
proof_prior_ranked = Ranked
proof_prior_worlds = Brands
proof_prior_p_value = p of uniform ranks
proof_prior_mean_z = Middle off by, standard errors
proof_prior_spread_ratio = Spread ÷ uniform spread
proof_prior_inside = Inside the 95 % envelope
proof_prior_total = Total
proof_prior_creators = One creator per brand
proof_prior_yes = yes
proof_prior_no = no
proof_prior_note = Uniform ranks mean that sampler and likelihood do their own sums right; whether the model is true of brands, the cases show. Fits refused: { $refused }.
proof_prior_stands_alone = --from-prior was given together with --keep, --read, --out or --like-mine, which belong to the proof on cases. It goes with --worlds, --case (one, for its shape), --scale, --first-seed and --workers. Leave the others out.
