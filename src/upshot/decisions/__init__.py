"""Floor 4: what follows from the numbers, with reasons.

Each package is one decision and returns a frozen result, or `InsufficientEvidence`. No HTML, no wording, no other
decision's insides: results travel as values. Start with `verdict/model.py`, the object that every surface renders.
"""
