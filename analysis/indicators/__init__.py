"""Formulas that a ratio of measures cannot express, one module per axis."""
