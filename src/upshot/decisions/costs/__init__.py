"""What it cost, all in: every line typed, sourced, converted, to the cent. The door is `build_cost_ledger`."""

from upshot.decisions.costs.ledger import CostLedger, build_cost_ledger

__all__ = ["CostLedger", "build_cost_ledger"]
