"""The marks an order carries: discount codes, utm pairs hidden in free text, the host of the referring site."""

from __future__ import annotations

from urllib.parse import unquote_plus

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from upshot.vocabulary.tracked_links import CLICK_PARAMETER

UTM_COLUMNS = ("utm_source", "utm_medium", "utm_campaign", "utm_content")


def utm_marks(notes: pa.Array) -> dict[str, pa.Array]:
    """Read utm pairs out of free text.

    Understood: `utm_source: x` one per line, `UTM source: x; UTM medium: y` on one line, and the query of a landing
    page, `/?utm_source=x&utm_medium=y`, wherever it stands; the pairs win over the query.

    Parameters
    ----------
    notes : text (n_orders), for instance Shopify's `Note Attributes`

    Returns
    -------
    text (n_orders) for each of `UTM_COLUMNS`, null where the text has no such pair
    """
    coded = notes.dictionary_encode()
    texts = coded.dictionary
    return {name: texts_of(coded.indices, _one_mark(texts, name)) for name in UTM_COLUMNS}


def click_ids(notes: pa.Array) -> pa.Array:
    """The id of a tracked click in the query of a landing page; null where no link of ours led there."""
    return _extract(notes, rf"[?&]{CLICK_PARAMETER}=(?P<value>[0-9a-f]{{16,64}})")


def texts_of(indices: pa.Array, texts: pa.Array) -> pa.Array:
    """Spread the answers about distinct texts back over all rows."""
    return texts.take(indices)


def _one_mark(texts: pa.Array, name: str) -> pa.Array:
    """One utm parameter of each text."""
    word = name.removeprefix("utm_")
    pair = _extract(texts, rf"(?i)(?:^|[;\n\r,|])\s*utm[ _-]{word}\s*[:=]\s*(?P<value>[^;\n\r|]+)")
    query = _extract(texts, rf"(?i)[?&]utm_{word}=(?P<value>[^&#;\s\"]+)")
    return pc.coalesce(_clean(pair), _decoded(query))


def _extract(texts: pa.Array, pattern: str) -> pa.Array:
    """The named group `value` of the first match, or null."""
    return pc.struct_field(pc.extract_regex(texts, pattern), "value")


def _clean(texts: pa.Array) -> pa.Array:
    """Trimmed, with empty text as null."""
    trimmed = pc.utf8_trim_whitespace(texts)
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)


def _decoded(texts: pa.Array) -> pa.Array:
    """Undo the %20 of a query, once per distinct value."""
    coded = texts.dictionary_encode()
    plain = [unquote_plus(text) for text in coded.dictionary.to_pylist()]
    return _clean(pa.array(plain, pa.string()).take(coded.indices))


def code_lists(texts: pa.Array, separator: str = r"\s*[,;|\n]\s*") -> pa.Array:
    """Split discount codes, in upper case; an order without code has an empty list, never a list with nothing in it.

    Parameters
    ----------
    texts : text (n_orders), for instance `EMMA10, FREESHIP`
    separator : regular expression between two codes
    """
    upper = pc.utf8_upper(pc.utf8_trim_whitespace(pc.fill_null(texts, "")))
    lists = pc.split_pattern_regex(upper, separator)
    codes = pc.list_flatten(lists)
    kept = pc.not_equal(codes, "")
    owners = pc.list_parent_indices(lists).filter(kept).to_numpy()
    ends = np.cumsum(np.bincount(owners, minlength=len(texts)), dtype=np.int32)
    offsets = pa.array(np.concatenate((np.zeros(1, np.int32), ends)), pa.int32())
    return pa.ListArray.from_arrays(offsets, codes.filter(kept))


def noted_referrers(notes: pa.Array) -> pa.Array:
    """The referring address in free text: a `referrer:` or `referring_site:` pair, one per line or after `;`.

    Shops on Shopify keep it beside `landing_site`, because their order export has no column for it. A path without a
    host (`landing_site: /products`) names no site.
    """
    coded = notes.dictionary_encode()
    pair = _extract(
        coded.dictionary,
        r"(?i)(?:^|[;\n\r,|])\s*(?:http[ _-])?refer(?:r?er|ring[ _-]site)\s*[:=]\s*(?P<value>[^;\s|]+)",
    )
    return texts_of(coded.indices, _clean(pair))


def referrer_hosts(texts: pa.Array) -> pa.Array:
    """The host of a referring address, without `www.`; the path may name a person and is not kept."""
    host = _extract(
        pc.utf8_lower(texts), r"^\s*(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:www\.)?(?P<value>[a-z0-9.-]+\.[a-z]{2,})"
    )
    return _clean(host)
