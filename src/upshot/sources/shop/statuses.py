"""What shops call the state of an order, and what we call it."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from upshot.sources.header_words import fold
from upshot.sources.shop.amounts import ZERO

STATUSES = ("paid", "pending", "partially_refunded", "refunded", "voided", "cancelled")


def statuses(texts: pa.Array, words: Mapping[str, str]) -> tuple[pa.Array, pa.Array]:
    """Translate a shop's words.

    Parameters
    ----------
    texts : text (n_orders), in any case
    words : their word → one of `STATUSES`; case, accents and a leading `wc-` do not matter

    Returns
    -------
    text (n_orders), null where nothing was said, and boolean (n_orders): true where the word is unknown
    """
    coded = texts.dictionary_encode()
    folded = {fold(word): ours for word, ours in words.items()}
    seen = [fold(word).removeprefix("wc ") for word in coded.dictionary.to_pylist()]
    ours = pa.array([folded.get(word) for word in seen], pa.string())
    translated = ours.take(coded.indices)
    return translated, pc.and_(pc.is_valid(texts), pc.is_null(translated))


def settle(
    status: pa.Array, *, cancelled: pa.Array | None, total: pa.Array | None, refunded: pa.Array | None
) -> pa.Array:
    """Bring the word and the money together.

    A cancellation wins over everything. Where the shop says paid or says nothing, money given back makes the order
    `partially_refunded` or, when all of it went back, `refunded`; where nobody says anything, it is `paid`.
    """
    settled = pc.fill_null(status, "paid")
    if refunded is not None and total is not None:
        gave_back = pc.fill_null(pc.greater(refunded, ZERO), False)
        all_of_it = pc.fill_null(pc.greater_equal(refunded, total), False)
        word = pc.if_else(all_of_it, "refunded", "partially_refunded")
        settled = pc.if_else(pc.and_(gave_back, pc.equal(settled, "paid")), word, settled)
    if cancelled is not None:
        settled = pc.if_else(pc.is_valid(cancelled), "cancelled", settled)
    return settled
