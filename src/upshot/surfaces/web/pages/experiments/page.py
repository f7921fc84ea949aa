"""The experiments of a brand: what was planned, what runs, what was read, and what can be tested."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from upshot.decisions.experiments.kept import TestKind
from upshot.decisions.experiments.model import ExperimentVerdict
from upshot.surfaces.web.pages.base import Context, Page
from upshot.surfaces.web.pages.experiments.state import Experiment, book_of
from upshot.surfaces.web.view import Slice, View, paginate
from upshot.surfaces.wording import Words

PER_PAGE = 30


@dataclass(frozen=True)
class ExperimentLine:
    """One experiment of the list."""

    id: str
    name: str
    kind: str
    status: str
    campaign: str | None
    period: str | None
    answer: str | None  # of its reading


class ExperimentsContext(Context):
    """The list, and the kinds of test on offer."""

    experiments: Slice[ExperimentLine] = Field(description="Newest first.")
    kinds: tuple[str, ...] = Field(description="What can be tested.")
    is_deleted: bool = Field(description="Whether one was just deleted.")


def build(view: View) -> ExperimentsContext:
    today = view.now.date()
    page = paginate(book_of(view).all(), view.page_number(), size=PER_PAGE)
    lines = tuple(_line(Experiment(kept, today), view.words) for kept in page.rows)
    return ExperimentsContext(
        experiments=Slice(lines, page.number, page.pages, page.total),
        kinds=tuple(TestKind),
        is_deleted=view.request.query_params.get("done") == "deleted",
    )


def _line(found: Experiment, words: Words) -> ExperimentLine:
    kept, reading = found.kept, found.reading
    last = kept.ends_on or kept.starts_on
    period = words.period(kept.starts_on, last) if kept.starts_on and last else None
    answer = reading.answer.value if isinstance(reading, ExperimentVerdict) else None
    return ExperimentLine(kept.id, kept.name, kept.kind, found.status, kept.campaign, period, answer)


EXPERIMENTS = Page("experiments", "/experiments", "experiments", build)
