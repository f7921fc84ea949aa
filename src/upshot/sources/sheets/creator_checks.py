"""What must hold in the sheets about creators: figures, audiences, comments, quotes."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections import Counter, defaultdict
from datetime import UTC, datetime, time

import pyarrow as pa
import pyarrow.compute as pc

from upshot.sources.base import ReadContext
from upshot.sources.checked_rows import CheckedRows
from upshot.sources.country_codes import country_code
from upshot.sources.header_words import fold
from upshot.sources.nouns import without_contacts
from upshot.sources.parsing import NUMBER_ABBREVIATED, Habits, currency_in
from upshot.sources.sheets.cells import currency_of, why_not_a_post
from upshot.sources.shop.customers import customer_keys
from upshot.vocabulary.tables import ARROW_TYPE, Kind
from upshot.vocabulary.tiktok_links import post_id_of

IN_WORDS = frozenset({"country", "audience_country", "category", "language", "niche"})
OF_ACCOUNT = frozenset({"followers", "following", "posts", "rank"})
MOST_SHARE = 1.02  # rounding of a dozen buckets
_METRIC = re.compile(r"[a-z][a-z0-9_]{1,39}")
_PERSON = re.compile(r"(?<!\w)@[\w.]+")
_GENDERS = {"f": "female", "femme": "female", "femmes": "female", "women": "female", "woman": "female"}
_GENDERS |= {"m": "male", "homme": "male", "hommes": "male", "men": "male", "man": "male"}


def check_figures(checked: CheckedRows, _context: ReadContext) -> None:
    """A figure in its unit: a count, a share, an amount, or words where the metric is said in words."""
    folded = [fold(text or "").replace(" ", "_") for text in checked.texts("metric")]
    checked.refuse(pa.array([not _METRIC.fullmatch(word) for word in folded], pa.bool_()), "metric", "snake_word")
    folded = [fold(text or "").replace(" ", "_") for text in checked.texts("metric")]
    checked.put("metric", pa.array(folded, pa.string()))
    metrics, cells = checked.texts("metric"), checked.texts("value")
    read = [_value(metric or "", cell or "") for metric, cell in zip(metrics, cells, strict=True)]
    checked.put("number", pa.array([number for number, _, _ in read], pa.float64()))
    checked.put("said", pa.array([said for _, said, _ in read], pa.string()))
    checked.put("unit", pa.array([unit for _, _, unit in read], pa.string()))
    nothing = pc.and_(pc.is_null(checked.column("number")), pc.is_null(checked.column("said")))
    checked.refuse(nothing, "value", "figure")
    is_share = pc.and_(
        pc.equal(checked.column("unit"), "rate"), pc.invert(pc.match_substring(checked.column("value"), "%"))
    )
    checked.refuse(pc.and_(is_share, pc.greater(checked.column("number"), 1.0)), "value", "share")
    of_account = pc.is_in(checked.column("metric"), value_set=pa.array(sorted(OF_ACCOUNT)))
    for name, account, others in (("denominator", "creator", "unspecified"), ("statistic", "latest", "unspecified")):
        checked.put(name, pc.coalesce(checked.column(name), pc.if_else(of_account, account, others)))
    checked.put("platform", pc.fill_null(checked.column("platform"), "tiktok"))
    checked.put("value", checked.column("number"))


def _value(metric: str, cell: str) -> tuple[float | None, str | None, str | None]:
    """(number, words, unit) of one cell; all None where it cannot be read."""
    if metric in IN_WORDS:
        is_country = metric.endswith("country")
        return None, (country_code(cell) if is_country else cell), "words"
    habits = Habits()
    cells = pa.array([cell], pa.string())
    NUMBER_ABBREVIATED.learn(cells, habits, metric)
    number = NUMBER_ABBREVIATED.parse(cells, habits, metric).values[0].as_py()
    if number is None or number < 0:
        return None, None, None
    if "%" in cell:
        return number / 100, None, "rate"
    currency = currency_of(currency_in(cell) or "")
    unit = currency or ("rate" if metric.endswith(("_rate", "_share")) else "rank" if metric == "rank" else "count")
    return number, None, unit


def check_audience(checked: CheckedRows, _context: ReadContext) -> None:
    """Buckets in one spelling, and shares of one dimension that add up to one at most."""
    pairs = zip(checked.texts("dimension"), checked.texts("bucket"), strict=True)
    checked.put("bucket", pa.array([_bucket(dimension or "", text or "") for dimension, text in pairs], pa.string()))
    checked.put("read_at", _midnights(checked, "read_on"))
    names = ("creator", "read_on", "dimension", "provenance")
    keys = list(zip(*(checked.column(name).to_pylist() for name in names), strict=True))
    sums: defaultdict[tuple[object, ...], float] = defaultdict(float)
    counted: set[tuple[object, ...]] = set()
    buckets, shares = checked.texts("bucket"), checked.column("share").to_pylist()
    for key, bucket, share in zip(keys, buckets, shares, strict=True):
        if (*key, bucket) not in counted:
            counted.add((*key, bucket))
            sums[key] += share or 0.0
    checked.refuse(pa.array([sums[key] > MOST_SHARE for key in keys], pa.bool_()), "share", "share_sum")


def _bucket(dimension: str, text: str) -> str | None:
    word = text.strip()
    if not word:
        return None
    if dimension == "country":
        return country_code(word) or word.casefold()
    if dimension == "age":
        return re.sub(r"\s*(?:[\u2010-\u2015]|to|à)\s*", "-", word).replace(" ", "")
    return _GENDERS.get(word.casefold(), word.casefold()) if dimension == "gender" else word.casefold()


def _midnights(checked: CheckedRows, name: str) -> pa.Array:
    days = checked.column(name, pa.date32()).to_pylist()
    instants = [None if day is None else datetime.combine(day, time(), UTC) for day in days]
    return pa.array(instants, ARROW_TYPE[Kind.INSTANT])


def check_comments(checked: CheckedRows, context: ReadContext) -> None:
    """Which post, and no person: the author becomes a keyed hash, names, addresses and numbers in the text go."""
    ids = [None if link is None else post_id_of(link) for link in checked.texts("post_url")]
    checked.put("post_id", pa.array(ids, pa.string()))
    checked.refuse(pc.is_null(checked.column("post_id")), "post_url", why_not_a_post)
    authors = [None if text is None else text.strip().removeprefix("@") for text in checked.texts("author")]
    keys = customer_keys([("customer", pa.array(authors, pa.string()))], context.hash_key)
    checked.put("author_key", pa.nulls(len(authors), pa.string()) if keys is None else keys)
    checked.put("author", pa.nulls(len(authors), pa.string()))
    texts = [None if text is None else _PERSON.sub("@…", without_contacts(text)) for text in checked.texts("text")]
    checked.put("text", pa.array(texts, pa.string()))
    checked.put("comment_id", pa.array(_comment_ids(checked, context.hash_key), pa.string()))


def _comment_ids(checked: CheckedRows, key: bytes) -> list[str]:
    """The comments' numbers; where none is told, a name made of what was said, where, when and by whom.

    The same words of one person at one moment are one comment; of nobody known, each is another person's.
    """
    said = zip(
        checked.texts("post_id"),
        checked.texts("author_key"),
        checked.texts("text"),
        map(str, checked.column("created_at", ARROW_TYPE[Kind.INSTANT]).to_pylist()),
        strict=True,
    )
    times: Counter[tuple[str | None, ...]] = Counter()
    made = []
    for told, parts in zip(checked.texts("comment_id"), said, strict=True):
        times[parts] += 1
        nth = "" if parts[1] is not None else str(times[parts])
        content = "\0".join(part or "" for part in (*parts, nth)).encode()
        made.append(told or hmac.new(key or b"comment", content, hashlib.sha256).hexdigest()[:24])
    return made


def check_quotes(checked: CheckedRows, _context: ReadContext) -> None:
    """An offer lasts at least to the day it was made, and is for one post or more."""
    if checked.has("valid_until", "quoted_on"):
        late = pc.less(checked.column("valid_until"), checked.column("quoted_on"))
        checked.refuse(late, "valid_until", "day_not_before_start")
    if checked.has("posts"):
        checked.refuse(pc.equal(checked.column("posts"), 0), "posts", "number_above_zero")
