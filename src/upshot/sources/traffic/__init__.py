"""What every report of visits has in common: rows of any grain summed to one row per day and dimensions.

It never knows a platform's labels: those live with each source. Start with `visit_days.py`.
"""
