"""How many orders the programme caused that would not have come without it.

Arrays in, draws out (`model.py`). Nothing here knows money or words. Start with `model.py`, then `estimate.py`;
`history.py` builds the arrays out of a workspace.
"""

from upshot.decisions.incrementality.estimate import METHOD, estimate_incremental
from upshot.decisions.incrementality.history import build_history
from upshot.decisions.incrementality.model import IncrementalEstimate, LiftTest, ProgrammeHistory

__all__ = [
    "METHOD",
    "IncrementalEstimate",
    "LiftTest",
    "ProgrammeHistory",
    "build_history",
    "estimate_incremental",
]
