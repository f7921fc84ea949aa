"""How right an estimate was where the truth is known: coverage, error, decisions, beside the simple ways.

Pure scoring: the truth comes as arrays, from whoever simulated it, or from `replicate.py`, which draws brands like the
reader's own. Start with `scoring.py`; `table.py` puts many worlds together.
"""

from upshot.decisions.proof.outcome import Effort, Outcome, sampling_figures
from upshot.decisions.proof.own_brand import OwnBrand, Trial, try_own_brand
from upshot.decisions.proof.peers import MODEL, PEERS, credit_by_peers
from upshot.decisions.proof.replicate import replicate
from upshot.decisions.proof.scoring import LEVELS, Coverage, Quality, WorldScore, creator_draws, score_world
from upshot.decisions.proof.table import CaseRow, Estimated, MethodRow, ProofTable, tabulate
from upshot.decisions.proof.truth import Truth

__all__ = [
    "LEVELS", "MODEL", "PEERS", "CaseRow", "Coverage", "Effort", "Estimated", "MethodRow", "Outcome", "OwnBrand",
    "ProofTable", "Quality", "Trial", "Truth", "WorldScore", "creator_draws", "credit_by_peers", "replicate",
    "sampling_figures", "score_world", "tabulate", "try_own_brand",
]  # fmt: skip
