"""Look through a creator's captions and comments for what a brand would want to have read before it signs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import cache

from upshot.decisions.creators.fit.comments import comment_toxicity
from upshot.decisions.creators.fit.model import (
    BrandTerms,
    CommentText,
    Evidence,
    FitReport,
    PostText,
    Stance,
)
from upshot.decisions.creators.fit.phrases import Folded, Match, PhraseFinder, quote
from upshot.decisions.creators.panel import CreatorPanel
from upshot.decisions.creators.telling import Note
from upshot.decisions.evidence import InsufficientEvidence
from upshot.registries.brand_safety import SafetyLaw, SafetyRule, safety_rules
from upshot.registries.spark_rules import spark_rule

MOST_PER_RULE = 5
PLATFORM_LAW = "TikTok, Branded Content Policy: the commercial-content setting must be on"
NOBODY = BrandTerms()
_SIGNALS, _DISCLOSURE = "ad_signal", "disclosure"


def posts_of(panel: CreatorPanel, creator: str) -> tuple[PostText, ...]:
    """What the panel holds of one creator's posts, oldest first; empty where it does not know the creator."""
    place = panel.place.get(creator)
    if place is None:
        return ()
    rows = range(*panel.posts_of(place).indices(len(panel.post_id)))
    return tuple(
        PostText(
            panel.post_id[row],
            panel.caption[row],
            _instant(panel.published[row]),
            None if panel.is_sponsored[row] != panel.is_sponsored[row] else bool(panel.is_sponsored[row]),
            f"https://www.tiktok.com/@{creator}/video/{panel.post_id[row]}",
        )
        for row in rows
    )


def find_evidence(
    creator: str,
    posts: Sequence[PostText],
    comments: Sequence[CommentText] = (),
    brand: BrandTerms = NOBODY,
    *,
    country: str | None = None,
    now: datetime,
) -> FitReport | InsufficientEvidence:
    """Every reason that the texts hold, the gravest and latest first.

    Parameters
    ----------
    posts : of this creator; those without a caption are counted and cannot be read
    comments : under those posts; none = their tone is unknown, which the report says
    country : where the creator works; its laws are asked beside those of the brand's countries

    Returns
    -------
    FitReport, or InsufficientEvidence `fit_nothing_to_read` where no caption and no comment was supplied
    """
    known = [post for post in posts if post.published_at is None or post.published_at <= now]
    read = [post for post in known if post.caption and post.caption.strip()]
    if not read and not comments:
        facts = (("creator", creator), ("n", str(len(posts))))
        return InsufficientEvidence("fit_nothing_to_read", ("help_fit_captions",), facts)
    countries = _countries(country, brand)
    look = _Look(brand, countries, now)
    found = [item for post in read for item in look.at(post)]
    toxicity, toxic = comment_toxicity(comments, now=now)
    items, counts = _gravest([*found, *toxic])
    days = sorted(post.published_at.date() for post in known if post.published_at is not None)
    return FitReport(
        creator=creator,
        items=items,
        counts=counts,
        n_posts=len(known),
        n_captions=len(read),
        since=days[0] if days else None,
        until=days[-1] if days else None,
        toxicity=toxicity,
        rules_dated=max(rule.dated for rule in safety_rules()),
        notes=tuple(_notes(known, read, comments, brand, countries)),
    )


