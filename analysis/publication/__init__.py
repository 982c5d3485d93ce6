"""The public edition of the results: files that a portal of open data takes as they are."""

from __future__ import annotations

from analysis.publication.edition import Edition, publish

__all__ = ["Edition", "publish"]
