"""From an approved plan to ads: the sheet a person follows in Ads Manager, and the same as Marketing API payloads.

Nothing here sends anything. Start with `model.py`, then `checking.py`, `payloads.py` and `sheet.py`.
"""

from upshot.decisions.spark.launch.checking import check_launch
from upshot.decisions.spark.launch.model import Flight, LaunchFinding, LaunchPlan
from upshot.decisions.spark.launch.payloads import ApiExport, export_payloads
from upshot.decisions.spark.launch.reading import read_launch_plan
from upshot.decisions.spark.launch.sheet import LaunchSheet, build_sheet

__all__ = [
    "ApiExport",
    "Flight",
    "LaunchFinding",
    "LaunchPlan",
    "LaunchSheet",
    "build_sheet",
    "check_launch",
    "export_payloads",
    "read_launch_plan",
]
