"""What a check finds. Sentences are wording: `check_<code>` says what was seen, `check_<code>_do` what to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field

Fact = int | str


class Severity(StrEnum):
    """How bad it is. Only a problem makes the answer "no"."""

    OK = "ok"
    NOTE = "note"
    WARNING = "warning"
    PROBLEM = "problem"

    @property
    def rank(self) -> int:
        """Problem first."""
        return list(reversed(Severity)).index(self)


class CheckPart(BaseModel):
    """Frozen, strict about names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Finding(CheckPart):
    """One thing seen; facts are plain values, amounts already rounded to text."""

    code: str  # wording code of the sentence
    severity: Severity
    facts: dict[str, Fact] = Field(default_factory=dict)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def todo(self) -> str:
        """Wording code of what to do; it uses the same facts."""
        return f"{self.code}_do"


class Part(CheckPart):
    """One part of a gap, signed like the gap; `code` is a wording code."""

    code: str
    amount: Decimal


class Gap(CheckPart):
    """The same quantity told by two sources over the same days.

    `gap` = left − right = Σ explained + unexplained, exactly. `left` is the source to rely on (the shop, the daily
    report). `ratio` is right ÷ left.
    """

    quantity: str  # wording code: check_quantity_…
    scope: str  # the account, property or shop compared
    unit: Literal["count", "money"]
    left_source: str
    right_source: str
    left: Decimal
    right: Decimal
    starts_on: date
    ends_on: date
    explained: tuple[Part, ...] = ()
    severity: Severity = Severity.OK

    @computed_field  # type: ignore[prop-decorator]
    @property
    def gap(self) -> Decimal:
        """Left less right."""
        return self.left - self.right

    @computed_field  # type: ignore[prop-decorator]
    @property
    def unexplained(self) -> Decimal:
        """What no part explains."""
        return self.gap - sum((part.amount for part in self.explained), Decimal(0))

    @property
    def ratio(self) -> float | None:
        """Right ÷ left; null when left is 0."""
        return float(self.right / self.left) if self.left else None

    @property
    def unexplained_share(self) -> float:
        """Size of the unexplained rest beside the larger of the two figures, 0–1 and more."""
        size = max(abs(self.left), abs(self.right))
        return float(abs(self.unexplained) / size) if size else 0.0


class Freshness(CheckPart):
    """The last day that a source told about, and how old it is."""

    table: str
    source: str
    last_day: date
    age_days: int
    rows: int
    severity: Severity


class CheckReport(CheckPart):
    """The whole check; iterating gives the findings, worst first."""

    schema_version: str = "1.0"
    workspace: str
    is_demo: bool
    as_of: datetime
    currency: str
    data_version: str
    gaps: tuple[Gap, ...]
    freshness: tuple[Freshness, ...]
    findings: tuple[Finding, ...]

    @computed_field  # type: ignore[prop-decorator]
    @property
    def severity(self) -> Severity:
        """The worst of the findings."""
        return min((finding.severity for finding in self.findings), key=lambda s: s.rank, default=Severity.OK)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def is_ok(self) -> bool:
        """Whether there is no problem; the command's exit code is 0 then, else 1."""
        return self.severity is not Severity.PROBLEM

    @property
    def exit_code(self) -> int:
        """0: nothing wrong enough to say no; 1: the answer is no."""
        return 0 if self.is_ok else 1

    def __iter__(self) -> Iterator[Finding]:  # type: ignore[override]
        return iter(self.findings)
