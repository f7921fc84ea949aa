"""Who a creator is by figures: ours and theirs, each with source, date, denominator and age; and beside whom.

Start in `model.py`; `building.py` puts a profile together, `peers.py` finds the group a creator is compared with.
"""

from upshot.decisions.creators.profile.building import build_profile
from upshot.decisions.creators.profile.model import (
    ExternalBand,
    Figure,
    FigureLine,
    PeerComparison,
    PeerGroup,
    Percentile,
    Profile,
    TierCard,
)
from upshot.decisions.creators.profile.peers import LEAST_PEERS, PeerTable, compare_with_peers, peer_table

__all__ = [
    "LEAST_PEERS",
    "ExternalBand",
    "Figure",
    "FigureLine",
    "PeerComparison",
    "PeerGroup",
    "PeerTable",
    "Percentile",
    "Profile",
    "TierCard",
    "build_profile",
    "compare_with_peers",
    "peer_table",
]
