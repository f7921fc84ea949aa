"""From ad facts, rights and the expected response to one piece of advice per running boost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
from numpy.typing import NDArray

from upshot.decisions.evidence import InsufficientEvidence
from upshot.decisions.spark.advice.fatigue import read_fatigue
from upshot.decisions.spark.advice.model import Act, AdviceSheet, DailyAdvice, FatigueSign
from upshot.decisions.spark.plan.policy import Limits, divide_day, flat_prior
from upshot.decisions.spark.plan.response import AdSeries, expected_response, margin_per_order, read_ad_series
from upshot.decisions.spark.plan.rights import PostRight, Rights, rights_of
from upshot.decisions.verdict.model import Interval, Phrase, Verdict
from upshot.errors import InvalidInput
from upshot.measures.data import WorkspaceData
from upshot.measures.terms import read_terms, zone_of
from upshot.registries.ad_response_priors import response_priors
from upshot.stats.thompson import ResponseDraws
from upshot.vocabulary.spark_rights import SparkRight

Array = NDArray[np.float64]

RUNNING_DAYS = 3  # a post that spent within the last three days of the report is running
LOSES = 0.1  # probability that the money comes back, at which a boost is stopped
EVEN = 0.5  # that the next euro does, below which nothing is raised
SMALL_MOVE = 0.03  # of yesterday's spend: less is no advice
CENT = Decimal("0.01")
N_DRAWS = 1_000
WARN_DAYS = 7  # before a right ends


@dataclass(frozen=True)
class AdviceTerms:
    """What was asked: the day's budget (None: what the boosts spent yesterday together) and the limits."""

    budget_per_day: Decimal | None = None
    max_step: float = 0.25
    exploration_share: float = 0.1

    def checked(self) -> AdviceTerms:
        """Itself.

        Raises
        ------
        InvalidInput : spark_step_out_of_range, spark_budget_not_positive, spark_limit_out_of_range
        """
        if not 0 < self.max_step <= 0.3:
            raise InvalidInput("spark_step_out_of_range", seen=self.max_step)
        if self.budget_per_day is not None and self.budget_per_day <= 0:
            raise InvalidInput("spark_budget_not_positive", seen=str(self.budget_per_day))
        Limits(self.max_step, self.exploration_share).checked()
        return self


def advise_boosts(
    data: WorkspaceData,
    terms: AdviceTerms,
    *,
    rights: Iterable[SparkRight],
    verdict: Verdict | None,
    now: datetime,
    seed: int = 1,
) -> AdviceSheet | InsufficientEvidence:
    """Advice for the day after the last one reported.

    Returns
    -------
    AdviceSheet; InsufficientEvidence when no ad on a known post spent anything within the last days
    """
    terms.checked()
    series = read_ad_series(data, until=now)
    running = np.flatnonzero(series.spend[-RUNNING_DAYS:].sum(axis=0) > 0) if series.days else np.zeros(0, np.int64)
    if not len(running):
        return InsufficientEvidence("spark_no_running_boost", ("spark_help_ad_report",))
    settings = read_terms(data)
    margin = margin_per_order(data, settings)
    known = rights_of(data, rights, now=now, zone=zone_of(data, "ad_time_zone"))
    creators = {row["post_id"]: row["creator"] for row in data.frame("post").select("post_id", "creator")
                .collect().rows(named=True)}  # fmt: skip
    desk = _Desk(series, running, creators, known, terms, float(margin or 0), verdict, settings.level, seed,
                 max(series.days[-1] + timedelta(days=1), now.date()))  # fmt: skip
    lines = desk.lines()
    return AdviceSheet(
        workspace=data.name,
        is_demo=data.is_demo,
        as_of=now,
        last_day=series.days[-1],
        data_version=data.data_version(),
        seed=seed,
        level=settings.level,
        currency=settings.currency,
        budget_per_day=_money(desk.budget),
        advised_per_day=sum((line.spend_advised for line in lines), Decimal(0)),
        max_step=terms.max_step,
        response_evidence=desk.evidence,
        lines=tuple(sorted(lines, key=lambda line: (list(Act).index(line.act), -line.spend_yesterday, line.post_id))),
        notes=desk.notes(now.date()),
    )


