"""Erase one person: a customer by e-mail address, or a creator by handle, everywhere and from every older version."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pyarrow as pa

from upshot.errors import InvalidInput, WarehouseError
from upshot.intake.asking import Place
from upshot.intake.raw import RAW_ENDING
from upshot.intake.searching import stands_in
from upshot.sources.shop.customers import customer_keys

_BY_CREATOR = (
    "creator_reading",
    "audience_reading",
    "creator_figure",
    "post",
)  # posts last: their ids are still needed
_BY_ACCOUNT = ("account_organic_day", "follower_activity")


@dataclass(frozen=True)
class Erased:
    """Rows that went or lost their link, by table, and raw files deleted because the person stood in them."""

    rows: dict[str, int] = field(default_factory=dict)
    raw_files: int = 0

    @property
    def is_nothing(self) -> bool:
        """Whether the person was found nowhere."""
        return not self.rows and not self.raw_files


def erase_person(
    place: Place, *, email: str | None = None, creator: str | None = None, cache: Path, now: datetime
) -> Erased:
    """Remove a customer (`email`) or a creator (`creator`, the handle), once and for all.

    Orders of the customer go with their lines and survey answers, and with the touches and clicks of their visitors; of
    a creator the posts, readings, figures, comments and records, also those under former handles, and the comments the
    creator wrote. What the brand was billed stays: rows of `ad_day` lose the link to the post, not the spend; touches
    of visitors lose the creator, not the visit. Older versions of the tables concerned, computed results, and raw files
    in which the address or the handle stands are deleted too, so time travel in these tables begins anew. A run that
    was cut short is completed by running it again.

    Raises
    ------
    InvalidInput : erase_one_person, unless exactly one of the two is given
    WarehouseError : hash_key_differs, when the customers were hashed with a key that is not here
    HomeBusy : another process writes
    """
    if bool(email) == bool(creator):
        raise InvalidInput("erase_one_person")
    if email and not place.records.know_key(place.hash_key):
        raise WarehouseError("hash_key_differs", path=str(place.raw.parent / "keys" / "hash.key"))
    word = (email or creator or "").strip().lstrip("@").lower()
    words = (word,) if email else (*_former_handles(place, word), word)  # the present one last: it names the others
    rows: Counter[str] = Counter()
    raw_files = 0
    with place.lake.writing(who="erase"):
        for name in words:
            rows.update(_erase_customer(place, name) if email else _erase_creator(place, name))
            if creator:
                rows.update(place.records.erase_creator(place.workspace, name))
            raw_files += _erase_raw(place, name)
            place.records.scrub(place.workspace, name)
        place.records.compact()
        for file in cache.rglob("*"):
            if not file.is_dir():  # verdicts, and kept fits in a folder of their own
                file.unlink(missing_ok=True)
        found = {name: count for name, count in rows.items() if count}
        detail = {"rows": found, "raw_files": raw_files}
        place.records.audit(place.workspace, who="erase", act="erase", subject="person", detail=detail, now=now)
    return Erased(found, raw_files)


def _former_handles(place: Place, handle: str) -> tuple[str, ...]:
    """The handles that the `creators` sheet gives as former ones of this creator."""
    rows = place.records.rows(place.workspace, "creator")
    return tuple(former for row in rows if row["creator"] == handle for former in row["former_handles"] or ())


def _erase_customer(place: Place, email: str) -> dict[str, int]:
    """Dependents first: while the orders are there, a run that was cut short still finds what hangs on them."""
    hashes = customer_keys([("email", pa.array([email]))], place.hash_key)
    key = _text(str(hashes[0])) if hashes is not None else "NULL"
    theirs = f'SELECT (account_id, order_id) FROM "order" WHERE customer_key = {key}'
    answered = f'SELECT order_id FROM "order" WHERE customer_key = {key}'
    seen = _erase_visits(place, key)
    return {
        **seen,
        "survey_answer": _without(place, "survey_answer", f"order_id IN ({answered})", beside=("order",)),
        "order_line": _without(place, "order_line", f"(account_id, order_id) IN ({theirs})", beside=("order",)),
        "order": _without(place, "order", f"customer_key = {key}"),
        "lead": _without(place, "lead", f"email_key = {key}"),
    }


def _erase_visits(place: Place, key: str) -> dict[str, int]:
    """Touches and clicks of the visitors that only this customer's orders name; rows that tie them go last.

    A device that orders of other customers name too keeps its other rows: they may be theirs.
    """
    orders = f"""SELECT replace(ref, '#', '') FROM (SELECT unnest([order_id, order_name]) AS ref FROM "order"
                 WHERE customer_key = {key}) WHERE ref IS NOT NULL"""
    others = f"""SELECT replace(ref, '#', '') FROM (SELECT unnest([order_id, order_name]) AS ref FROM "order"
                 WHERE customer_key IS DISTINCT FROM {key}) WHERE ref IS NOT NULL"""
    names_one = "replace(trim(order_ref), '#', '')"
    clicks = f'SELECT click_id FROM "order" WHERE customer_key = {key} AND click_id IS NOT NULL'

    def visitors(touch: str, click: str) -> str:
        return f"""SELECT visitor_key FROM (
            SELECT visitor_key, {names_one} IN ({orders}) AS is_theirs, {names_one} IN ({others}) AS is_others
            FROM {touch} WHERE order_ref IS NOT NULL
            UNION ALL SELECT visitor_key, click_id IN ({clicks}), click_id IN (
                SELECT click_id FROM "order" WHERE customer_key IS DISTINCT FROM {key} AND click_id IS NOT NULL)
            FROM {click} WHERE click_id IN (SELECT click_id FROM "order"))
            WHERE visitor_key IS NOT NULL GROUP BY visitor_key HAVING bool_or(is_theirs) AND NOT bool_or(is_others)"""

    tied = f"order_ref IS NOT NULL AND {names_one} IN ({orders})"
    is_theirs = f"visitor_key = {key} OR visitor_key IN ({visitors('present', 'click')})"
    rows = _without(place, "touch", f"({is_theirs}) AND NOT coalesce({tied}, false)", beside=("order", "click"))
    is_clicked = f"click_id IN ({clicks}) OR visitor_key = {key} OR visitor_key IN ({visitors('touch', 'present')})"
    clicked = _without(place, "click", is_clicked, beside=("order", "touch"))
    return {"click": clicked, "touch": rows + _without(place, "touch", tied, beside=("order",))}


def _erase_creator(place: Place, handle: str) -> dict[str, int]:
    is_creator = f"creator = {_text(handle)}"
    posts = f"SELECT post_id FROM post WHERE {is_creator}"
    rows = {}
    for table in ("ad_day", "ad_total"):
        unlinked = (
            f"SELECT * REPLACE (CASE WHEN post_id IN ({posts}) THEN NULL ELSE post_id END AS post_id) FROM present"
        )
        rows[table] = place.lake.rewrite(table, unlinked, import_id="erase", beside=("post",))
    for table in ("touch", "click"):  # what visitors did stays; who they saw goes
        label = ", CASE WHEN is_theirs THEN NULL ELSE label END AS label" if table == "touch" else ""
        unnamed = (
            "SELECT * EXCLUDE (is_theirs) REPLACE (CASE WHEN is_theirs THEN NULL ELSE creator END AS creator, "
            f"CASE WHEN is_theirs THEN NULL ELSE post_id END AS post_id{label}) FROM (SELECT *, "
            f"coalesce({is_creator} OR post_id IN ({posts}), false) AS is_theirs FROM present)"
        )
        rows[table] = place.lake.rewrite(table, unnamed, import_id="erase", beside=("post",))
    keys = customer_keys([("customer", pa.array([handle]))], place.hash_key)
    written = "" if keys is None else f" OR author_key = {_text(str(keys[0]))}"
    rows["comment"] = _without(place, "comment", f"post_id IN ({posts}){written}", beside=("post",))
    rows["post_reading"] = _without(place, "post_reading", f"post_id IN ({posts})", beside=("post",))
    rows["survey_answer"] = _without(place, "survey_answer", f"lower(ltrim(trim(answer), '@')) = {_text(handle)}")
    rows |= {table: _without(place, table, f"account_id = {_text(handle)}") for table in _BY_ACCOUNT}
    return rows | {table: _without(place, table, is_creator) for table in _BY_CREATOR}


def _without(place: Place, table: str, condition: str, *, beside: tuple[str, ...] = ()) -> int:
    select = f"SELECT * FROM present WHERE ({condition}) IS NOT TRUE"
    return place.lake.rewrite(table, select, import_id="erase", beside=beside)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _erase_raw(place: Place, word: str) -> int:
    """Delete the files as received in which the person stands; those that another workspace uses too stay there."""
    removed = 0
    for sha256 in sorted(place.records.own_files(place.workspace)):
        file = place.raw / f"{sha256}{RAW_ENDING}"
        if file.exists() and stands_in(file, word):
            file.unlink()
            removed += 1
    return removed
