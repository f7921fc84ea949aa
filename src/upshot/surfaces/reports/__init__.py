"""Reports that leave the house: self-contained HTML, PDF, XLSX and JSON, all from one verdict.

Start with `write_report`; the words come from `surfaces.presentation`, so no report says what another does not.
"""

from upshot.surfaces.reports.writing import render_report, write_report

__all__ = ["render_report", "write_report"]