@dataclass(frozen=True)
class _Desk:
    """The running boosts with everything that bears on them."""

    series: AdSeries
    running: NDArray[np.int64]
    creators: dict[str, str | None]
    rights: Rights
    terms: AdviceTerms
    margin: float  # per order; 0 = not known
    verdict: Verdict | None
    level: float
    seed: int
    day: date  # the advice is for

    @property
    def budget(self) -> float:
        """The day's budget: as asked, else what yesterday spent."""
        asked = self.terms.budget_per_day
        return float(asked) if asked is not None else float(self._yesterday().sum())

    @property
    def has_purchases(self) -> bool:
        """Whether the report says what was bought, so that a return can be reckoned."""
        return self.margin > 0 and bool(np.isfinite(self.series.purchases[:, self.running]).any())

    @property
    def evidence(self) -> str:
        """What the expected return rests on."""
        if not self.has_purchases:
            return "none"
        return expected_response(self.series, self.margin, self.verdict).evidence.value

    def notes(self, today: date) -> tuple[Phrase, ...]:
        """What the sheet rests on, and how old the report is."""
        found = [Phrase(code=f"advice_note_{self.evidence}")]
        age = (today - self.series.days[-1]).days
        if age > 1:
            facts = {"day": self.series.days[-1].isoformat(), "days": str(age)}
            found.append(Phrase(code="advice_note_old_report", facts=facts))
        return (*found, Phrase(code="advice_note_approval"))

    def lines(self) -> list[DailyAdvice]:
        """Every running post."""
        wanted, draws, factor = self._division()
        return [self._line(place, int(column), wanted, draws, factor) for place, column in enumerate(self.running)]

    def _yesterday(self) -> Array:
        """The last day's spend; of a post without a row that day, its mean over the last days."""
        last = self.series.spend[-1, self.running]
        mean = self.series.spend[-RUNNING_DAYS:, self.running].mean(axis=0)
        spent: Array = np.where(last > 0, last, mean)
        return spent

    def _division(self) -> tuple[Array, ResponseDraws | None, float]:
        """(advised spend, draws of purchases a day, margin of a claimed purchase)."""
        yesterday = self._yesterday()
        if not self.has_purchases:
            return yesterday, None, 0.0
        spend = self.series.spend[:, self.running]
        bought = self.series.purchases[:, self.running]
        seen = np.where(np.isfinite(bought), spend, 0.0)  # a day without a report of purchases says nothing
        response = expected_response(self.series, self.margin, self.verdict)
        own = float(np.nansum(bought) * self.margin / max(seen.sum(), 1e-9))
        credit = response_priors()["platform_credit_factor"].median
        factor = response.median / own if own > 0 and response.n_posts else credit
        value = self.margin * min(factor, 1.0) if own > 0 else self.margin * credit
        creator = self._creator_codes()
        prior = flat_prior(len(self.running), max(float(np.median(yesterday)), 1.0), value)
        rng = np.random.default_rng([self.seed, 5_14])
        many = len(set(creator.tolist())) > 1
        limits = Limits(self.terms.max_step, self.terms.exploration_share, 1.0, 0.8 if many else 1.0)
        division = divide_day(
            seen, np.nan_to_num(bought), prior, margin=value,
            budget=max(self.budget, 1e-6), creator=creator, limits=limits, rng=rng, n_draws=N_DRAWS,
            yesterday=yesterday,
        )  # fmt: skip
        return division.spend, division.draws, value

    def _creator_codes(self) -> NDArray[np.int64]:
        names = [self.creators.get(self.series.post_ids[column]) or "" for column in self.running]
        return np.unique(names, return_inverse=True)[1].astype(np.int64)

    def _line(self, place: int, column: int, wanted: Array, draws: ResponseDraws | None, value: float) -> DailyAdvice:
        post_id, before = self.series.post_ids[column], float(self._yesterday()[place])
        right = self.rights.get(post_id)
        fatigue = self._fatigue(column)
        marginal = p_pays = p_back = None
        if draws is not None and before > 0:
            spend = np.full(draws.scale.shape[1], before)
            next_euro = draws.marginal(spend)[:, place] * value
            tail = (1 - self.level) / 2
            low, middle, high = np.quantile(next_euro, (tail, 0.5, 1 - tail))
            marginal = Interval(median=float(middle), low=float(low), high=float(high))
            p_pays = float((next_euro >= 1).mean())
            p_back = float((draws.events(spend)[:, place] * value >= before).mean())
        act, after, reasons = self._act(column, before, float(wanted[place]), right, fatigue, (p_pays, p_back))
        return DailyAdvice(
            post_id=post_id,
            creator=self.creators.get(post_id),
            act=act,
            spend_yesterday=_money(before),
            spend_advised=_money(after),
            spend_total=_money(float(self.series.spend[:, column].sum())),
            right_ends_on=right.ends_on if right else None,
            marginal_return=marginal,
            p_pays=p_pays,
            fatigue=fatigue,
            reasons=reasons,
        )

    def _act(
        self,
        column: int,
        before: float,
        wanted: float,
        right: PostRight | None,
        fatigue: FatigueSign | None,
        chances: tuple[float | None, float | None],
    ) -> tuple[Act, float, tuple[Phrase, ...]]:
        """Rights first, then losses, then wear, then the division; `chances` that the next euro and all of it pay."""
        p_pays, p_back = chances
        alarm = self._delivery(column)
        if (ended := self._ended(right)) is not None:
            return Act.STOP, 0.0, (ended, *alarm)
        said = [*alarm, *_of_right(right, self.day)]
        if p_back is not None and p_back <= LOSES:
            return Act.STOP, 0.0, (Phrase(code="advice_loses", facts=_percent(p=p_back)), *said)
        is_tired = fatigue is not None and fatigue.is_tired
        if fatigue is not None and is_tired:
            said.insert(0, _tired(fatigue))
            if p_pays is None or p_pays < EVEN:
                return Act.PAUSE, 0.0, tuple(said)
        if p_pays is None:
            return Act.KEEP, before, (Phrase(code="advice_no_return_known"), *said)
        end_known = right is None or right.ends_on is not None
        may_raise = p_pays >= EVEN and end_known and not alarm and not is_tired
        return _moved(before, wanted if may_raise else min(wanted, before), p_pays, said)

    def _ended(self, right: PostRight | None) -> Phrase | None:
        """Why nothing may run on the day of the advice."""
        if right is None:
            return None
        if not right.is_granted:
            return Phrase(code="advice_right_not_granted")
        if right.ends_on is not None and right.ends_on < self.day:
            return Phrase(code="advice_right_ended", facts={"day": right.ends_on.isoformat()})
        return None

    def _delivery(self, column: int) -> list[Phrase]:
        """An alarm when a boost that ran is no longer shown (requirement S128: the same day)."""
        shown = np.nan_to_num(self.series.impressions[:, column])
        if len(shown) >= 2 and shown[-1] == 0 and shown[-RUNNING_DAYS:-1].max() > 0:
            return [Phrase(code="advice_delivery_stopped", facts={"day": self.series.days[-1].isoformat()})]
        return []

    def _fatigue(self, column: int) -> FatigueSign | None:
        series = self.series
        measures = (
            ("click_rate", series.clicks),
            ("view_rate_6s", series.views_6s),
            ("purchase_rate", series.purchases),
        )
        for name, table in measures:
            reading = read_fatigue(table[:, column], series.impressions[:, column], series.spend[:, column])
            if reading is not None:
                reach, shown = series.reach[-1, column], series.impressions[-1, column]
                frequency = float(shown / reach) if np.isfinite(reach) and reach > 0 else None
                since = None if reading.since is None else series.days[reading.since]
                return FatigueSign(
                    measure=name, is_tired=reading.is_tired, change_rel=reading.change_rel, cusum=reading.cusum,
                    since=since, frequency=frequency, n_days=reading.n_days,
                )  # fmt: skip
        return None


