"""How many orders the programme caused that would not have come without it.

Arrays in, draws out (`model.py`). Nothing here knows money, tables or words. Start with `model.py`.
"""
