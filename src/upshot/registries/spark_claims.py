"""What is claimed of Spark Ads in general, from `spark_claims.yaml`: context beside the brand's own difference."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import Field

from upshot.registries.load import DatedFact, read_registry

Trouble = Literal["trouble_no_comparator", "trouble_brand_auction", "trouble_copies_contradict"]


class SparkClaim(DatedFact):
    """One claim, the rate of ours that comes closest, and what is wrong with it; `dated` is when it was said."""

    metric: str
    claim_en: str = Field(min_length=3)
    claim_fr: str = Field(min_length=3)
    trouble: Trouble


@cache
def spark_claims() -> tuple[SparkClaim, ...]:
    """The registry as it stands in the package."""
    return read_registry("spark_claims", SparkClaim)
