"""Which orders carry a trace of a creator, and who is credited under each rule. The door is `build_attribution`."""

from upshot.decisions.attribution.ledger import AttributionLedger, build_attribution
from upshot.decisions.attribution.rules import Rule, TouchKind

__all__ = ["AttributionLedger", "Rule", "TouchKind", "build_attribution"]
