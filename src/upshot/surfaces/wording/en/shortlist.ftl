# Shortlist: whom to choose for a budget.
overlap_impossible = This overlap of two audiences cannot be: { $seen } ({ $kind }) would be { $people } people in both. Valid: from 0 up to the smaller audience, { $most }. Check which definition the figure follows.
reach_size_impossible = An audience of { $seen } people cannot be. Valid: 0 or more, and no more than the { $universe } who could be reached at all. Correct the audience or the universe.
selection_infeasible = No choice keeps all limits at once.
shortlist_budget = This budget cannot be spent: { $seen }. Valid: above 0, at most { $most }. Say how much there is, for instance --budget 20000.
shortlist_term_out_of_range = { $name } is { $seen }, which is out of range. Valid: { $low } to { $high }. Change --{ $name }.
shortlist_no_universe = Reach needs to know how many people of the target there are, and nobody said. Valid: a number of people. Add it, for instance --universe 12000000, or choose another objective.
shortlist_risk_not_for = Care for the worst draws cannot be asked together with the objective { $objective }. Valid with: margin, views, engagements. Leave out --risk or choose another objective.
shortlist_must_and_never = Taken and left out at once: { $creators }. Valid: one of the two. Remove them from --must or from --never.
shortlist_most_below_least = At most { $most } and at least { $least } creators cannot both hold. Valid: the most not below the least. Change --max-creators or --min-creators.
shortlist_must_left_out = @{ $creator } must be taken but cannot be a candidate ({ $why ->
    [shortlist_out_no_price] no price is known
    [shortlist_out_no_views] no organic post of a week or more is known
    [shortlist_out_no_engagements] likes, comments and shares are not known
    [shortlist_out_no_margin] no effect on orders is known
    [shortlist_out_no_reach] the audience is not known
   *[other] { $why }
  }). Valid: creators of whom all that the objective needs is known. Import what is missing, give --price, or leave out --must.
shortlist_unknown_creator = No creator is called { $seen }. Nearest: { $nearest }. Check the handle, or import the creator first.
shortlist_unknown_group = No creator has the { $dimension } { $seen }. Known: { $nearest }. Choose one of these.
shortlist_apart_must = { $creators } must all be taken but exclude each other. Valid: one of each group at most. Change --must or --apart.
shortlist_cap_unreadable = The limit “{ $seen }” cannot be read. Valid: tier:macro=2 (creators), country:FR=40% or category:beauty=40% (of the budget). Write it like one of these.
shortlist_overlap_unreadable = The overlap “{ $seen }” cannot be read. Valid: lea+max=12000 (people in both), or lea+max=30%:of_smaller; kinds: { $valid_kinds }. Write it like one of these.
shortlist_unknown_objective = { $seen } is no objective. Valid: { $nearest }. Choose one of these with --objective.
shortlist_format = A shortlist cannot be written as { $seen }. Valid: { $valid }. Choose one of these endings.

shortlist_no_candidates = None of { $n } creators can be a candidate. { $why ->
    [shortlist_out_no_price] Most have no known price.
    [shortlist_out_no_views] Most have no organic post of a week or more.
    [shortlist_out_no_engagements] Of most, likes, comments and shares are not known.
    [shortlist_out_no_margin] Of most, no effect on orders is known.
    [shortlist_out_no_reach] Of most, the audience is not known.
    [shortlist_out_match_unknown] Of most, the audience match is not known.
    [shortlist_out_match_low] Most match the target too little.
    [shortlist_out_tier] Most are of another tier.
    [shortlist_out_country] Most are of another country.
    [shortlist_out_category] Most are of another category.
    [shortlist_out_too_dear] Most cost more than one creator may.
   *[other] All were left out.
  }
shortlist_no_roster = There is no creator to choose from yet.
shortlist_help_prices = Enter quotes (upshot sheet quotes), import collaborations with fees, or give --price lea=800.
shortlist_help_posts = Import readings of their posts: a post_metrics sheet, or an export of their statistics.
shortlist_help_margin = Import orders and collaborations so that a verdict can be reached, or ask for reach, views or engagements.
shortlist_help_audience = Import audience statistics of these creators.
shortlist_help_wider = Ask for more tiers, countries or categories.
shortlist_help_roster = Import a creators sheet (upshot sheet creators) or any list of creators.

