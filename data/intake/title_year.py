"""The year that a title tells for headings that are months alone: « Bilan 2025 » over « janvier »."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from data.intake.columns import Layout
from data.intake.findings import Findings
from data.intake.source import Source
from data.intake.split_periods import tells_year
from data.report import quoted

_DAY = re.compile(r"\d{1,2}(?:er)?[ ./-](?:\d{1,2}|[^\W\d_]{3,9}\.?)[ ./-]\d{4}|\d{4}-\d{2}-\d{2}")
_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")


def year_of_titles(source: Source, own: Layout | None, filename: str, given: Collection[str]) -> str | None:
    """The year of the titles, else of the sheet or of the file name, where the headings lack one."""
    if own is None or not _lacks_year(own, given):
        return None
    places = (source.titles, [source.sheet or ""], [filename])
    return next((year for texts in places if (year := _only_year(texts))), None)


def ask_title_year(own: Layout | None, year: str | None, findings: Findings) -> None:
    """Say which year was added to the headings."""
    if own is None or year is None:
        return
    heading = next(heading for heading in own.periods.values() if not tells_year(heading))
    message = (
        f"Les titres de colonnes n’ont pas d’année : {quoted(heading)} a été lu "
        f"{quoted(f'{heading} {year}')}, d’après le titre ou le nom du fichier. Confirmez."
    )
    findings.about_file("confirm", "title_year", message)


def _lacks_year(own: Layout, given: Collection[str]) -> bool:
    is_told = "periode" in given or "periode" in own.columns.values()
    return not is_told and any(not tells_year(heading) for heading in own.periods.values())


def _only_year(texts: Iterable[str]) -> str | None:
    """The one year of these texts, days apart (« extrait le 05/01/2026 »); nothing when there are several."""
    years = {year for text in texts for year in _YEAR.findall(_DAY.sub(" ", text))}
    return years.pop() if len(years) == 1 else None
