"""The verdict: cost, what was observed, attributed and caused, whether it was worth it, and what next.

`model.py` is the published shape; `judging.py` builds it. Every surface renders this one object.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from upshot.decisions.verdict.judging import judge

__all__ = ["judge"]


def __getattr__(name: str) -> Any:
    """Load `judge` when it is asked for: the ledgers, on which it stands, share the words of `model.py`."""
    if name == "judge":
        from upshot.decisions.verdict.judging import judge  # noqa: PLC0415 (see above)

        return judge
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
