"""Audience, evidence, content and the default order of a creator, as sections of the card."""

from __future__ import annotations

from collections.abc import Iterable

from upshot.decisions.creators.audience import AudienceMatch, DimensionMatch, SourceMatch
from upshot.decisions.creators.content import ContentQuality, HumanRating, Measure
from upshot.decisions.creators.fit import Evidence, FitReport, FitScore, FitSections, Risk, Stance, ToxicityShare
from upshot.decisions.creators.telling import Note, Range
from upshot.decisions.evidence import InsufficientEvidence
from upshot.surfaces.presentation.creator_words import CardSection
from upshot.surfaces.presentation.tables import Column, TextTable
from upshot.surfaces.wording import MISSING, Words


def fit_sections(found: FitSections, words: Words) -> tuple[CardSection, ...]:
    """Everything this side says of a creator, in reading order."""
    return (
        *audience_sections(found.audience, words),
        *evidence_sections(found.evidence, words, risk=found.risk),
        *content_sections(found.content, words),
        score_section(found.score, words),
    )


# --- audience ---------------------------------------------------------------------------------------------------


def audience_sections(found: AudienceMatch | InsufficientEvidence, words: Words) -> tuple[CardSection, ...]:
    """The audience against target and selling places; or why it is not known."""
    title = words.text("fit_audience_title")
    if isinstance(found, InsufficientEvidence):
        return (_unknown("audience", title, found, words),)
    tables = (_dimension_table(found, words), _affinity_table(found, words), _drift_table(found, words))
    notes = [
        *(
            words.text("fit_sources_disagree", dimension=_dimension(each.dimension, words))
            for each in found.dimensions
            if each.do_sources_disagree
        ),
        *note_lines(found.notes, words),
    ]
    shown = tuple(table for table in tables if table.rows)
    return (CardSection("audience", title, tuple(_audience_lines(found, words)), shown, tuple(notes)),)


def _audience_lines(found: AudienceMatch, words: Words) -> Iterable[str]:
    if found.score is not None and found.target is not None:
        yield words.text("fit_audience_score", target=found.target.text[:120], score=share_range(found.score, words))
    if found.joint is not None and len(found.dimensions) > 1:
        told = {name: words.percent(getattr(found.joint, name), digits=0) for name in ("low", "high", "independent")}
        yield words.text("fit_audience_joint", **told)
    if found.sellable is not None:
        yield words.text("fit_audience_sellable", share=share_range(found.sellable, words))
    if found.geography is not None:
        yield words.text("fit_audience_geography", share=share_range(found.geography, words))
    if found.reachable is not None and found.reach is not None:
        told = {name: words.number(round(getattr(found.reachable, name))) for name in ("low", "high", "independent")}
        yield words.text("fit_audience_reachable", reach=words.number(round(found.reach.value)), **told)


def _dimension_table(found: AudienceMatch, words: Words) -> TextTable:
    columns = _columns(words, {"fit_col_dimension": False, "fit_col_overlap": True, "fit_col_in_target": True,
                               "fit_col_js": True, "fit_col_source": False})  # fmt: skip
    rows = tuple(row for each in found.dimensions for row in _dimension_rows(each, words))
    return TextTable("audience_match", words.text("fit_audience_title"), columns, rows)


def _dimension_rows(found: DimensionMatch, words: Words) -> Iterable[tuple[str, ...]]:
    for source in found.sources:
        similarity = MISSING if source.js_similarity is None else words.number(source.js_similarity, digits=3)
        name, overlap = _dimension(found.dimension, words), share_range(source.overlap, words)
        yield (name, overlap, share_range(source.in_target, words), similarity, _source(source, words))


def _source(source: SourceMatch, words: Words) -> str:
    line = words.text(
        "fit_source_line",
        source=source.provenance,
        day=words.day(source.read_at.date()),
        age=words.number(int(source.age_days)),
    )
    return words.text("fit_source_stale", line=line) if source.is_stale else line


def _affinity_table(found: AudienceMatch, words: Words) -> TextTable:
    columns = _columns(words, {"fit_col_dimension": False, "fit_col_bucket": False, "fit_col_share": True,
                               "fit_col_everybody": True, "fit_col_index": True})  # fmt: skip
    rows = tuple(
        (
            _dimension(each.dimension, words),
            one.bucket,
            words.percent(one.share, digits=0),
            words.percent(one.population_share, digits=0),
            words.number(one.index),
        )
        for each in found.dimensions
        for source in each.sources[-1:]
        for one in source.affinities
    )
    return TextTable("audience_affinity", words.text("fit_affinity_title"), columns, rows)


