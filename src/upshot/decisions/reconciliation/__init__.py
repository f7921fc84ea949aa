"""Do the sources agree, and can they be relied on? One report for `upshot check` and the data-health page.

`reconcile` compares the same quantity told by several sources and splits each gap into explained parts and a rest;
it looks at freshness, at ties that lead nowhere and at values that cannot be. Start with `model.py`.
"""

from upshot.decisions.reconciliation.model import CheckReport, Finding, Freshness, Gap, Part, Severity
from upshot.decisions.reconciliation.reconcile import reconcile

__all__ = ["CheckReport", "Finding", "Freshness", "Gap", "Part", "Severity", "reconcile"]
