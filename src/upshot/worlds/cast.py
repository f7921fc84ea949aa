"""Who is in the world: creators, campaigns, collaborations and posts, before anybody has seen or bought anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from upshot.worlds import brand
from upshot.worlds.cases import Parameters
from upshot.worlds.streams import Ints, stream

TIERS = ("nano", "micro", "macro", "mega")
TIER_SHARE = (0.38, 0.33, 0.21, 0.08)
TIER_FOLLOWERS = ((2_500, 9_900), (11_000, 95_000), (110_000, 800_000), (1_050_000, 2_600_000))
COLLABORATION_TYPES = ("sponsored_video", "ambassador", "sponsored_challenge", "live", "creative_effect")
COLLABORATION_SHARE = (0.42, 0.20, 0.16, 0.12, 0.10)


@dataclass(frozen=True)
class Creators:
    """n_creators creators; `tier` and `collaboration` index `TIERS` and `COLLABORATION_TYPES`."""

    handles: tuple[str, ...]
    display_names: tuple[str, ...]
    followers: Ints
    tier: Ints
    collaboration: Ints
    country: tuple[str, ...]
    language: tuple[str, ...]
    category: tuple[str, ...]
    code: tuple[str, ...]
    code_percent: Ints  # what the code takes off, in per cent

    def __len__(self) -> int:
        return len(self.handles)


@dataclass(frozen=True)
class Campaigns:
    """n_campaigns campaigns; days are indices into the world's days, both included."""

    names: tuple[str, ...]
    slugs: tuple[str, ...]
    starts: Ints
    ends: Ints
    objectives: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True)
class Collaborations:
    """One row per campaign × creator who works in it."""

    campaign: Ints
    creator: Ints

    def __len__(self) -> int:
        return len(self.campaign)


@dataclass(frozen=True)
class Posts:
    """n_posts posts, in the order of their publication; `day` is an index, `second` counts from local midnight."""

    post_id: Ints
    creator: Ints
    campaign: Ints
    collaboration: Ints
    day: Ints
    second: Ints
    duration_s: Ints
    captions: tuple[str, ...]
    sound: Ints
    is_paid_partnership: tuple[bool, ...]

    def __len__(self) -> int:
        return len(self.post_id)


@dataclass(frozen=True)
class Cast:
    """Everybody and everything that was planned."""

    creators: Creators
    campaigns: Campaigns
    collaborations: Collaborations
    posts: Posts


def cast_world(parameters: Parameters, seed: int) -> Cast:
    """Draw creators, campaigns, who works in which campaign, and when each post goes out."""
    creators = _cast_creators(parameters, seed)
    campaigns = _plan_campaigns(parameters)
    collaborations = _plan_collaborations(parameters, seed, creators, campaigns)
    posts = _plan_posts(parameters, seed, creators, campaigns, collaborations)
    return Cast(creators, campaigns, collaborations, posts)


def post_url(handle: str, post_id: int) -> str:
    """The link under which everybody knows the post."""
    return f"https://www.tiktok.com/@{handle}/video/{post_id}"


def link_tag(handle: str, slug: str, *, is_paid: bool) -> str:
    """The utm_content of a creator's link in one campaign; ads have their own."""
    return f"{handle}-{slug}-spark" if is_paid else f"{handle}-{slug}"


def _apportion(total: int, shares: tuple[float, ...]) -> Ints:
    """Whole numbers that sum to `total`, by largest remainder."""
    exact = np.asarray(shares) / sum(shares) * total
    counts = np.floor(exact).astype(np.int64)
    rest = np.argsort(-(exact - counts), kind="stable")[: total - int(counts.sum())]
    counts[rest] += 1
    return counts


def _shuffled(rng: np.random.Generator, total: int, shares: tuple[float, ...]) -> Ints:
    return rng.permutation(np.repeat(np.arange(len(shares)), _apportion(total, shares))).astype(np.int64)


