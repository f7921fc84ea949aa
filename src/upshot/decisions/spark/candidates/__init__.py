"""Which posts to boost: ranked on the lower bound of what organic signals promise, never on raw rates.

Nothing here says that a post may be boosted: consent, disclosure and windows are the gates' business. Start with
`listing.py`.
"""

from upshot.decisions.spark.candidates.listing import rank_candidates
from upshot.decisions.spark.candidates.model import Candidate, CandidateList, NotRanked, Standing

__all__ = ["Candidate", "CandidateList", "NotRanked", "Standing", "rank_candidates"]