shortlist_out_never = { $n } left out as asked: { $creators }
shortlist_out_tier = { $n } of another tier, or of none that is known: { $creators }
shortlist_out_country = { $n } of another country, or of none that is known: { $creators }
shortlist_out_category = { $n } of another category, or of none that is known: { $creators }
shortlist_out_no_price = { $n } without a price; none was guessed: { $creators }
shortlist_out_no_views = { $n } without an organic post of a week or more: { $creators }
shortlist_out_no_engagements = { $n } whose likes, comments or shares are not known: { $creators }
shortlist_out_no_margin = { $n } whose effect on orders nobody measured: { $creators }
shortlist_out_no_reach = { $n } whose audience is not known: { $creators }
shortlist_out_match_unknown = { $n } whose audience match is not known: { $creators }
shortlist_out_match_low = { $n } below the audience match asked for: { $creators }
shortlist_out_too_dear = { $n } dearer than one creator may be: { $creators }
shortlist_out_none = nobody

shortlist_title = Shortlist
shortlist_objective_margin = margin after cost
shortlist_objective_reach = different people reached
shortlist_objective_views = views
shortlist_objective_engagements = engagements
shortlist_objective_engagements_per_euro = engagements per unit of money
shortlist_answer_chosen = { $n ->
    [one] 1 creator for { $cost } of { $budget }
   *[other] { $n } creators for { $cost } of { $budget }
  }
shortlist_answer_nothing_pays = Nobody: the best choice for { $budget } is to keep the money.
shortlist_answer_conflict = No choice keeps all limits.
shortlist_conflict_intro = These limits exclude each other; any one of them can give way:
shortlist_brings_margin = Expected: { $value } of margin after cost; it pays with a probability of { $p }.
shortlist_brings = Expected: { $value }.
shortlist_bound = No other choice within these limits brings more than { $bound } (at most { $gap } more).
shortlist_exact = No other choice within these limits brings even 0.1% more.
shortlist_unit_margin = { $value }
shortlist_unit_reach = { $value } people
shortlist_unit_views = { $value } views
shortlist_unit_engagements = { $value } engagements
shortlist_unit_engagements_per_euro = { $value } engagements per unit of money
shortlist_reach = They reach about { $estimate } different people of the target; for certain between { $low } and { $high }, if each creator's own reach is right ({ $naive } if everybody is counted once per creator).
shortlist_reach_interval = With the uncertainty of each creator's reach: { $low } to { $high }.
shortlist_reach_twice = { $twice } of them see two creators or more; a thousand people reached cost { $each }.
shortlist_reach_pairs = Overlap is known of { $known } of { $pairs } pairs; the others count as independent.
shortlist_binds_title = What holds the choice back
shortlist_bind_budget = Budget: each further { $one } is worth { $price }.
shortlist_bind_hours = Hours: each further hour is worth { $price }.
shortlist_bind_most = Number of creators: each further creator allowed is worth { $price }.
shortlist_bind_least = Fewest creators: each one less required is worth { $price }.
shortlist_bind_tier_creators = Creators of the tier { $name }: each further one allowed is worth { $price }.
shortlist_bind_country_creators = Creators from { $name }: each further one allowed is worth { $price }.
shortlist_bind_category_creators = Creators of the category { $name }: each further one allowed is worth { $price }.
shortlist_bind_tier_share = Money for the tier { $name }: each further { $one } allowed is worth { $price }.
shortlist_bind_country_share = Money for { $name }: each further { $one } allowed is worth { $price }.
shortlist_bind_category_share = Money for the category { $name }: each further { $one } allowed is worth { $price }.
shortlist_bind_gain = Chosen again with { $step } more: { $gain } more.
shortlist_bind_gain_less = Chosen again with { $step } less: { $gain } more.
shortlist_bind_no_gain = Chosen again with { $step } more: nothing changes, for creators come whole.
shortlist_bind_none = No limit holds the choice back: everybody worth it is in.
shortlist_limit_budget = Budget
shortlist_limit_hours = Hours
shortlist_limit_most = Most creators
shortlist_limit_least = Fewest creators
shortlist_limit_tier_creators = Creators of the tier { $name }
shortlist_limit_country_creators = Creators from { $name }
shortlist_limit_category_creators = Creators of the category { $name }
shortlist_limit_tier_share = Money for the tier { $name }
shortlist_limit_country_share = Money for { $name }
shortlist_limit_category_share = Money for the category { $name }
shortlist_conflict_enough = { $limit }: { $bound } asked, { $enough } would do
shortlist_conflict_never = { $limit }: { $bound } asked; moving it alone is not enough
shortlist_why_must = asked for
shortlist_why_fits = completes the choice: creators come whole
shortlist_why_per_euro = { $rank ->
    [one] brings most of all { $n } for its cost
   *[other] place { $rank } of { $n } by what it brings for its cost
  }
shortlist_why_few_posts = { $posts ->
    [one] rests on a single post
   *[other] rests on { $posts } posts
  }
