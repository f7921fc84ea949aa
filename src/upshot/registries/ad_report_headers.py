"""What advertising exports call their columns, from `ad_report_headers.yaml`."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from upshot.registries.load import read_registry

# A: official documentation. B: seen in real files. C: reported by others. D: a likely word, not seen in an export.
Confidence = Literal["A", "B", "C", "D"]


class HeaderRow(BaseModel):
    """One header of an advertising export and the column it means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    header: str = Field(min_length=1)
    metric: str
    language: str
    source: str = Field(min_length=8)
    seen_on: date
    confidence: Confidence


class HeaderGroup(BaseModel):
    """Headers of one language from one source, as the file groups them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: str
    source: str = Field(min_length=8)
    seen_on: date
    confidence: Confidence
    is_vocabulary_only: bool = False  # words of help pages: good guesses, never seen as headers
    headers: dict[str, list[str]]

    @model_validator(mode="after")
    def _vocabulary_is_a_guess(self) -> HeaderGroup:
        if self.is_vocabulary_only and self.confidence != "D":
            raise ValueError(f"{self.language}: vocabulary that was not seen in an export has confidence D")
        return self

    def rows(self) -> list[HeaderRow]:
        """One row per header."""
        origin = {"source": self.source, "seen_on": self.seen_on, "confidence": self.confidence}
        return [
            HeaderRow.model_validate({"header": header, "metric": metric, "language": self.language, **origin})
            for metric, headers in self.headers.items()
            for header in headers
        ]


@cache
def ad_report_headers() -> tuple[HeaderRow, ...]:
    """Every known header of an Ads Manager export or API report; the best evidence first."""
    return tuple(row for group in read_registry("ad_report_headers", HeaderGroup) for row in group.rows())
