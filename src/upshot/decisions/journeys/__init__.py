"""Journeys: touches of one visitor up to a conversion or to silence, and what attribution models make of them."""
