"""The nouns of the house: tables, entities, units, money and periods.

Nothing here reads a file or computes a measure. Start with `tables.py`: every fact and every record, with its grain.
"""
