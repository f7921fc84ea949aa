"""The command line: one verb per act. `app.py` declares the commands, `commands/` carries them out.

Nothing heavy is imported before a command needs it, so that `upshot --help` answers at once.
"""
