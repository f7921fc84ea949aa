"""What an order leaves behind: a code, a tagged link, an answer to the survey, or nothing; and the codes that leak."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from upshot.worlds.cases import Parameters
from upshot.worlds.cast import Cast
from upshot.worlds.streams import Bools, Floats, Ints, stream

CHANNELS = ("direct", "google_organic", "google_cpc", "meta_paid", "newsletter", "press", "coupon_site", "tiktok")
COUPON_SITE = CHANNELS.index("coupon_site")
TIKTOK = CHANNELS.index("tiktok")
USUAL_CHANNELS = (0.37, 0.17, 0.18, 0.14, 0.10, 0.04)
CREATOR_BUYER_CHANNELS = (0.50, 0.25, 0.14, 0.05, 0.04, 0.02)
COUPON_HOSTS = ("www.joinhoney.com", "www.couponsite.example", "www.promo-radar.example")
ANSWERS = (
    "Google", "Instagram ou Facebook", "Une amie, un ami", "La newsletter", "TikTok", "La presse", "Autre",
)  # fmt: skip
USUAL_ANSWERS = (0.30, 0.22, 0.21, 0.10, 0.04, 0.05, 0.08)


@dataclass(frozen=True)
class Traces:
    """Per order: creator indices, −1 for none.

    `code`: whose code was used. `is_coupon`: the code came from a coupon site; `is_fan`: an existing customer used it.
    `link`: whose tagged link was the last click; `link_campaign`, `is_spark_link` complete its tag.
    `channel`: last click as the shop sees it. `answer`: −1 no answer, < len(ANSWERS) a general one, above it a
    creator's handle. `is_seen_by_analytics`: the buyer consented.
    """

    code: Ints
    is_coupon: Bools
    is_fan: Bools
    coupon_host: Ints
    link: Ints
    link_campaign: Ints
    is_spark_link: Bools
    channel: Ints
    answer: Ints
    is_seen_by_analytics: Bools
    code_capture: Floats  # (n_creators,) true κ
    link_capture: Floats
    leaks_from: Ints  # (n_creators,) day on which the code reached a coupon site; −1 = never
    leak_rate: Floats  # (n_creators,) share of baseline orders that use it from then on

    @property
    def survey_creator(self) -> Ints:
        """The creator named in the survey, −1 for none."""
        return np.where(self.answer >= len(ANSWERS), self.answer - len(ANSWERS), -1)


def leave_traces(parameters: Parameters, seed: int, cast: Cast, day: Ints, exposed: Ints, paid_share: Floats) -> Traces:
    """Draw every trace; each kind has its own stream and its own number per order.

    `paid_share` (n_posts, n_days) is the paid part of a post's views so far: the chance that a click came from its ad.
    """
    n, n_creators = len(day), len(cast.creators)
    rates = stream(seed, "capture")
    luck = rates.standard_normal((2, n_creators))
    code_capture = np.minimum(parameters.code_capture * np.exp(parameters.sigma_capture * luck[0]), 0.8)
    link_capture = np.minimum(parameters.link_capture * np.exp(parameters.sigma_capture * luck[1]), 0.6)
    creator = np.where(exposed >= 0, cast.posts.creator[exposed], -1)
    codes, links = stream(seed, "codes"), stream(seed, "links")
    code = np.where((creator >= 0) & (codes.random(n) < code_capture[creator]), creator, -1)
    link = np.where((creator >= 0) & (links.random(n) < link_capture[creator]), creator, -1)
    leaks_from, leak_rate = _plan_leaks(parameters, seed, cast)
    leaked, is_coupon = _leak(parameters, seed, cast, day, exposed, leaks_from, leak_rate)
    hosts = codes.integers(len(COUPON_HOSTS), size=n)
    from_site = is_coupon & (codes.random(n) < 0.6)
    return Traces(
        code=np.where(leaked >= 0, leaked, code),
        is_coupon=is_coupon,
        is_fan=(leaked >= 0) & ~is_coupon,
        coupon_host=np.where(from_site, hosts, -1),
        link=link,
        link_campaign=np.where(exposed >= 0, cast.posts.campaign[exposed], -1),
        is_spark_link=(link >= 0) & (links.random(n) < paid_share[exposed, day]),
        channel=_last_click(links, exposed, link, from_site),
        answer=_answers(parameters, seed, cast, day, creator, leaked),
        is_seen_by_analytics=stream(seed, "consent").random(n) < parameters.ga4_consent,
        code_capture=code_capture,
        link_capture=link_capture,
        leaks_from=leaks_from,
        leak_rate=leak_rate,
    )


def first_post_day(cast: Cast) -> Ints:
    """(n_creators,) day of each creator's first post."""
    first = np.full(len(cast.creators), np.iinfo(np.int64).max)
    np.minimum.at(first, cast.posts.creator, cast.posts.day)
    return first


