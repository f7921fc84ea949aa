"""One question of attribution, from whoever asks it: the terminal, a page, a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.journeys.calibration import calibrate, read_lift_results
from upshot.decisions.journeys.models import Terms, attribute
from upshot.decisions.journeys.models_counts import Model, parse_models
from upshot.decisions.journeys.models_report import AttributionReport
from upshot.decisions.journeys.path_file import read_paths
from upshot.decisions.journeys.reading import read_journeys_and_report
from upshot.errors import InvalidInput
from upshot.measures.data import WorkspaceData
from upshot.measures.terms import read_terms
from upshot.warehouse.engine_choice import DUCKDB, reading_with
from upshot.warehouse.journey_files import MOST_BEFORE


@dataclass(frozen=True)
class AttributionQuestion:
    """What is asked; no model named means the default ones."""

    by: str = "creator"
    models: tuple[str, ...] = ()
    order: int = 1
    n_draws: int | None = None
    seed: int = 1
    campaign: str | None = None

    def checked(self) -> AttributionQuestion:
        """The same question, or a refusal before anything is read.

        Raises
        ------
        UnknownName : unknown_attribution_model; InvalidInput : markov_order_out_of_range
        """
        parse_models(self.models)
        if not 1 <= self.order <= MOST_BEFORE:
            raise InvalidInput("markov_order_out_of_range", seen=self.order, most=MOST_BEFORE)
        return self

    def terms(self, *, half_life_days: float) -> Terms:
        """The question as terms of the models."""
        models: tuple[Model, ...] = parse_models(self.models)
        return Terms(models, self.order, half_life_days, n_draws=self.n_draws, seed=self.seed)


def attribute_workspace(
    data: WorkspaceData, asked: AttributionQuestion, *, cache_folder: Path, now: datetime
) -> AttributionReport | InsufficientEvidence:
    """The models over the journeys of a workspace, with its currency, its half-life and its experiments.

    Raises
    ------
    UnknownName : unknown_journey_dimension, unknown_campaign, unknown_attribution_model
    InvalidInput : markov_order_out_of_range, markov_too_large
    """
    asked.checked()
    found = read_journeys_and_report(data, by=asked.by, cache_folder=cache_folder, now=now, campaign=asked.campaign)
    if isinstance(found, InsufficientEvidence):
        return found
    store, cut = found
    settings = read_terms(data)
    terms = asked.terms(half_life_days=settings.time_decay_half_life_days)
    report = attribute(store, terms, currency=cut.currency)
    if isinstance(report, InsufficientEvidence):
        return report
    tests = read_lift_results(data, by=asked.by, today=now.astimezone(settings.zone).date())
    return calibrate(report, store, terms, tests, zone=settings.zone)


@reading_with(DUCKDB)  # a file is counted where it lies: no cluster need see the folder
def attribute_paths(
    file: Path, folder: Path, asked: AttributionQuestion, *, now: datetime
) -> AttributionReport | InsufficientEvidence:
    """The models over a file of paths with counts, whose store is written to `folder`.

    Raises
    ------
    InvalidInput : columns_missing, path_file_cell, path_count_negative; SourceRefused : the file cannot be opened
    """
    store, _ = read_paths(file, folder, now=now)
    return attribute(store, asked.checked().terms(half_life_days=7.0))
