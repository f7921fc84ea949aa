"""The experiments of a workspace, kept from the first plan to the reading: nothing that was tried is forgotten.

They are no record table: planning a test says nothing of what the programme earned, so it must not make the verdict be
worked out anew. Only the lift test that a reading is saved as does, and that one is a record.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from upshot.errors import UnknownName
from upshot.records import connecting
from upshot.records.schema import EXPERIMENT
from upshot.records.store import Records

Json = dict[str, Any]


@dataclass(frozen=True)
class KeptExperiment:
    """One experiment; `asked`, `plan` and `reading` are JSON as the experiments room writes it.

    `design` is the place of the chosen option in the plan; None while it is a draft. `reading` None: not read yet.
    """

    id: str
    name: str
    kind: str
    asked: Json
    plan: Json
    created_at: datetime
    changed_at: datetime
    campaign: str | None = None
    creators: list[str] = field(default_factory=list)
    starts_on: date | None = None
    ends_on: date | None = None
    read_from: date | None = None
    design: int | None = None
    reading_asked: Json | None = None
    reading: Json | None = None
    read_at: datetime | None = None
    lift_test: str | None = None
    verdict_before: Json | None = None


class ExperimentBook:
    """The experiments of one workspace; every statement filters by it."""

    def __init__(self, records: Records, workspace: str) -> None:
        self._records, self._workspace = records, workspace

    def all(self) -> list[KeptExperiment]:
        """Every experiment, newest first."""
        wanted = self._select().order_by(EXPERIMENT.c.created_at.desc(), EXPERIMENT.c.id)
        with connecting.transaction(self._records.engine) as connection:
            return [_kept(row) for row in connection.execute(wanted).mappings()]

    def find(self, experiment_id: str) -> KeptExperiment:
        """One experiment.

        Raises
        ------
        UnknownName : unknown_experiment
        """
        wanted = self._select().where(EXPERIMENT.c.id == experiment_id)
        with connecting.transaction(self._records.engine) as connection:
            row = connection.execute(wanted).mappings().first()
        if row is None:
            raise UnknownName("unknown_experiment", seen=experiment_id)
        return _kept(row)

    def add(self, values: Mapping[str, Any], *, who: str, now: datetime) -> KeptExperiment:
        """Keep a new experiment under an id of its own."""
        made = {"creators": [], **values, "id": secrets.token_hex(6), "created_at": now, "changed_at": now}
        with connecting.transaction(self._records.engine, is_writing=True) as connection:
            self._records._touch_desk(connection, self._workspace)  # noqa: SLF001 (one room)
            connection.execute(sa.insert(EXPERIMENT).values(workspace=self._workspace, **made))
        self._audit("plan_experiment", made["id"], {"name": made["name"], "kind": made["kind"]}, who, now)
        return self.find(made["id"])

    def change(self, experiment_id: str, values: Mapping[str, Any], *, act: str, who: str, now: datetime) -> None:
        """Write some columns of an experiment; leaves an audit event called `act`.

        Raises
        ------
        UnknownName : unknown_experiment
        """
        changed = sa.update(EXPERIMENT).where(*self._same(experiment_id)).values(**values, changed_at=now)
        with connecting.transaction(self._records.engine, is_writing=True) as connection:
            if not connection.execute(changed).rowcount:
                raise UnknownName("unknown_experiment", seen=experiment_id)
            self._records._touch_desk(connection, self._workspace)  # noqa: SLF001 (one room)
        self._audit(act, experiment_id, {"columns": sorted(values)}, who, now)

    def delete(self, experiment_id: str, *, who: str, now: datetime) -> None:
        """Forget an experiment; the lift test it was saved as stays, it is a record of its own."""
        found = self.find(experiment_id)
        with connecting.transaction(self._records.engine, is_writing=True) as connection:
            self._records._touch_desk(connection, self._workspace)  # noqa: SLF001 (one room)
            connection.execute(sa.delete(EXPERIMENT).where(*self._same(experiment_id)))
        self._audit("delete_experiment", experiment_id, {"name": found.name}, who, now)

    def _select(self) -> sa.Select[Any]:
        return sa.select(EXPERIMENT).where(EXPERIMENT.c.workspace == self._workspace)

    def _same(self, experiment_id: str) -> tuple[sa.ColumnElement[bool], ...]:
        return (EXPERIMENT.c.workspace == self._workspace, EXPERIMENT.c.id == experiment_id)

    def _audit(self, act: str, subject: str, detail: Json, who: str, now: datetime) -> None:
        self._records.audit(self._workspace, who=who, act=act, subject=f"experiment {subject}", detail=detail, now=now)


def _kept(row: Mapping[Any, Any]) -> KeptExperiment:
    return KeptExperiment(**{name: row[name] for name in KeptExperiment.__dataclass_fields__})
