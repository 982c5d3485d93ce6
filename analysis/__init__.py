"""Meaning: checked tables in, result table, verdicts and figures out."""
