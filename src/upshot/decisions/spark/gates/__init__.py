"""What must hold before a creator authorises a post: pure checks, each with its law or source.

A gate says pass, fail or unknown; unknown is not pass. Nothing here reads a clock or a file; `reading.py` alone reads
tables. Start with `model.py`, then `check.py`.
"""

from upshot.decisions.spark.gates.check import check_gates
from upshot.decisions.spark.gates.model import Consent, Disclosure, Gate, GateCase, GateReport, GateResult, GateState

__all__ = [
    "Consent",
    "Disclosure",
    "Gate",
    "GateCase",
    "GateReport",
    "GateResult",
    "GateState",
    "check_gates",
]
