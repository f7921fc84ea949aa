"""The rows of a test by arm: which arm is the control, which rows are one unit, which rows say nothing."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.experiments.unit_file import Labels, UnitFile
from upshot.errors import InvalidInput

Array = NDArray[np.float64]
Ints = NDArray[np.int64]

ARM_HEADERS = ("arm", "variant", "version", "group", "experiment", "cell", "test group", "ad group name", "bras",
               "variante", "groupe")  # fmt: skip
CONTROL_NAMES = frozenset(
    {"control", "controle", "contrôle", "témoin", "temoin", "a", "baseline", "holdout", "placebo"}
)
MOST_ARMS = 12


@dataclass(frozen=True)
class UnitRows:
    """The usable rows of a file, one per randomised unit after `totals`; arm 0 is the control.

    `kept` indexes the file's rows; `units` (n_kept,) gives the unit of each, `arms` (n_units,) the arm of each unit.
    """

    file: UnitFile
    arm_names: tuple[str, ...]
    arms: Ints
    kept: Ints
    units: Ints
    n_rows_without_arm: int
    n_units_in_two_arms: int

    @property
    def n_arms(self) -> int:
        """How many arms."""
        return len(self.arm_names)

    def totals(self, header: str) -> Array:
        """A numeric column per unit: the sum of its rows (of yes/no: any yes); NaN where all are empty."""
        values = self.file.numbers(header)[self.kept]
        if len(self.arms) == len(self.kept):
            return values
        known = ~np.isnan(values)
        is_yes_no = set(np.unique(values[known])) <= {0.0, 1.0}
        sums = np.bincount(self.units[known], values[known], minlength=len(self.arms))
        n_known = np.bincount(self.units[known], minlength=len(self.arms))
        return np.where(n_known > 0, np.minimum(sums, 1.0) if is_yes_no else sums, np.nan)

    def first(self, codes: Ints) -> Ints:
        """A coded column per unit: the value of its first row."""
        kept = codes[self.kept]
        if len(self.arms) == len(self.kept):
            return kept
        found: Ints = kept[np.unique(self.units, return_index=True)[1]]
        return found

    def blocks(self, headers: Sequence[str]) -> Ints:
        """One code per combination of the columns, per unit; an empty cell is a value of its own."""
        columns = np.stack([self.first(self.file.labels(self.file.need(header)).codes) for header in headers], axis=1)
        codes: Ints = np.unique(columns, axis=0, return_inverse=True)[1].reshape(-1).astype(np.int64)
        return codes


def rows_by_arm(
    file: UnitFile, *, arm_column: str | None = None, control: str | None = None, unit_column: str | None = None
) -> UnitRows:
    """Divide a file's rows among the arms.

    Raises
    ------
    InvalidInput : experiment_column_missing; experiment_arms (fewer than two, or too many to be arms);
        experiment_control_unknown, no arm is called so, or none is named like a control
    """
    header = file.need(*((arm_column,) if arm_column else ARM_HEADERS))
    labels = file.labels(header)
    if not 2 <= len(labels.names) <= MOST_ARMS:
        seen = ", ".join(labels.names[:MOST_ARMS]) or "–"
        raise InvalidInput("experiment_arms", file=file.name, column=header, n=len(labels.names), seen=seen)
    order = _control_first(labels, control)
    rank = np.empty(len(order) + 1, dtype=np.int64)
    rank[order], rank[-1] = np.arange(len(order)), -1
    arm_of_row = rank[labels.codes]
    kept = np.flatnonzero(arm_of_row >= 0)
    names = tuple(labels.names[place] for place in order)
    n_without = len(arm_of_row) - len(kept)
    if unit_column is None:
        return UnitRows(file, names, arm_of_row[kept], kept, np.arange(len(kept)), n_without, 0)
    codes = file.labels(file.need(unit_column)).codes
    kept = kept[codes[kept] >= 0]
    return _by_unit(file, names, arm_of_row, kept, codes, len(arm_of_row) - len(kept))


def _by_unit(
    file: UnitFile, names: tuple[str, ...], arm_of_row: Ints, kept: Ints, codes: Ints, n_without: int
) -> UnitRows:
    """Rows of one unit together; a unit seen in two arms is in neither."""
    size = int(codes.max(initial=-1)) + 1
    low = np.full(size, len(names), dtype=np.int64)
    high = np.full(size, -1, dtype=np.int64)
    np.minimum.at(low, codes[kept], arm_of_row[kept])
    np.maximum.at(high, codes[kept], arm_of_row[kept])
    is_torn = (low < high) & (high >= 0)
    kept = kept[~is_torn[codes[kept]]]
    found, units = np.unique(codes[kept], return_inverse=True)
    return UnitRows(file, names, high[found], kept, units.astype(np.int64), n_without, int(is_torn.sum()))


def _control_first(labels: Labels, control: str | None) -> Ints:
    folded = [name.casefold() for name in labels.names]
    if control is not None:
        found = [place for place, name in enumerate(folded) if name == control.casefold()]
    else:
        found = [place for place, name in enumerate(folded) if name in CONTROL_NAMES]
    if len(found) != 1:
        near = difflib.get_close_matches((control or "").casefold(), folded, n=1)
        nearest = labels.names[folded.index(near[0])] if near else "none"
        raise InvalidInput(
            "experiment_control_unknown", seen=control or "none", arms=", ".join(labels.names), nearest=nearest
        )
    others = [place for place in range(len(labels.names)) if place != found[0]]
    return np.array([found[0], *others], dtype=np.int64)
