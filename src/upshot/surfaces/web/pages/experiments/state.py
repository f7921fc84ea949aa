"""A kept experiment as pages need it: its plan and reading as objects, and where it stands today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.experiments.ab_model import AbVerdict
from upshot.decisions.experiments.event_plan import LaunchDesign
from upshot.decisions.experiments.geo_model import GeoDesign, RefusedDesign
from upshot.decisions.experiments.kept import TestKind, lift_record_of, plan_of_json, reading_of_json
from upshot.decisions.experiments.model import DesignOption, ExperimentAnswer, ExperimentPlan, ExperimentVerdict
from upshot.decisions.experiments.on_off_test import OnOffDesign
from upshot.records.experiments import ExperimentBook, KeptExperiment
from upshot.surfaces.web.pages.experiments.fields import PLAN_FIELDS, Answers
from upshot.surfaces.web.view import View

Days = tuple[date | None, date | None, date | None]


def book_of(view: View) -> ExperimentBook:
    """The experiments of the workspace of this page."""
    return ExperimentBook(view.house.records, view.home.name)


@dataclass(frozen=True)
class Experiment:
    """One experiment, with its JSON read."""

    kept: KeptExperiment
    today: date

    @property
    def kind(self) -> TestKind:
        return TestKind(self.kept.kind)

    @cached_property
    def _plan(self) -> tuple[ExperimentPlan, tuple[RefusedDesign, ...]]:
        return plan_of_json(self.kind, self.kept.plan)

    @property
    def plan(self) -> ExperimentPlan:
        return self._plan[0]

    @property
    def refused(self) -> tuple[RefusedDesign, ...]:
        return self._plan[1]

    @property
    def option(self) -> DesignOption | None:
        """The design that was chosen."""
        place = self.kept.design
        return None if place is None or place >= len(self.plan.options) else self.plan.options[place]

    @cached_property
    def reading(self) -> ExperimentVerdict | InsufficientEvidence | None:
        return None if self.kept.reading is None else reading_of_json(self.kind, self.kept.reading)

    @property
    def creators(self) -> tuple[str, ...]:
        """Who posts, for a test of organic posts."""
        if self.kind is not TestKind.POSTS:
            return ()
        names = Answers(self.kept.asked, PLAN_FIELDS[self.kind]).names("creators")
        return tuple(name.removeprefix("@") for name in names)

    @property
    def can_be_used(self) -> bool:
        """Whether the reading can calibrate the verdict."""
        found = self.reading
        if isinstance(found, AbVerdict):
            primary = [estimate for estimate in found.estimates if estimate.is_primary]
            is_read = found.answer is not ExperimentAnswer.STOPPED
            return is_read and len(primary) == 1 and primary[0].standard_error is not None
        return lift_record_of(found) is not None

    @property
    def status(self) -> str:
        """Where it stands: draft, planned, running, to_read, unreadable, read or used."""
        if self.kept.lift_test is not None:
            return "used"
        if self.kept.reading is not None:
            return "unreadable" if "insufficient" in self.kept.reading else "read"
        if self.kept.design is None:
            return "draft"
        if self.kept.starts_on is None or self.today < self.kept.starts_on:
            return "planned"
        last = self.kept.read_from or self.kept.ends_on
        return "running" if last is None or self.today < last else "to_read"


def find_experiment(view: View) -> Experiment:
    """The experiment that the path names.

    Raises
    ------
    UnknownName : unknown_experiment
    """
    return Experiment(book_of(view).find(view.request.path_params["name"]), view.now.date())


def days_of(option: DesignOption, starts_on: date | None) -> Days:
    """First and last day of the test, and the first day on which it should be read."""
    if isinstance(option, GeoDesign | OnOffDesign | LaunchDesign):
        test = option.test_period
        rest = option.cooldown_period if isinstance(option, GeoDesign) else None
        return test.starts_on, test.ends_on, (rest or test).ends_on + timedelta(days=1)
    if starts_on is None or option.duration_days is None:
        return starts_on, None, None
    last = starts_on + timedelta(days=option.duration_days - 1)
    return starts_on, last, last + timedelta(days=1)
