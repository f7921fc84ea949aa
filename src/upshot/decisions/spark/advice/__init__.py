"""Day-by-day advice on running boosts: raise, keep, lower, pause, stop; a right always comes first.

Start with `advising.py`; how wear is told from spend: `fatigue.py`.
"""

from upshot.decisions.spark.advice.advising import AdviceTerms, advise_boosts
from upshot.decisions.spark.advice.model import Act, AdviceSheet, DailyAdvice

__all__ = ["Act", "AdviceSheet", "AdviceTerms", "DailyAdvice", "advise_boosts"]
