"""Questions that make no sense, refused with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from upshot.errors import NotAllowed, UnknownName
from upshot.measures.dimensions import Dimension
from upshot.measures.facts import FACTS, Reading
from upshot.measures.facts.base import ledger_columns
from upshot.measures.kpi import Basis, Kpi
from upshot.measures.names import nearest


def find_dimension(name: Dimension | str) -> Dimension:
    """The dimension by its name."""
    try:
        return Dimension(name)
    except ValueError as unknown:
        known = [dimension.value for dimension in Dimension]
        raise UnknownName(
            "dimension_unknown", seen=str(name), nearest=nearest(str(name), known), valid=known
        ) from unknown


def check_question(kpis: Sequence[Kpi], reading: Reading) -> None:
    """Refuse the first thing that is wrong with the question.

    Raises
    ------
    NotAllowed : `kpi_is_modelled`, `kpi_without_source`, `kpi_mixed_denominators`, `kpi_needs_ledger`, `kpi_not_by`,
        `kpi_ledger_without_days`,
        `kpi_does_not_add`
    """
    for kpi in kpis:
        _check_computed_here(kpi)
    check_same_base(kpis)
    for kpi in kpis:
        _check_ledgers(kpi, reading)
        _check_breakdown(kpi, reading)
        missing = sorted(kpi.needs - {dimension.value for dimension in reading.dimensions})
        if missing:
            asked = ", ".join(sorted(reading.dimensions)) or "–"
            raise NotAllowed("kpi_does_not_add", kpi=kpi.id, by=asked, valid=" + ".join(sorted(kpi.needs)))


def _check_computed_here(kpi: Kpi) -> None:
    if kpi.basis is Basis.MODELLED:
        raise NotAllowed("kpi_is_modelled", kpi=kpi.id, command="upshot verdict")
    if kpi.numerator is None:
        raise NotAllowed(kpi.missing_source or "kpi_without_source", kpi=kpi.id)


def check_same_base(kpis: Iterable[Kpi]) -> None:
    """Refuse to set KPIs of one family side by side when they are over different denominators."""
    families: dict[str, dict[str, str]] = {}
    for kpi in kpis:
        if kpi.family:
            families.setdefault(kpi.family, {})[kpi.id] = kpi.denominator.formula if kpi.denominator else ""
    for members in families.values():
        if len(set(members.values())) > 1:
            bases = [f"{kpi} ÷ {base}" for kpi, base in members.items()]
            raise NotAllowed("kpi_mixed_denominators", kpis=list(members), seen=bases)


def check_addable(left: Kpi, right: Kpi) -> None:
    """Refuse to add two KPIs up: ad displays and organic plays, or anything that is not a plain sum of one fact."""
    kinds = {term.fact for kpi in (left, right) for term in (kpi.numerator,) if term}
    if {left.id, right.id} & {"impressions"} and {left.id, right.id} & {"views", "views_organic"}:
        raise NotAllowed("kpi_impressions_and_views", seen=f"{left.id} + {right.id}")
    if len(kinds) > 1 or left.unit is not right.unit or left.roll_up.value != "sum" or right.roll_up.value != "sum":
        raise NotAllowed("kpi_cannot_be_added", seen=f"{left.id} + {right.id}")


def _check_ledgers(kpi: Kpi, reading: Reading) -> None:
    for name in kpi.facts:
        if FACTS[name].is_ledger and name not in reading.extra:
            raise NotAllowed("kpi_needs_ledger", kpi=kpi.id, ledger=name)
        is_whole = FACTS[name].is_ledger and "day" not in ledger_columns(reading, name)
        if is_whole and reading.period is not None:
            raise NotAllowed("kpi_ledger_without_days", kpi=kpi.id, ledger=name)


def _check_breakdown(kpi: Kpi, reading: Reading) -> None:
    carried = frozenset(Dimension)
    for name in kpi.facts:
        carried &= FACTS[name].dimensions(reading)
    for dimension in sorted(reading.dimensions):
        if dimension not in carried:
            valid = [known.value for known in Dimension if known in carried]
            raise NotAllowed("kpi_not_by", kpi=kpi.id, dimension=dimension.value, valid=valid)