def _drift_table(found: AudienceMatch, words: Words) -> TextTable:
    rows = tuple(
        (
            words.text(
                "fit_audience_drift",
                dimension=_dimension(one.dimension, words),
                bucket=one.bucket,
                before=words.percent(one.before, digits=0),
                after=words.percent(one.after, digits=0),
                first=words.day(one.first_at.date()),
                last=words.day(one.last_at.date()),
                source=one.provenance,
            ),
        )
        for one in found.drifts
    )
    title = words.text("fit_audience_drifts")
    return TextTable("audience_drift", title, (Column(title, is_number=False),), rows)


# --- evidence ---------------------------------------------------------------------------------------------------


def evidence_sections(
    found: FitReport | InsufficientEvidence, words: Words, *, risk: Risk | None = None
) -> tuple[CardSection, ...]:
    """Reasons with their words, the gravest first; or that none were found, and where; never "safe"."""
    title = words.text("fit_evidence_title")
    if isinstance(found, InsufficientEvidence):
        return (_unknown("evidence", title, found, words),)
    lines = [evidence_headline(found, words)]
    if found.toxicity is not None:
        lines.append(_toxicity(found.toxicity, words))
    if risk is not None:
        lines.append(risk_line(risk, words))
    against = _evidence_table("evidence_against", title, found.against, words)
    in_favour = _evidence_table("evidence_for", words.text("fit_for_title"), found.in_favour, words)
    cut = [
        words.text("fit_counts", rule=_rule(item, words), n=n, shown=shown)
        for rule, n in found.counts.items()
        if (shown := sum(item.rule == rule for item in found.items)) < n
        for item in [next(item for item in found.items if item.rule == rule)]
    ]
    shown_tables = tuple(table for table in (against, in_favour) if table.rows)
    return (CardSection("evidence", title, tuple(lines), shown_tables, (*cut, *note_lines(found.notes, words))),)


def evidence_headline(found: FitReport, words: Words) -> str:
    """How many reasons, or that none was found, in how many posts since when."""
    code = "fit_none_found" if found.has_found_none else "fit_some_found"
    facts = {
        "n": found.n_posts,
        "since": words.day(found.since),
        "captions": words.number(found.n_captions),
        "rules": words.day(found.rules_dated),
    }
    if not found.has_found_none:
        facts["found"] = len({(item.rule, item.about) for item in found.against})
    return words.text(code, **facts)


def risk_line(risk: Risk, words: Words) -> str:
    """The risk and what it comes from."""
    told = dict.fromkeys(_risk_reason(note, words) for note in risk.reasons)
    return words.text("fit_risk", level=words.text(f"risk_level_{risk.level}"), why=", ".join(told) or "none")


def _risk_reason(note: Note, words: Words) -> str:
    if note.code != "risk_evidence":
        return words.text(note.code, **words.facts(note.facts))
    return words.text(note.code, rule=words.text(f"safety_rule_{note.facts['rule']}", about="").strip(" «»“”"))


def _toxicity(found: ToxicityShare, words: Words) -> str:
    return words.text(
        "fit_toxicity",
        toxic=words.number(found.n_toxic),
        n=words.number(found.n_comments),
        low=words.percent(found.low),
        high=words.percent(found.high),
        level=words.percent(found.level, digits=0),
    )


def _evidence_table(name: str, title: str, items: Iterable[Evidence], words: Words) -> TextTable:
    labels = ("fit_col_severity", "fit_col_what", "fit_col_quote", "fit_col_when", "fit_col_where", "fit_col_basis")
    rows = tuple(
        (
            MISSING if item.stance is Stance.IN_FAVOUR else words.text(f"risk_level_{item.severity}"),
            _rule(item, words),
            item.quote or MISSING,
            words.day(item.said_at.date() if item.said_at else None),
            item.link or item.post_id,
            _basis(item, words),
        )
        for item in items
    )
    return TextTable(name, title, _columns(words, dict.fromkeys(labels, False)), rows)


def _basis(item: Evidence, words: Words) -> str:
    """The law by its name (what it says stands in the JSON), the setting, or the list of words."""
    if item.law:
        return item.law.partition(": ")[0]
    kind, _, name = item.source.partition(" ")
    return words.text("fit_basis_setting", setting=name) if kind == "setting" else words.text("fit_basis_list")


def _rule(item: Evidence, words: Words) -> str:
    return words.text(f"safety_rule_{item.rule}", about=item.about or "")


# --- content and order ------------------------------------------------------------------------------------------


