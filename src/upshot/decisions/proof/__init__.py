"""How right an estimate was where the truth is known: coverage, error, decisions, beside codes and last click.

Pure scoring: the truth comes as arrays, from whoever simulated it. Start with `scoring.py`.
"""

from upshot.decisions.proof.scoring import Truth, WorldScore, score_world
from upshot.decisions.proof.table import CaseRow, Estimated, ProofTable, tabulate

__all__ = ["CaseRow", "Estimated", "ProofTable", "Truth", "WorldScore", "score_world", "tabulate"]
