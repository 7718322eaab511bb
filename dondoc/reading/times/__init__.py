"""Dates, time limits and rhythms."""