def content_sections(found: ContentQuality | InsufficientEvidence, words: Words) -> tuple[CardSection, ...]:
    """Attention from watch measures, and each human rating by itself."""
    title = words.text("fit_content_title")
    if isinstance(found, InsufficientEvidence):
        return (_unknown("content", title, found, words),)
    lines = []
    if found.attention is not None:
        measures = {
            "content_watch_ratio": found.attention.watch_ratio,
            "content_full_watch": found.attention.full_watch_rate,
        }
        lines = [_measure(code, one, words) for code, one in measures.items() if one is not None]
    rated = [one for one in (found.nativeness, found.craft, found.brand) if one is not None]
    tables = (_rating_table(rated, words),) if rated else ()
    return (CardSection("content", title, tuple(lines), tables, tuple(note_lines(found.notes, words))),)


def _measure(code: str, found: Measure, words: Words) -> str:
    told = {name: words.percent(getattr(found, name), digits=0) for name in ("median", "low", "high", "level")}
    return words.text(code, n=words.number(found.n_posts), **told)


def _rating_table(ratings: list[HumanRating], words: Words) -> TextTable:
    labels = {"content_col_rating": False, "content_col_item": False, "content_col_mean": True,
              "content_col_spread": True, "content_col_marks": True, "content_col_status": False}  # fmt: skip
    rows = []
    for rating in ratings:
        name = words.text(f"content_rating_{rating.rating}")
        n_marks = sum(item.n_marks for item in rating.items)
        whole = words.text("content_all_items")
        rows.append((name, whole, words.number(rating.mean, digits=1), MISSING, str(n_marks), _status(rating, words)))
        rows += [
            (name, _question(item.item, rating, words), words.number(item.mean, digits=1),
             words.number(item.spread_sd, digits=1), str(item.n_marks), "")
            for item in rating.items
        ]  # fmt: skip
    first = ratings[0]
    title = words.text("content_ratings_title", rubric=first.rubric, version=str(first.version))
    return TextTable("content_ratings", title, _columns(words, labels), tuple(rows))


def _status(rating: HumanRating, words: Words) -> str:
    facts = {}
    if rating.agreement is not None:
        found = rating.agreement
        facts = {name: words.number(getattr(found, name), digits=2) for name in ("kappa", "low", "high")}
    return words.text(f"content_status_{rating.status}", **facts)


def _question(item: str, rating: HumanRating, words: Words) -> str:
    from upshot.registries.content_rubric import rubric  # noqa: PLC0415 (read only where ratings are shown)

    said = next(each for each in rubric(rating.rubric, rating.version) if each.item == item)
    return said.question["fr" if words.language == "fr" else "en"]


def score_section(found: FitScore | InsufficientEvidence, words: Words) -> CardSection:
    """The number that sorts by default, with its range and what is unknown."""
    title = words.text("fit_score_title")
    if isinstance(found, InsufficientEvidence):
        return _unknown("fit_score", title, found, words)
    least, most = words.number(round(found.sort_by)), words.number(round(found.high))
    lines = [words.text("fit_score_line", score=least, high=most)]
    if found.missing:
        parts = ", ".join(words.text(f"fit_part_{name}") for name in found.missing)
        lines.append(words.text("fit_score_missing", parts=parts))
    return CardSection("fit_score", title, tuple(lines))


# --- shared -----------------------------------------------------------------------------------------------------


def share_range(value: Range, words: Words) -> str:
    """One per cent where nothing is open, else from – to."""
    low, high = words.percent(value.low, digits=0), words.percent(value.high, digits=0)
    return low if low == high else f"{low} – {high}"


def note_lines(notes: Iterable[Note], words: Words) -> list[str]:
    """Notes as sentences; dimensions by their names."""
    return [words.text(note.code, **_named(note, words)) for note in notes]


def _named(note: Note, words: Words) -> dict[str, object]:
    facts: dict[str, object] = dict(words.facts(note.facts))
    if "dimension" in facts:
        facts["dimension"] = _dimension(str(facts["dimension"]), words)
    if "dimensions" in facts:
        facts["dimensions"] = ", ".join(_dimension(name, words) for name in str(facts["dimensions"]).split(", "))
    if "n" in facts and str(facts["n"]).isdigit():
        facts["n"] = int(str(facts["n"]))
    return facts


def _dimension(name: str, words: Words) -> str:
    code = f"audience_dim_{name}"
    return words.text(code) if words.has(code) else name


def _unknown(name: str, title: str, found: InsufficientEvidence, words: Words) -> CardSection:
    facts = _named(Note(found.reason, dict(found.facts)), words)
    helps = tuple(f"→ {words.text(code)}" for code in found.what_would_help)
    return CardSection(name, title, (words.text(found.reason, **facts), *helps))


def _columns(words: Words, labels: dict[str, bool]) -> tuple[Column, ...]:
    return tuple(Column(words.text(code), is_number) for code, is_number in labels.items())
