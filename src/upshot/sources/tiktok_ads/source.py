"""The kinds of file: reports as spreadsheets, reports as API records, and the tables without figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from upshot.errors import InvalidInput, SourceRefused
from upshot.sources.base import Batch, Detection, Document, ReadContext
from upshot.sources.fields import header_key
from upshot.sources.refusing import shortened
from upshot.sources.tiktok_ads.api_records import short_names
from upshot.sources.tiktok_ads.report import Report
from upshot.sources.tiktok_ads.words import certainty, words_of

_HEAD_ROWS = 20
_TABLES = ("ad_day", "ad_total")
_NOBODY = ReadContext(now=datetime(1970, 1, 1, tzinfo=UTC))  # recognising a file needs nobody's help


@dataclass(frozen=True)
class AdsReport:
    """Ads Manager exports (CSV, XLSX) and connectors' report tables; fulfils `sources.base.FileSource`."""

    kind: str = "tiktok_ads_report"
    label: str = "TikTok Ads Manager report"
    tables: tuple[str, ...] = _TABLES
    signature: tuple[str, ...] = ("By Day", "Campaign name", "Ad ID", "Cost", "Impressions", "Clicks (destination)")

    def detect(self, document: Document) -> Detection:
        """Sure when the header has spend, delivery and words that only TikTok uses."""
        if document.form == "jsonl":
            return Detection(0.0)
        best = Detection(0.0)
        for number, cells in enumerate(document.head[:_HEAD_ROWS]):
            words = words_of(cells, _NOBODY)
            confidence = certainty(cells, words)
            if 0 < confidence < 0.5 and _speaks_of_tiktok(document, number):
                confidence = 0.6
            if confidence > best.confidence:
                best = Detection(confidence, f"{len(words.headers.columns)} columns of TikTok's ad reports", number)
        return best

    def read(self, document: Document, context: ReadContext) -> Iterator[Batch]:
        """Turn the report into batches of `ad_day` or `ad_total`."""
        header_row = self._header_row(document, context)
        words = words_of(document.head[header_row], context, file=document.name)
        if not words.has("spend", "impressions"):
            raise InvalidInput(
                "ads_columns_missing",
                file=document.name,
                seen=shortened(", ".join(filter(None, document.head[header_row])), 300),
                unknown=list(words.unknown),
            )
        yield from Report(document, words, context).batches(header_row)

    def _header_row(self, document: Document, context: ReadContext) -> int:
        """The row with most known headers: the user's own words count too."""
        rows = document.head[:_HEAD_ROWS]
        return max(range(len(rows)), key=lambda number: len(words_of(rows[number], context).headers.columns), default=0)


@dataclass(frozen=True)
class AdsRecords:
    """Report records of the Marketing API as JSON lines, or its answer as JSON; fulfils `sources.base.FileSource`."""

    kind: str = "tiktok_ads_records"
    label: str = "TikTok Marketing API report records"
    tables: tuple[str, ...] = _TABLES
    signature: tuple[str, ...] = ("dimensions.ad_id", "dimensions.stat_time_day", "metrics.spend")

    def detect(self, document: Document) -> Detection:
        """Sure when the records have spend, an id and metrics under the API's names."""
        if document.form != "jsonl":
            return Detection(0.0)
        names = list(short_names(document.head[0]))
        confidence = certainty(names, words_of(names, _NOBODY))
        nested = any("metrics." in name or "dimensions." in name for name in document.head[0])
        return Detection(max(confidence, 0.9) if confidence and nested else confidence, "metrics of the Marketing API")

    def read(self, document: Document, context: ReadContext) -> Iterator[Batch]:
        """Turn the records into batches, each record by its own level."""
        words = words_of(list(short_names(document.head[0])), context, file=document.name).for_records()
        yield from Report(document, words, context).batches(0)


@dataclass(frozen=True)
class AdsHistory:
    """A connector's tables of names and settings: they hold no figures, and are refused by name."""

    kind: str = "tiktok_ads_history"
    label: str = "TikTok ad, ad group, campaign or advertiser table of a connector (no figures)"
    tables: tuple[str, ...] = ()
    signature: tuple[str, ...] = ("AD_ID", "UPDATED_AT", "CREATE_TIME")

    def detect(self, document: Document) -> Detection:
        """Sure when there are ids and dates of change, and no spend."""
        keys = {header_key(cell) for cell in (document.head[0] if document.head else [])}
        has_id = not keys.isdisjoint({"advertiser id", "campaign id", "adgroup id", "ad id"})
        is_history = has_id and {"updated at", "create time"} <= keys
        is_advertiser = {"id", "currency", "timezone", "promotion area"} <= keys
        return Detection(0.9 if (is_history or is_advertiser) and "spend" not in keys else 0.0, "settings, no figures")

    def read(self, document: Document, context: ReadContext) -> Iterator[Batch]:  # noqa: ARG002
        """Refuse, and say what to bring instead."""
        raise SourceRefused(
            "ads_table_without_figures", file=document.name, seen=shortened(", ".join(document.head[0]))
        )


def _speaks_of_tiktok(document: Document, header_row: int) -> bool:
    """Whether the rows under a header that any platform might use name TikTok, and no other platform."""
    below = document.head[header_row + 1 : header_row + 41]
    rows = [" ".join(row).casefold() for row in below if any(row)]
    return bool(rows) and all("tiktok" in row for row in rows)


SOURCES = (AdsReport(), AdsRecords(), AdsHistory())