def _cast_creators(parameters: Parameters, seed: int) -> Creators:
    n = parameters.scale.n_creators
    rng = stream(seed, "creators")
    tier = _shuffled(rng, n, TIER_SHARE)
    collaboration = _shuffled(rng, n, COLLABORATION_SHARE)
    low, high = np.log(np.asarray(TIER_FOLLOWERS, dtype=float)).T
    followers = np.exp(low[tier] + rng.random(n) * (high - low)[tier]).astype(np.int64)
    country = np.asarray(brand.TARGET_COUNTRIES)[rng.choice(3, n, p=(0.76, 0.19, 0.05))]
    language = np.where(rng.random(n) < 0.8, "fr", "en")
    names = stream(seed, "names")
    handles = _handles(names, n)
    first = names.choice(brand.FIRST_NAMES, n)
    initials = names.choice(list("ABCDEFGHJKLMNPRSTV"), n)
    percent = np.where(names.random(n) < 0.5, 10, 15).astype(np.int64)
    return Creators(
        handles=handles,
        display_names=tuple(f"{name} {initial}." for name, initial in zip(first, initials, strict=True)),
        followers=followers,
        tier=tier,
        collaboration=collaboration,
        country=tuple(map(str, country)),
        language=tuple(map(str, language)),
        category=tuple(map(str, names.choice(brand.CATEGORIES, n))),
        code=_codes(handles, percent),
        code_percent=percent,
    )


