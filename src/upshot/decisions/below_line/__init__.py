"""Awareness, image and loyalty, and what media people call earned value: shown beside the verdict, never inside ROI.

Nothing here is read by the formulas of ROI or ROAS; a property test holds that. Start with `loyalty.py`.
"""
