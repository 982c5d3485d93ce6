"""Bytes of a file to a table of text with headings; nothing is interpreted yet."""
