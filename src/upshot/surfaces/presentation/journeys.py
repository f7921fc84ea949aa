"""The report of journeys in words and tables."""

from __future__ import annotations

from decimal import Decimal

from upshot.decisions.journeys.report import JourneyReport, Quantile
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.wording import Words

_ARROW = " → "
_MOST_SHOWN = 90  # characters of a path


def title(report: JourneyReport, words: Words) -> str:
    """What was cut, by what, and from what."""
    by = words.text(f"journeys_by_{report.by}")
    if report.campaign is not None:
        return words.text("journeys_title_campaign", by=by, campaign=report.campaign)
    return words.text("journeys_title", by=by)


def answer_lines(report: JourneyReport, words: Words) -> list[str]:
    """How many journeys, conversions and how much of both no touch is known of."""
    lines = [
        words.text(
            "journeys_answer",
            journeys=report.journeys,
            converted=report.conversions_in_journeys,
            states=report.states,
            value=_money(report.value_in_journeys, report, words),
        ),
        words.text(
            "journeys_untouched" if report.campaign is None else "journeys_elsewhere",
            n=report.conversions_untouched,
            conversions=report.conversions,
            value=_money(report.value_untouched, report, words),
            total=_money(report.value, report, words),
        ),
    ]
    if report.refunded:
        lines.append(words.text("journeys_refunded", n=report.refunded))
    if report.still_open and report.terms is not None:
        lines.append(words.text("journeys_open", n=report.still_open, days=_plain(report.terms.window_days)))
    return lines


def _money(amount: Decimal, report: JourneyReport, words: Words) -> str:
    return words.money(amount, report.currency) if report.currency else words.number(amount, digits=2)


def _plain(value: float) -> str:
    return f"{value:g}"


def touch_table(report: JourneyReport, words: Words) -> TextTable:
    """Every touch that came: by kind, less what each rule set aside, gives the touches of journeys."""
    total = max(report.touches, 1)
    counts = [(words.text(f"journeys_kind_{kind}"), n) for kind, n in report.touches_by_kind.items()]
    counts += [(words.text(f"journeys_aside_{rule}", **_limits(report)), -n) for rule, n in report.set_aside.items()]
    rows = tuple((label, words.number(n), words.percent(n / total)) for label, n in counts)
    columns = (
        Column(words.text("journeys_col_touches"), is_number=False),
        Column(words.text("journeys_col_number")),
        Column(words.text("journeys_col_share")),
    )
    last = (words.text("journeys_steps"), words.number(report.steps), words.percent(report.steps / total))
    return TextTable("journey_touches", words.text("journeys_table_touches"), columns, rows, last)


def _limits(report: JourneyReport) -> dict[str, str]:
    terms = report.terms
    if terms is None:
        return {}
    return {"minutes": _plain(terms.repeat_minutes), "most": str(terms.most_touches)}


def spread_table(report: JourneyReport, words: Words) -> TextTable:
    """How long the paths are and how long they take: the value that a share of all does not exceed."""
    parts = (
        ("journeys_length", report.path_length, 0),
        ("journeys_length_converted", report.path_length_converted, 0),
        ("journeys_days", report.days_to_convert, 1),
    )
    shown = [(code, found, digits) for code, found, digits in parts if found]
    shares = [one.share for one in shown[0][1]] if shown else []
    columns = (
        Column(words.text("journeys_col_spread"), is_number=False),
        *(Column(words.text("journeys_col_at_most", share=words.percent(share, digits=0))) for share in shares),
    )
    rows = tuple((words.text(code), *_values(found, digits, words)) for code, found, digits in shown)
    return TextTable("journey_spread", words.text("journeys_table_spread"), columns, rows)


def _values(found: tuple[Quantile, ...], digits: int, words: Words) -> tuple[str, ...]:
    return tuple(words.number(one.value, digits=digits) for one in found)


def path_table(report: JourneyReport, words: Words) -> TextTable:
    """The ways that led to most conversions."""
    labels = ("journeys_col_path", "journeys_col_journeys", "journeys_col_conversions", "journeys_col_value")
    columns = tuple(Column(words.text(label), is_number=place > 0) for place, label in enumerate(labels))
    rows = tuple(
        (
            _shortened(_ARROW.join(path.states)),
            words.number(path.journeys),
            words.number(path.conversions),
            _money(path.value, report, words),
        )
        for path in report.top_paths
    )
    return TextTable("journey_paths", words.text("journeys_table_paths"), columns, rows)


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"


def note_lines(report: JourneyReport, words: Words) -> list[str]:
    """What the numbers rest on, and what they cannot show."""
    notes = []
    if report.visitors is not None:
        notes.append(words.text("journeys_note_visitors", visitors=report.visitors))
    if report.visitors_known_as_customers:
        notes.append(words.text("journeys_note_customers", n=report.visitors_known_as_customers))
    if report.visitors_shared:
        notes.append(words.text("journeys_note_shared", n=report.visitors_shared))
    if report.n_heavy_visitors and report.terms is not None:
        names = ", ".join(f"{one.visitor}… ({words.number(one.touches)})" for one in report.heavy_visitors)
        notes.append(
            words.text("journeys_note_heavy", n=report.n_heavy_visitors, most=report.terms.most_touches, names=names)
        )
    if report.orders_named_but_unknown:
        notes.append(words.text("journeys_note_unknown_orders", n=report.orders_named_but_unknown))
    if not report.has_orders and report.visitors is not None:
        notes.append(words.text("journeys_note_no_orders"))
    if report.terms is not None:
        notes.append(
            words.text(
                "journeys_note_rules",
                window=_plain(report.terms.window_days),
                idle=_plain(report.terms.idle_days),
                repeat=_plain(report.terms.repeat_minutes),
                tolerance=_plain(report.terms.clock_tolerance_minutes),
            )
        )
    if report.visitors is not None and not report.touches_by_kind.get("view"):
        notes.append(words.text("journeys_note_no_views"))
    notes.append(words.text("journeys_note_limits"))
    return notes
