# Shortlist: whom to choose for a budget.
overlap_impossible = This overlap of two audiences cannot be: { $seen } ({ $kind }) would be { $people } people in both. Valid: from 0 up to the smaller audience, { $most }. Check which definition the figure follows.
reach_size_impossible = An audience of { $seen } people cannot be. Valid: 0 or more, and no more than the { $universe } who could be reached at all. Correct the audience or the universe.
selection_infeasible = No choice keeps all limits at once.
