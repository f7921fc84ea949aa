"""Dated facts from outside, as data: tiers, export headers, view growth. A row without source and date does not load."""
