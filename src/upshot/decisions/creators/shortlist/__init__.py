"""Whom to choose for a budget: the best set of creators under limits, why, who nearly was, and whom they reach.

Arrays and a question in, a document out; nothing here follows the number of followers. Start with `making.py`, which
reads a workspace, then `building.py`; the search itself is `upshot.stats.selection`.
"""

from upshot.decisions.creators.shortlist.asking import Cap, Overlap, ShortlistTerms, parse_cap, parse_overlap
from upshot.decisions.creators.shortlist.building import ShortlistHead, build_shortlist
from upshot.decisions.creators.shortlist.candidates import Candidates
from upshot.decisions.creators.shortlist.making import ShortlistGround, make_shortlist, read_shortlist_ground
from upshot.decisions.creators.shortlist.model import Objective, Shortlist, ShortlistAnswer

__all__ = [
    "Candidates",
    "Cap",
    "Objective",
    "Overlap",
    "Shortlist",
    "ShortlistAnswer",
    "ShortlistGround",
    "ShortlistHead",
    "ShortlistTerms",
    "build_shortlist",
    "make_shortlist",
    "parse_cap",
    "parse_overlap",
    "read_shortlist_ground",
]