def _handles(rng: np.random.Generator, n: int) -> tuple[str, ...]:
    """Distinct invented handles, also without their dots and underscores (codes are made of the letters)."""
    pairs = rng.permutation(len(brand.HANDLE_HEADS) * len(brand.HANDLE_TAILS))
    handles: dict[str, str] = {}
    for number in range(n):
        pair = int(pairs[number % len(pairs)])
        head = brand.HANDLE_HEADS[pair // len(brand.HANDLE_TAILS)]
        tail = brand.HANDLE_TAILS[pair % len(brand.HANDLE_TAILS)]
        joint = brand.HANDLE_JOINTS[int(rng.integers(len(brand.HANDLE_JOINTS)))]
        letters = head + tail
        suffix = "" if letters not in handles else str(number)
        handles[letters + suffix] = head + joint + tail + suffix
    return tuple(handles.values())


def _codes(handles: tuple[str, ...], percent: Ints) -> tuple[str, ...]:
    letters = ("".join(mark for mark in handle if mark.isalnum()).upper() for handle in handles)
    return tuple(f"{word}{off}" for word, off in zip(letters, percent, strict=True))


def _plan_campaigns(parameters: Parameters) -> Campaigns:
    """Evenly spaced campaigns of about an eighth of a year each, none before the first month."""
    scale = parameters.scale
    n, n_days = scale.n_campaigns, scale.n_days
    starts = np.round(n_days * (np.arange(n) + 0.45) / (n + 0.1)).astype(np.int64)
    ends = np.minimum(starts + int(0.5 * n_days / n), n_days - 1)
    names: list[str] = []
    for start in starts:
        day = parameters.first_day + timedelta(days=int(start))
        name = f"{brand.CAMPAIGN_NAMES[day.month]} {day.year}"
        while name in names:
            name += " bis"
        names.append(name)
    slugs = tuple(_slug(name) for name in names)
    objectives = tuple(("sales", "sales", "awareness", "sales")[i % 4] for i in range(n))
    return Campaigns(tuple(names), slugs, starts, ends, objectives)


def _slug(name: str) -> str:
    plain = name.lower().translate(str.maketrans("éèêëàâîïôûç", "eeeeaaiiouc"))
    return plain.replace(" ", "-")


def _plan_collaborations(parameters: Parameters, seed: int, creators: Creators, campaigns: Campaigns) -> Collaborations:
    """Ambassadors work in every campaign, the others in each with probability 0.45 and in at least one."""
    rng = stream(seed, "collaborations")
    n_creators, n_campaigns = len(creators), len(campaigns)
    works = rng.random((n_creators, n_campaigns)) < 0.45
    works[creators.collaboration == COLLABORATION_TYPES.index("ambassador")] = True
    works[np.arange(n_creators), rng.integers(n_campaigns, size=n_creators)] = True
    creator, campaign = np.nonzero(works)
    if len(creator) > parameters.scale.n_posts:  # no collaboration without a post: keep one per creator first
        first = np.unique(creator, return_index=True)[1]
        others = np.setdiff1d(np.arange(len(creator)), first)
        kept = np.sort(np.concatenate([first, others[: parameters.scale.n_posts - len(first)]]))
        creator, campaign = creator[kept], campaign[kept]
    order = np.lexsort((creator, campaign))
    return Collaborations(campaign[order].astype(np.int64), creator[order].astype(np.int64))


def _plan_posts(
    parameters: Parameters, seed: int, creators: Creators, campaigns: Campaigns, collaborations: Collaborations
) -> Posts:
    n = parameters.scale.n_posts
    rng = stream(seed, "posts")
    n_pairs = len(collaborations)
    eagerness = rng.gamma(4.0, 0.25, n_pairs)
    extra = rng.choice(n_pairs, n - n_pairs, p=eagerness / eagerness.sum())
    collaboration = np.sort(np.concatenate([np.arange(n_pairs), extra]))
    campaign = collaborations.campaign[collaboration]
    creator = collaborations.creator[collaboration]
    span = np.maximum(campaigns.ends[campaign] - campaigns.starts[campaign] - 4, 1)
    day = campaigns.starts[campaign] + np.floor(rng.random(n) * span).astype(np.int64)
    second = (rng.triangular(10.0, 18.5, 22.0, n) * 3600).astype(np.int64)
    unique = rng.integers(0, 2**31, n)
    if parameters.together > 1:
        day = _post_together(parameters.together, day, creator, campaign)
    order = np.lexsort((np.arange(n), second, day))
    collaboration, day, second = collaboration[order], day[order], second[order]
    creator, campaign = creator[order], campaign[order]
    words = stream(seed, "captions")
    paid = words.random(n) < 0.92
    return Posts(
        post_id=_post_ids(parameters, day, second, unique[order]),
        creator=creator,
        campaign=campaign,
        collaboration=collaboration.astype(np.int64),
        day=day,
        second=second,
        duration_s=np.clip(np.exp(words.normal(np.log(27), 0.45, n)), 8, 180).astype(np.int64),
        captions=tuple(
            _caption(words, creators.language[c], is_disclosed=bool(p)) for c, p in zip(creator, paid, strict=True)
        ),
        sound=words.integers(len(brand.SOUNDS), size=n),
        is_paid_partnership=tuple(map(bool, paid)),
    )


def _post_together(size: int, day: Ints, creator: Ints, campaign: Ints) -> Ints:
    """Give the k-th post of each creator in a campaign the day of the k-th post of the group's first such creator."""
    day = day.copy()
    days_of: dict[tuple[int, int, int], int] = {}
    seen: dict[tuple[int, int], int] = {}
    for post in np.lexsort((day, creator, campaign)):
        who, where = int(creator[post]), int(campaign[post])
        rank = seen.get((who, where), 0)
        seen[who, where] = rank + 1
        day[post] = days_of.setdefault((who // size, where, rank), int(day[post]))
    return day


def _post_ids(parameters: Parameters, day: Ints, second: Ints, unique: Ints) -> Ints:
    """TikTok's ids carry the second of publication in their upper 32 bits."""
    zone = ZoneInfo(brand.TIME_ZONE)
    midnight = datetime.combine(parameters.first_day, time(), tzinfo=zone)
    walls = (midnight + timedelta(days=int(d), seconds=int(s)) for d, s in zip(day, second, strict=True))
    return (np.array([int(wall.timestamp()) for wall in walls], dtype=np.int64) << 32) + unique


def _caption(rng: np.random.Generator, language: str, *, is_disclosed: bool) -> str:
    templates = brand.CAPTIONS[language]
    template = templates[int(rng.integers(len(templates)))]
    product = brand.PRODUCTS[int(rng.integers(len(brand.PRODUCTS)))].name.split(",")[0]
    tags = list(rng.choice(brand.TAGS[1:], 2, replace=False))
    words = [brand.TAGS[0], *map(str, tags)]
    if is_disclosed and rng.random() < 0.6:
        words.append("#collaborationcommerciale" if language == "fr" else "#ad")
    return template.format(product=product, brand=brand.BRAND, tags=" ".join(words))
