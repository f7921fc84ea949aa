"""Floor 1: read from the world, keep what came, say when and from where.

A source knows one platform's files: how to recognise them and how to turn their words into ours. It never knows the
lake, another source, or what a number is used for. Start with `base.py`: the contract that every source fulfils.
"""