shortlist_not_rival = excluded by @{ $creator }
shortlist_not_pays = is not expected to pay
shortlist_not_budget = costs more than the whole budget
shortlist_not_fits = does not fit beside the others
shortlist_not_others = others bring more for what they use
shortlist_note_followers = Followers are neither counted nor sorted by. Only the expected views of creators with few posts lean on creators of like size.
shortlist_note_old_prices = The prices of { $n } of { $all } candidates are those of their earlier collaborations, not quotes; a quote or --price replaces them.
shortlist_note_luck = Luck beyond the upper bound of an interval is not counted on: expected values stop there.
shortlist_note_risk = The mean of the worst { $share }% of the draws was made as large as possible, not the expectation.
shortlist_note_first_post = Reach counts the first post of each creator; further posts reach partly the same people and are not added.
shortlist_note_ratio = The best ratio alone would be one creator; at least { $n } were asked for.
shortlist_note_independent = Audiences count as independent where nobody said what they share; creators of one niche share more, so that reach is then less.
shortlist_note_no_target = Nobody said whom the brand wants or where it sells: everybody reached counts.
shortlist_note_reach_prior = Nobody's reach was imported: people reached per view are what other accounts' owners saw, with the wide interval of that.
shortlist_note_new = { $n ->
    [one] One candidate is new to the brand: what their orders would be rests on the programme's other creators.
   *[other] { $n } candidates are new to the brand: what their orders would be rests on the programme's other creators.
  }
shortlist_note_no_audience = Nobody's audience is known: everybody reached counts, whether in the target or not.
shortlist_note_no_margin = There is no estimate of what posts bring in orders.
shortlist_table_chosen = Chosen ({ $level } intervals, modelled)
shortlist_table_not_chosen = Not chosen, the nearest first
shortlist_table_left_out = No candidates
shortlist_table_pareto_tiers = Tiers: the mean creator of each (modelled)
shortlist_table_pareto = Views against engagements for the money (modelled)
shortlist_table_totals = The choice as a whole ({ $level } intervals, modelled)
shortlist_col_cost = Cost, all in
shortlist_col_views = Views
shortlist_col_engagements = Engagements
shortlist_col_margin = Margin before cost
shortlist_col_net = Margin after cost and hurdle
shortlist_col_per_euro = Engagements per { $one }
shortlist_col_match = Audience match
shortlist_col_country = Country
shortlist_col_up_to = Stays in up to
shortlist_col_at = Comes in at
shortlist_col_value = Expected
shortlist_col_why = Why
shortlist_col_front = On the front
shortlist_col_creators = Creators
shortlist_col_hours = Hours
shortlist_col_chosen = Chosen
shortlist_yes = yes
shortlist_pareto_note = On the front: in so many draws nobody has both more views and more engagements for the money. A large creator may lose, and a small one too.
shortlist_chart_title = Views against engagements for the money
shortlist_chart_description = One point per creator: expected views across, engagements per unit of money upwards; the chosen are filled.
shortlist_notes_title = What this assumes
shortlist_written = Written: { $file }

shortlist_open = Build a shortlist
shortlist_form = What you look for
shortlist_form_budget = Budget
shortlist_form_objective = As much as possible of
shortlist_form_posts = Posts of each
shortlist_form_most = At most so many creators
shortlist_form_hours = Hours per creator
shortlist_form_risk = Care
shortlist_form_universe = People of the target in all
shortlist_form_match = Least audience match
shortlist_form_tiers = Tiers
shortlist_form_countries = Countries
shortlist_form_categories = Categories
shortlist_form_more = More limits and prices
shortlist_form_caps = At most (one per line)
shortlist_form_caps_help = tier:macro=2 (creators), country:FR=40% (of the budget)
shortlist_form_prices = Prices of a post (one per line)
shortlist_form_must = Must be in
shortlist_form_never = Must not be in
shortlist_form_apart = Of these one at most
shortlist_form_names_help = Handles, separated by commas; for the last field one group per line.
shortlist_form_submit = Choose
shortlist_form_help = The list follows what you type. Nothing is booked and nobody is written to. None ticked: everybody.
shortlist_form_start = Enter a budget to see whom to choose.
shortlist_risk_100 = expectation counts
shortlist_risk_50 = the worse half of what is possible counts
shortlist_risk_20 = the worst fifth counts
shortlist_export = Take it with you
shortlist_bad_number = { $field }: “{ $seen }” cannot be read. Valid: a number of 0 or more. Correct the field.
shortlist_nothing_to_export = There is no shortlist to take along for this form. Valid: a form that leads to a choice. Go back and change the budget or the limits.