def _moved(before: float, wanted: float, p_pays: float, said: list[Phrase]) -> tuple[Act, float, tuple[Phrase, ...]]:
    """Raise, lower or keep, by how far the division lies from yesterday."""
    facts = _percent(p=p_pays)
    if wanted > before * (1 + SMALL_MOVE):
        return Act.RAISE, wanted, (Phrase(code="advice_raise", facts=facts), *said)
    if wanted < before * (1 - SMALL_MOVE):
        return Act.LOWER, wanted, (Phrase(code="advice_lower", facts=facts), *said)
    return Act.KEEP, before, (Phrase(code="advice_keep", facts=facts), *said)


def _of_right(right: PostRight | None, tomorrow: date) -> list[Phrase]:
    if right is None:
        return [Phrase(code="advice_right_unrecorded")]
    if right.ends_on is None:
        return [Phrase(code="advice_right_unknown")]
    left = (right.ends_on - tomorrow).days + 1
    if left <= WARN_DAYS:
        facts = {"day": right.ends_on.isoformat(), "days": str(left)}
        return [Phrase(code="advice_right_ends_soon", facts=facts)]
    return []


def _tired(fatigue: FatigueSign) -> Phrase:
    facts = {"fall": f"{-100 * fatigue.change_rel:.0f}", "since": fatigue.since.isoformat() if fatigue.since else "–"}
    return Phrase(code=f"advice_tired_{fatigue.measure}", facts=facts)


def _percent(**shares: float) -> dict[str, str]:
    return {name: f"{100 * value:.0f}" for name, value in shares.items()}


def _money(value: float) -> Decimal:
    return Decimal(str(value)).quantize(CENT, ROUND_HALF_UP)
