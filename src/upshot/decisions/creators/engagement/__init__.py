"""How people react to a creator's posts: rates whose name says over what, each with its interval.

Start in `model.py` for what is said, in `posts.py` for which posts count, in `rates.py` for the figures.
"""

from upshot.decisions.creators.engagement.measuring import measure_engagement
from upshot.decisions.creators.engagement.model import (
    Basis,
    Engagement,
    Estimate,
    LeftOut,
    PostRate,
    RateFigure,
    SponsoredRatio,
    ViewsFigure,
)
from upshot.decisions.creators.engagement.posts import K_POSTS, MATURE_DAYS, RATES
from upshot.decisions.creators.engagement.rates import rate_of_post

__all__ = [
    "K_POSTS",
    "MATURE_DAYS",
    "RATES",
    "Basis",
    "Engagement",
    "Estimate",
    "LeftOut",
    "PostRate",
    "RateFigure",
    "SponsoredRatio",
    "ViewsFigure",
    "measure_engagement",
    "rate_of_post",
]
