"""Attribution as Python users hold it: the report, and a frame of every credit."""

from __future__ import annotations

from datetime import UTC, datetime

import pyarrow as pa

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.journeys.asking import AttributionQuestion, attribute_workspace
from upshot.decisions.journeys.models_report import AttributionReport
from upshot.surfaces.presentation.attribution import flat_rows
from upshot.wiring import Workspace


class ShownAttribution(AttributionReport):
    """An attribution report with what a notebook expects of it."""

    def to_frame(self) -> pa.Table:
        """A row per state and model: conversions, revenue, their intervals, share, removal effect; unknown is null."""
        return pa.Table.from_pylist(flat_rows(self))


def attribute_home(workspace: Workspace, asked: AttributionQuestion) -> ShownAttribution | InsufficientEvidence:
    """The models over a workspace's journeys; see `attribute_workspace`."""
    cache = workspace.house.home / "cache" / workspace.name / "journeys"
    found = attribute_workspace(workspace, asked, cache_folder=cache, now=datetime.now(UTC))
    return found if isinstance(found, InsufficientEvidence) else ShownAttribution.model_construct(**dict(found))