def _plan_leaks(parameters: Parameters, seed: int, cast: Cast) -> tuple[Ints, Floats]:
    """Which codes reach coupon sites, when (one to six weeks after the creator's first post), and how hard."""
    rng = stream(seed, "leaks")
    n = len(cast.creators)
    order, wait = rng.permutation(n), rng.integers(7, 42, n)
    strength = np.exp(0.5 * rng.standard_normal(n))
    leaking = np.zeros(n, dtype=bool)
    leaking[order[: round(parameters.leaked_code_share * n)]] = True
    starts = np.where(leaking, first_post_day(cast) + wait, -1)
    return starts, np.where(leaking, parameters.leak_rate * strength, 0.0)


def _leak(
    parameters: Parameters, seed: int, cast: Cast, day: Ints, exposed: Ints, leaks_from: Ints, leak_rate: Floats
) -> tuple[Ints, Bools]:
    """The creator whose code a baseline order used without having come through him or her, and whether from a site.

    On each day the leaks stack up one above the other between 0 and 1; an order's one uniform number picks at most one.
    """
    n_days, n = parameters.scale.n_days, len(cast.creators)
    days = np.arange(n_days)[:, None]
    coupon = np.where((leaks_from >= 0) & (days >= leaks_from), leak_rate, 0.0)
    fans = np.where(days >= first_post_day(cast), parameters.fan_leak, 0.0)
    ladder = np.cumsum(np.concatenate([coupon, fans], axis=1), axis=1)
    luck = stream(seed, "leaked orders").random(len(day))
    hit = np.flatnonzero((exposed < 0) & (luck < ladder[day, -1]))
    rung = (ladder[day[hit]] <= luck[hit, None]).sum(axis=1)
    leaked, is_coupon = np.full(len(day), -1), np.zeros(len(day), dtype=bool)
    leaked[hit], is_coupon[hit] = rung % n, rung < n
    return leaked, is_coupon


def _last_click(rng: np.random.Generator, exposed: Ints, link: Ints, from_site: Bools) -> Ints:
    """Last click as the shop sees it: the tagged link, the coupon site, or the usual ways in."""
    luck = rng.random(len(exposed))
    usual = np.searchsorted(np.cumsum(USUAL_CHANNELS), luck).clip(0, 5)
    after_post = np.searchsorted(np.cumsum(CREATOR_BUYER_CHANNELS), luck).clip(0, 5)
    channel = np.where(exposed >= 0, after_post, usual)
    return np.asarray(np.where(from_site, COUPON_SITE, np.where(link >= 0, TIKTOK, channel)), dtype=np.int64)


def _answers(parameters: Parameters, seed: int, cast: Cast, day: Ints, creator: Ints, leaked: Ints) -> Ints:
    """Answers to "How did you find us?" after the purchase; some are wrong, most people do not answer."""
    rng = stream(seed, "survey")
    n = len(day)
    answered = rng.random(n) < parameters.survey_answer_rate
    luck, general = rng.random(n), np.searchsorted(np.cumsum(USUAL_ANSWERS), rng.random(n)).clip(0, 6)
    known = np.log10(cast.creators.followers.astype(float)) - 2
    other = rng.choice(len(cast.creators), n, p=known / known.sum())
    right, wrong = parameters.survey_right, parameters.survey_wrong_creator
    tiktok = ANSWERS.index("TikTok")
    by_creator = np.select(
        [luck < right, luck < right + wrong, luck < right + wrong + 0.18],
        [creator + len(ANSWERS), other + len(ANSWERS), np.full(n, tiktok)],
        general,
    )
    started = day >= first_post_day(cast).min()
    mistaken = np.where((luck < parameters.survey_false) & started, other + len(ANSWERS), general)
    fan = np.where((leaked >= 0) & (luck < 0.15), leaked + len(ANSWERS), mistaken)
    return np.asarray(np.where(answered, np.where(creator >= 0, by_creator, fan), -1), dtype=np.int64)
