"""Creators: who they are by their own numbers, whether those can be believed, what they would bring, whom to choose."""
