"""What a planned collaboration with a creator would bring: views, what follows from them, and how sure that is.

Values in, frozen results out; nothing here decides whom to hire or judges a price (`price`, `shortlist`). Start reading
in `forecasting.py`, for the views in `views.py`, for how good they are in `backtest.py`.
"""

from upshot.decisions.creators.forecast.asking import ORGANIC, TYPES, ForecastTerms
from upshot.decisions.creators.forecast.forecasting import make_forecast
from upshot.decisions.creators.forecast.model import (
    Bounds,
    CreatorForecast,
    Draws,
    ForecastReport,
    Quantity,
    Source,
)

__all__ = [
    "ORGANIC",
    "TYPES",
    "Bounds",
    "CreatorForecast",
    "Draws",
    "ForecastReport",
    "ForecastTerms",
    "Quantity",
    "Source",
    "make_forecast",
]
