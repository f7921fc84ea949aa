"""What each command does: read the options, ask the house, print."""
