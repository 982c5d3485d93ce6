"""Trustworthy tables: files in, checked tables out."""
