"""Tests of the report for the council."""