class _Look:
    """One brand's way of reading a post: finders compiled once, laws by country."""

    def __init__(self, brand: BrandTerms, countries: Collection[str] | None, now: datetime) -> None:
        self._brand, self._countries, self._now = brand, countries, now
        self._any, self._rules = _sector_finders()
        self._competitors = [(name, _name_finder(name)) for name in brand.competitors]
        self._values = [
            (value, PhraseFinder(value.supports, may_be_denied=True), PhraseFinder(value.conflicts))
            for value in brand.values
        ]

    def at(self, post: PostText) -> Iterator[Evidence]:
        """What one caption gives."""
        text = Folded(post.caption or "")
        if self._any.first(text) is not None:
            for rule, finder in self._rules:
                if rule.rule not in self._brand.own_sectors and (match := finder.first(text)):
                    yield self._of_rule(rule, post, match)
        yield from self._advertising(post, text)
        yield from self._competition(post, text)
        yield from self._value(post, text)

    def _of_rule(self, rule: SafetyRule, post: PostText, match: Match) -> Evidence:
        law = rule.law_on(_day(post), self._countries)
        return self._evidence(
            post, match, rule=rule.rule, category=rule.category, severity=law.severity if law else rule.severity,
            source=rule.source, dated=rule.dated, law=law,
        )  # fmt: skip

    def _advertising(self, post: PostText, text: Folded) -> Iterator[Evidence]:
        """Words that sell without a word that says so; a paid post whose caption does not say so."""
        signals, tags = _advert_finders()
        if tags.first(text) is not None or self._is_mentioned(post, text):
            return
        match = signals.first(text)
        if post.is_paid:
            where = match or Match("", 0, 0)
            yield self._evidence(
                post, where, rule="paid_without_mention", category="undisclosed_ad", severity="low",
                source=PLATFORM_LAW, dated=None, law=self._disclosure_law(post),
            )  # fmt: skip
        elif match is not None:
            severity = "medium" if post.is_paid is None else "low"
            yield self._evidence(
                post, match, rule="undisclosed_ad", category="undisclosed_ad", severity=severity,
                source="registry ad_signals", dated=None, law=self._disclosure_law(post),
            )  # fmt: skip

    def _is_mentioned(self, post: PostText, text: Folded) -> bool:
        """Whether a mention that the law of the day accepts stands in the caption."""
        rule = spark_rule("disclosure_text", on=_day(post) or self._now.date(), countries=self._countries)
        wanted = (*rule.mentions, *rule.equivalents) if rule else ()
        return _finder(wanted).first(text) is not None

    def _disclosure_law(self, post: PostText) -> SafetyLaw | None:
        rule = spark_rule("disclosure_text", on=_day(post) or self._now.date(), countries=self._countries)
        if rule is None or rule.authority != "law":
            return None
        told = {"countries": rule.countries, "from": rule.first_day, "until": rule.last_day, "severity": "medium",
                "text": rule.source, "link": rule.link}  # fmt: skip
        return SafetyLaw.model_validate(told)

    def _competition(self, post: PostText, text: Folded) -> Iterator[Evidence]:
        """Competitors named inside the exclusivity window; a post without a date is taken to be in it."""
        age = _age_days(post.published_at, self._now)
        if age is not None and age > self._brand.exclusivity_days:
            return
        for name, finder in self._competitors:
            if match := finder.first(text):
                yield self._evidence(
                    post, match, rule="competitor", category="competitor",
                    severity="high" if post.is_paid else "medium", source="setting competitors", dated=None, about=name,
                )  # fmt: skip

    def _value(self, post: PostText, text: Folded) -> Iterator[Evidence]:
        for value, supports, conflicts in self._values:
            if match := conflicts.first(text):
                yield self._evidence(
                    post, match, rule="value_conflict", category="value", severity="medium",
                    source="setting brand_values", dated=None, about=value.name,
                )  # fmt: skip
            elif match := supports.first(text):
                yield self._evidence(
                    post, match, rule="value_match", category="value", severity="low", stance=Stance.IN_FAVOUR,
                    source="setting brand_values", dated=None, about=value.name,
                )  # fmt: skip

    def _evidence(
        self,
        post: PostText,
        match: Match,
        *,
        rule: str,
        category: str,
        severity: str,
        source: str,
        dated: date | None,
        law: SafetyLaw | None = None,
        stance: Stance = Stance.AGAINST,
        about: str | None = None,
    ) -> Evidence:
        return Evidence(
            rule=rule, category=category, severity=severity, stance=stance, matched=match.phrase,
            quote=quote(post.caption or "", match), where="caption", post_id=post.post_id, said_at=post.published_at,
            age_days=_age_days(post.published_at, self._now), link=post.link, source=source, dated=dated,
            law=law.text if law else None, law_link=law.link if law else None, about=about,
        )  # fmt: skip


