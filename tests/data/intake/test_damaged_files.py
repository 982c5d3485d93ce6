"""Files damaged at random: whatever happened to them, a calm answer and nothing that does not add up.

What is drawn is small and bounded, so that the whole takes seconds; `read` fails on any defect of ours.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.intake import Reading
from tests.data.readers.workbook_files import ods, ods_row, one_sheet, with_part, xls
from tests.data.small_files import HEADINGS, activity, passages, read

ROWS: Sequence[Sequence[object]] = [
    HEADINGS.split(";"),
    ["2025-01", "accueil_tilleuls", "", "QP004001", "", "passages", 12.0, "", "été"],
]
CSV = activity(passages("12", comment="été ; « oui »"), passages("1 234,5", "2025-02")).encode("cp1252")
BOUNDED = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PARTS = ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml")
NUMBERS = re.compile(rb"\d+")
REPLACEMENTS = (
    b"",
    b"0",
    b"-1",
    b"16385",
    b"1048577",
    b"99999999999",
    b"NaN",
    b"\xff",
    b"&#0;",
    b"<v>",
    b"\"'>",
)


def workbook_of(kind: str) -> bytes:
    if kind == "xlsx":
        return one_sheet(lambda sheet, _: sheet.write_formula("F3", "=1+1", None, 2))
    return xls(ROWS) if kind == "xls" else ods(*(ods_row(*row) for row in ROWS))


def holds(reading: Reading) -> None:
    """What is true of any reading."""
    assert reading.rows_ok <= reading.rows_read
    assert (reading.verdict == "refused") == bool(reading.report.errors)
    assert not (reading.blocked and reading.verdict == "accepted")


def damaged(content: bytes, place: float, change: bytes, removed: int) -> bytes:
    """The bytes with some of them replaced at a place between 0 and 1."""
    at = int(place * len(content))
    return content[:at] + change + content[at + removed :]


DAMAGES = st.tuples(
    st.floats(0, 1, exclude_max=True),
    st.binary(max_size=8) | st.sampled_from(REPLACEMENTS),
    st.integers(0, 40),
)


@BOUNDED
@given(st.lists(DAMAGES, min_size=1, max_size=4))
def test_un_texte_abime_ne_fait_rien_tomber(damages: list[tuple[float, bytes, int]]) -> None:
    content = CSV
    for damage in damages:
        content = damaged(content, *damage)
    holds(read(content))


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
@BOUNDED
@given(damage=DAMAGES)
def test_un_classeur_abime_ne_fait_rien_tomber(kind: str, damage: tuple[float, bytes, int]) -> None:
    holds(read(damaged(workbook_of(kind), *damage), f"abime.{kind}"))


@pytest.mark.parametrize("part", PARTS)
@BOUNDED
@given(damage=DAMAGES)
def test_un_classeur_dont_une_partie_est_abimee_ne_fait_rien_tomber(
    part: str, damage: tuple[float, bytes, int]
) -> None:
    holds(read(with_part(workbook_of("xlsx"), part, lambda body: damaged(body, *damage)), "abime.xlsx"))


@BOUNDED
@given(which=st.integers(0, 200), replacement=st.sampled_from(REPLACEMENTS))
def test_un_nombre_faux_dans_la_feuille_ne_fait_rien_tomber(which: int, replacement: bytes) -> None:
    """Far rows, negative styles, impossible indexes: what other programs, or somebody, may write."""
    holds(read(with_part(workbook_of("xlsx"), PARTS[0], _with_number(which, replacement)), "faux.xlsx"))


@BOUNDED
@given(missing=st.sets(st.integers(0, 12), min_size=1, max_size=4))
def test_un_classeur_sans_une_de_ses_parties_ne_fait_rien_tomber(missing: set[int]) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook_of("xlsx"))) as whole, zipfile.ZipFile(stream, "w") as rest:
        for number, name in enumerate(whole.namelist()):
            if number not in missing:
                rest.writestr(name, whole.read(name))
    holds(read(stream.getvalue(), "incomplet.xlsx"))


def _with_number(which: int, replacement: bytes) -> Callable[[bytes], bytes]:
    def change(body: bytes) -> bytes:
        numbers = list(NUMBERS.finditer(body))
        chosen = numbers[which % len(numbers)]
        return body[: chosen.start()] + replacement + body[chosen.end() :]

    return change
