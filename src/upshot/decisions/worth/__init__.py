"""Which test would change where the money goes, what it costs and what it is worth: preposterior analysis.

Start with `making.py`; `feasible.py` lists the tests, `stats/value_of_information.py` has the mathematics.
"""

from upshot.decisions.worth.making import make_worth
from upshot.decisions.worth.model import TestWorth, WorthReport

__all__ = ["TestWorth", "WorthReport", "make_worth"]