@cache
def _sector_finders() -> tuple[PhraseFinder, tuple[tuple[SafetyRule, PhraseFinder], ...]]:
    """One finder for anything at all, which most captions do not pass, and one for each rule."""
    rules = [rule for rule in safety_rules() if rule.category not in {_SIGNALS, _DISCLOSURE}]
    everything = PhraseFinder([p for rule in rules for p in rule.all_phrases()], may_be_denied=False)
    return everything, tuple(
        (rule, PhraseFinder(rule.all_phrases(), patterns=rule.patterns, unless=rule.unless)) for rule in rules
    )


@cache
def _advert_finders() -> tuple[PhraseFinder, PhraseFinder]:
    """Words that sell, and words that say so."""

    def finder(category: str) -> PhraseFinder:
        rules = [rule for rule in safety_rules() if rule.category == category]
        return PhraseFinder(
            [p for rule in rules for p in rule.all_phrases()], patterns=[x for rule in rules for x in rule.patterns]
        )

    return finder(_SIGNALS), finder(_DISCLOSURE)


@cache
def _finder(phrases: tuple[str, ...]) -> PhraseFinder:
    return PhraseFinder(phrases)


def _name_finder(name: str) -> PhraseFinder:
    """A brand's name as words, as a @handle and as a hashtag, also written together."""
    plain = name.strip().lstrip("@#")
    together = "".join(plain.split())
    return PhraseFinder(dict.fromkeys((plain, together, f"@{together}", f"#{together}")), may_be_denied=False)


def _gravest(found: Iterable[Evidence]) -> tuple[tuple[Evidence, ...], dict[str, int]]:
    """The gravest few of each rule, and how many there were."""
    counts: Counter[str] = Counter()
    kept: Counter[tuple[str, str | None]] = Counter()
    items = []
    for item in sorted(found, key=lambda each: (each.rank, each.rule, each.post_id)):
        counts[item.rule] += 1
        kept[item.rule, item.about] += 1
        if kept[item.rule, item.about] <= MOST_PER_RULE:
            items.append(item)
    return tuple(items), dict(sorted(counts.items()))


def _countries(country: str | None, brand: BrandTerms) -> tuple[str, ...] | None:
    """Countries whose laws are asked; None = nobody said where anybody is, and then every law is asked."""
    told = [*([country] if country else []), *(brand.countries or ())]
    return tuple(dict.fromkeys(code.upper() for code in told)) or None


def _notes(
    posts: Sequence[PostText],
    read: Sequence[PostText],
    comments: Sequence[CommentText],
    brand: BrandTerms,
    countries: Collection[str] | None,
) -> Iterator[Note]:
    missing: tuple[tuple[bool, Callable[[], Note]], ...] = (
        (len(read) < len(posts), lambda: Note("fit_without_caption", {"n": str(len(posts) - len(read))})),
        (not comments, lambda: Note("fit_no_comments")),
        (not brand.competitors, lambda: Note("fit_no_competitors")),
        (not brand.values, lambda: Note("fit_no_values")),
        (countries is None, lambda: Note("fit_every_law")),
        (True, lambda: Note("fit_text_only")),
    )
    yield from (note() for is_missing, note in missing if is_missing)


def _instant(seconds: float) -> datetime | None:
    return datetime.fromtimestamp(float(seconds), UTC) if seconds == seconds else None  # noqa: PLR0124 (not NaN)


def _day(post: PostText) -> date | None:
    return post.published_at.date() if post.published_at else None


def _age_days(at: datetime | None, now: datetime) -> float | None:
    return (now - at).total_seconds() / 86_400 if at else None
