"""Fits for tests: each distinct history is fitted once per run, whichever tests ask for it (see `conftest.py`)."""

from __future__ import annotations

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.incrementality.model import IncrementalEstimate, ProgrammeHistory
from upshot.decisions.incrementality.shelf import FitShelf


def answered(history: ProgrammeHistory, *, seed: int = 1) -> IncrementalEstimate | InsufficientEvidence:
    """The estimate of a history, or its refusal, from the shelf that all tests share."""
    shelf = FitShelf.shared()
    assert shelf is not None, "tests/conftest.py names the shelf"
    return shelf.estimate(history, seed=seed)


def fitted(history: ProgrammeHistory, *, seed: int = 1) -> IncrementalEstimate:
    """The estimate of a history that can carry one."""
    found = answered(history, seed=seed)
    assert not isinstance(found, InsufficientEvidence), found
    return found
