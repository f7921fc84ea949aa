"""The only part of Upshot that the whole internet may call: tracked links and shops' webhooks.

A program of its own (`upshot collect`), apart from the web app, which has no sign-in. It stores no address, writes no
access log, and answers nobody with anything of the home. Start with `app.py`.
"""
