"""How well a creator's numbers hang together: signals, evidence, a probability with its interval, three outcomes.

Start in `model.py` for what is said, in `judging.py` for how, in `planting.py` and `proving.py` for how well. It judges
numbers, never people: too few posts, a viral week or a clean-up by the platform are not guilt.
"""

from upshot.decisions.creators.authenticity.bench import Bench
from upshot.decisions.creators.authenticity.judging import PRIOR, Known, judge_authenticity, judge_panel
from upshot.decisions.creators.authenticity.model import (
    AudienceShares,
    AuthenticityReading,
    CommentSet,
    FollowerHistory,
    History,
    PostReadings,
    Signal,
)
from upshot.decisions.creators.authenticity.reading import read_known

__all__ = [
    "PRIOR",
    "AudienceShares",
    "AuthenticityReading",
    "Bench",
    "CommentSet",
    "FollowerHistory",
    "History",
    "Known",
    "PostReadings",
    "Signal",
    "judge_authenticity",
    "judge_panel",
    "read_known",
]
