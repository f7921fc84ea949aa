"""The cost ledger: one line per thing paid, in the workspace's currency, to the cent.

amount = billed × exchange rate × VAT factor × share, rounded to the cent; shares are split by largest remainder, so
that the parts of a shared cost add up to it. The total is the sum of the lines, never a number of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from upshot.decisions.costs.ads import AdSpend, read_ad_spend
from upshot.decisions.verdict.model import CostLine, Phrase, Scope
from upshot.measures.data import WorkspaceData
from upshot.measures.programme import LAST_DAY, Programme, read_programme
from upshot.measures.terms import Terms, exchange, read_terms
from upshot.vocabulary.entities import Collaboration
from upshot.vocabulary.money import CENT, Exchange, split_to_cents, to_cent

FEES = (
    ("creator_fee", "fee"),
    ("product", "product_cost"),
    ("shipping", "shipping_cost"),
    ("rights", "rights_fee"),
    ("other", "other_cost"),
)
ADS_CODES = {  # (has a creator, has a campaign) → the description
    (True, True): "ledger_ads_creator",
    (True, False): "ledger_ads_creator_only",
    (False, True): "ledger_ads_campaign",
    (False, False): "ledger_ads_unallocated",
}
ZERO = Decimal("0.00")


@dataclass(frozen=True)
class CostLedger:
    """The lines of one scope. `ads` is the spend behind the ads lines, with impressions and clicks.

    `split_lines` are the same costs with hours and tools already shared out to the campaigns.
    """

    lines: tuple[CostLine, ...]
    split_lines: tuple[CostLine, ...]
    ads: tuple[AdSpend, ...]
    currency: str
    unallocated_ads: Decimal = ZERO  # spend tied to no campaign, and so outside any campaign's or creator's ledger
    not_started: tuple[Collaboration, ...] = ()  # agreed, but starting after the day of the verdict: left out

    @cached_property
    def total(self) -> Decimal:
        """The sum of the lines, to the cent."""
        return sum((line.amount for line in self.lines), ZERO)

    def sum_of(self, *kinds: str) -> Decimal:
        """The sum of the lines of those kinds."""
        return sum((line.amount for line in self.lines if line.kind in kinds), ZERO)

    @cached_property
    def by_creator(self) -> Mapping[str, tuple[Decimal, Decimal]]:
        """Creator → (own lines, share of the lines of the creator's campaigns that belong to nobody).

        A line that names no creator is shared among the creators of its campaign in proportion to their own lines.
        What belongs to no campaign either (ads nobody tied) is left with nobody.
        """
        own = _own_lines(self.split_lines)
        direct: dict[str, Decimal] = defaultdict(Decimal)
        shares: dict[str, Decimal] = defaultdict(Decimal)
        for among in own.values():
            for creator, amount in among.items():
                direct[creator] += amount
        for line in self.split_lines:
            if line.creator is None and line.campaign is not None:
                for creator, part in _parts(line.amount, own[line.campaign]):
                    shares[creator] += part
        return {creator: (direct[creator], shares[creator]) for creator in sorted(direct)}


def _own_lines(lines: Iterable[CostLine]) -> dict[str | None, dict[str, Decimal]]:
    """Campaign → creator → sum of the creator's own lines."""
    own: dict[str | None, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for line in lines:
        if line.creator is not None:
            own[line.campaign][line.creator] += line.amount
    return own


def _parts(amount: Decimal, among: Mapping[str, Decimal]) -> Iterable[tuple[str, Decimal]]:
    """`amount` shared among creators in proportion to their own lines, to the cent."""
    creators = sorted(among)
    return zip(creators, split_to_cents(amount, [max(among[creator], ZERO) for creator in creators]), strict=True)


def build_cost_ledger(
    data: WorkspaceData,
    *,
    scope: Scope | None = None,
    as_of: date = LAST_DAY,
    terms: Terms | None = None,
    programme: Programme | None = None,
) -> CostLedger:
    """Every cost of `scope` known on the day `as_of`.

    All of it: each collaboration and each ad once, overhead once, hours and tools once. A campaign: its own lines and
    its share of hours, tools, in proportion to direct cost. A creator: the creator's own lines and a share of the
    campaigns' overhead, hours, tools and of ads that run no creator's post, by the same rule.

    Raises
    ------
    SettingsError : no exchange rate for a currency that was billed, or a setting outside its range
    UnknownName : no campaign or creator of that name
    """
    scope = scope or Scope(kind="all")
    terms = terms or read_terms(data)
    programme = programme or read_programme(data, terms.zone)
    ads = read_ad_spend(data, programme, until=as_of)
    entered = [c for c in programme.collaborations if (c.starts_on or date.min) <= as_of]
    later = tuple(c for c in programme.collaborations if (c.starts_on or date.min) > as_of)
    currencies = {c.currency for c in entered} | {a.currency for a in ads}
    currencies |= {campaign.currency for campaign in programme.campaigns.values()}
    book = _Book(terms, exchange(data, currencies))
    lines = [*book.collaboration_lines(entered), *book.ad_lines(ads)]
    lines += book.overhead_lines(programme, as_of)
    wholes = book.shared_wholes()
    parts = [part for line in wholes for part in book.campaign_parts(line, lines, programme, as_of)]
    whole = CostLedger((*lines, *wholes), (*lines, *parts), ads, terms.currency, not_started=later)
    return _within(whole, scope, programme)


def _within(whole: CostLedger, scope: Scope, programme: Programme) -> CostLedger:
    """The lines of the whole ledger that belong to `scope`."""
    if scope.kind == "all":
        return whole
    unallocated = sum((line.amount for line in whole.lines if line.kind == "ads" and line.campaign is None), ZERO)
    if scope.kind == "campaign":
        name = programme.campaign_named(scope.name or "").name
        lines = tuple(line for line in whole.split_lines if line.campaign == name)
        return replace(
            whole,
            lines=lines,
            split_lines=lines,
            ads=tuple(ad for ad in whole.ads if ad.campaign == name),
            unallocated_ads=unallocated,
            not_started=tuple(c for c in whole.not_started if c.campaign == name),
        )
    handle = programme.creator_named(scope.name or "").handle
    lines = tuple(_creator_lines(whole.split_lines, handle))
    return replace(
        whole,
        lines=lines,
        split_lines=lines,
        ads=tuple(ad for ad in whole.ads if ad.creator == handle),
        unallocated_ads=unallocated,
        not_started=tuple(c for c in whole.not_started if c.creator == handle),
    )


class _Book:
    """Writes lines: conversion, VAT and rounding in one place."""

    def __init__(self, terms: Terms, exchange: Exchange) -> None:
        self.terms = terms
        self.exchange = exchange

    def line(
        self,
        kind: str,
        billed: Decimal,
        currency: str | None,
        description: Phrase,
        source: str,
        *,
        creator: str | None = None,
        campaign: str | None = None,
        vat_factor: Decimal = Decimal(1),
    ) -> CostLine:
        """One line, converted and rounded to the cent."""
        rate = self.exchange.rate(currency)
        return CostLine(
            kind=kind,
            creator=creator,
            campaign=campaign,
            description=description,
            amount=to_cent(billed * rate * vat_factor),
            billed=plain(billed),
            billed_currency=(currency or self.terms.currency).upper(),
            exchange_rate=rate,
            vat_factor=vat_factor,
            source=source,
        )

    @property
    def vat_on_fees(self) -> Decimal:
        """What turns a fee as entered into what it costs: VAT out if recovered, in if not."""
        return vat_factor(self.terms, is_included=self.terms.costs_include_vat)

    def collaboration_lines(self, collaborations: Iterable[Collaboration]) -> Iterable[CostLine]:
        """Fee, product, shipping, rights and other cost of each collaboration; an empty cell makes no line."""
        for item in collaborations:
            facts = {"creator": item.creator, "campaign": item.campaign, "type": item.collaboration_type}
            key = f"{item.campaign} / {item.creator} / {item.collaboration_type} / {item.starts_on or ''}"
            for kind, column in FEES:
                billed: Decimal | None = getattr(item, column)
                if billed:
                    yield self.line(
                        kind,
                        billed,
                        item.currency,
                        Phrase(code=f"ledger_{kind}", facts=facts),
                        f"collaborations: {key}, {column}",
                        creator=item.creator,
                        campaign=item.campaign,
                        vat_factor=self.vat_on_fees,
                    )

    def ad_lines(self, ads: Iterable[AdSpend]) -> Iterable[CostLine]:
        """One line per campaign, creator, account and currency. Ads Manager reports spend without VAT."""
        groups: dict[tuple[str | None, ...], list[AdSpend]] = defaultdict(list)
        for ad in ads:
            groups[ad.campaign, ad.creator, ad.account_id, ad.currency, ad.table].append(ad)
        for (campaign, creator, account, currency, table), group in groups.items():
            billed = sum((ad.spend for ad in group), Decimal(0))
            if not billed:
                continue
            first, last = min(ad.starts_on for ad in group), max(ad.ends_on for ad in group)
            n_rows = sum(ad.rows for ad in group)
            facts = {"ads": str(len({ad.ad_id for ad in group}))}
            facts |= {name: said for name, said in (("creator", creator), ("campaign", campaign)) if said}
            yield self.line(
                "ads",
                billed,
                currency,
                Phrase(
                    code=ADS_CODES[bool(creator), bool(campaign)],
                    facts=facts | {"from": first.isoformat(), "to": last.isoformat()},
                ),
                f"{table}: account {account}, {n_rows} rows, {first}…{last}",
                creator=creator,
                campaign=campaign,
                vat_factor=vat_factor(self.terms, is_included=False),
            )

    def overhead_lines(self, programme: Programme, as_of: date) -> Iterable[CostLine]:
        """The overhead that a campaign was entered with."""
        for campaign in programme.campaigns.values():
            if campaign.overhead_cost and (campaign.starts_on or date.min) <= as_of:
                yield self.line(
                    "overhead",
                    campaign.overhead_cost,
                    campaign.currency,
                    Phrase(code="ledger_overhead", facts={"campaign": campaign.name}),
                    f"campaigns: {campaign.name}, overhead_cost",
                    campaign=campaign.name,
                    vat_factor=self.vat_on_fees,
                )

    def shared_wholes(self) -> tuple[CostLine, ...]:
        """Hours and tools of the whole programme, one line each."""
        terms = self.terms
        facts = {"hours": str(plain(terms.hours)), "rate": str(plain(terms.hour_cost))}
        hours = Phrase(code="ledger_hours", facts=facts)
        tools = Phrase(code="ledger_tools")
        lines = (
            self.line("hours", terms.hours * terms.hour_cost, None, hours, "settings: hours, hour_cost"),
            self.line("tools", terms.tools_cost, None, tools, "settings: tools_cost", vat_factor=self.vat_on_fees),
        )
        return tuple(line for line in lines if line.amount)

    def campaign_parts(
        self, whole: CostLine, direct: list[CostLine], programme: Programme, as_of: date
    ) -> Iterable[CostLine]:
        """A line of the whole programme as one line per campaign, in proportion to direct cost (overhead aside)."""
        begun = [c.name for c in programme.campaigns.values() if (c.starts_on or date.min) <= as_of]
        weights = dict.fromkeys(begun, ZERO)
        for line in direct:
            if line.campaign in weights and line.kind != "overhead":
                weights[line.campaign] += line.amount
        if not weights:
            yield whole
        for name, part in zip(
            weights, split_to_cents(whole.amount, [max(weight, ZERO) for weight in weights.values()]), strict=True
        ):
            if part:
                yield shared(whole, part, campaign=name)


def _creator_lines(lines: Iterable[CostLine], handle: str) -> Iterable[CostLine]:
    """A creator's own lines, then the share of each line of the creator's campaigns that belongs to nobody."""
    lines = tuple(lines)
    own = _own_lines(lines)
    yield from (line for line in lines if line.creator == handle)
    for line in lines:
        if line.creator is None and line.campaign is not None:
            part = dict(_parts(line.amount, own[line.campaign])).get(handle)
            if part:
                yield shared(line, part, campaign=line.campaign, creator=handle)


def shared(whole: CostLine, part: Decimal, *, campaign: str | None, creator: str | None = None) -> CostLine:
    """A part of a shared line; its description shows the whole and the rule."""
    facts = {
        "kind": whole.kind,
        "whole": str(whole.amount),
        "share": f"{part / whole.amount * 100:.1f}",
        "part_of": campaign or "",
        "creator": creator or "",
    }
    code = "ledger_shared_creator" if creator else "ledger_shared_campaign"
    return whole.model_copy(
        update={
            "amount": part,
            "creator": creator,
            "campaign": campaign,
            "description": Phrase(code=code, facts=facts),
            "share": whole.share * part / whole.amount,
        }
    )


def vat_factor(terms: Terms, *, is_included: bool) -> Decimal:
    """What a billed amount is multiplied by: VAT that is recovered is no cost, VAT that is not recovered is one."""
    if terms.vat_recoverable:
        return 1 / (1 + terms.vat_rate) if is_included else Decimal(1)
    return Decimal(1) if is_included else 1 + terms.vat_rate


def plain(amount: Decimal) -> Decimal:
    """An amount with its trailing zeros beyond the cent cut, without losing a digit that counts."""
    return amount.quantize(CENT) if amount == amount.quantize(CENT) else amount.normalize()
