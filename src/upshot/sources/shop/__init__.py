"""What every shop's order file has in common, whichever shop wrote it.

Rows become whole orders, money becomes net revenue, customers become keyed hashes, free text becomes codes and utm
marks. It never knows a platform's headers: those live with each source. Start with `assembly.py`.
"""
