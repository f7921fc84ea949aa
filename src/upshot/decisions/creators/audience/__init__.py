"""Audience match: how a creator's audience overlaps with the people a brand wants and the countries it sells in.

Values in, frozen results out. Buckets that do not line up give a range, never an invented split.
Start in `matching.py`.
"""

from upshot.decisions.creators.audience.drift import find_drifts
from upshot.decisions.creators.audience.matching import match_audience
from upshot.decisions.creators.audience.model import (
    AudienceMatch,
    AudienceReading,
    DimensionMatch,
    Drift,
    JointTarget,
    ReachableTarget,
    SellingPlaces,
    SourceMatch,
    Target,
    TargetBucket,
    TargetDimension,
)
from upshot.decisions.creators.audience.reading import read_audience, read_selling, read_target
from upshot.decisions.creators.audience.target import parse_target

__all__ = [
    "AudienceMatch",
    "AudienceReading",
    "DimensionMatch",
    "Drift",
    "JointTarget",
    "ReachableTarget",
    "SellingPlaces",
    "SourceMatch",
    "Target",
    "TargetBucket",
    "TargetDimension",
    "find_drifts",
    "match_audience",
    "parse_target",
    "read_audience",
    "read_selling",
    "read_target",
]
