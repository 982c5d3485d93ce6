"""What our exporter writes comes back identical, whatever the encoding, separator or style of numbers."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.intake import Reading
from data.safe_export import to_csv, to_xlsx
from data.schemas import ACTIVITE
from tests.data.small_files import around, column, read

COMMENTS = (
    "Séance à l'été",
    "cœur de l’été",
    "=1+1",
    "+ 3 places",
    "- séance annulée",
    "@SUM(A1)",
    "'=déjà protégé",
    'dit « oui » ; "non", puis | tabulation',
    "deux\nlignes",
    "$x^2$ :red[non] **gras** <b>",
    "Total annoncé en mai",
    "été 2025",
)
MONTHS = [f"2025-{month:02d}" for month in range(1, 13)]
COUNTS = st.integers(0, 999_999).map(float)
HOURS = st.integers(0, 99_999_999).map(lambda hundredths: hundredths / 100)


def as_point(value: float) -> str:
    return f"{value:.2f}"


def as_french(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def with_spaces(space: str) -> Callable[[float], str]:
    return lambda value: f"{value:,.2f}".replace(",", space).replace(".", ",")


STYLES = {
    "anglais": as_point,
    "virgule": as_french,
    "fine insécable": with_spaces("\u202f"),
    "insécable": with_spaces("\u00a0"),
    "fine": with_spaces("\u2009"),
    "espace": with_spaces(" "),
}
# Narrow spaces do not exist in these code pages.
NARROW = {"fine insécable", "fine"}
OLD_PAGES = {"cp1252", "mac_roman"}


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """Rows of activity with different keys, values of two kinds and comments that tempt a spreadsheet."""
    months = draw(st.lists(st.sampled_from(MONTHS), min_size=1, max_size=12, unique=True))
    territories = draw(
        st.lists(st.sampled_from(["QP004001", "hors_qpv"]), min_size=1, max_size=2, unique=True)
    )
    rows = [
        {
            "periode": month,
            "structure": "accueil_tilleuls",
            "action": "ensemble",
            "territoire": territory,
            "public": "tous",
            "mesure": "heures_mediation",
            "valeur": draw(st.one_of(COUNTS, HOURS)),
            "commentaire": draw(st.sampled_from(COMMENTS)),
        }
        for month in months
        for territory in territories
    ]
    return pd.DataFrame(rows)


def same(reading: Reading, sent: pd.DataFrame) -> None:
    """Every cell is back; doubts may be asked, nothing may be refused nor lost."""
    assert reading.report.errors == ()
    for name in sent.columns:
        assert column(reading, name) == sent[name].tolist()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    sent=tables(),
    style=st.sampled_from(sorted(STYLES)),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman"]),
    delimiter=st.sampled_from([";", ",", "\t", "|"]),
)
def test_un_fichier_ecrit_par_nous_se_relit_identique(
    sent: pd.DataFrame, style: str, encoding: str, delimiter: str
) -> None:
    if encoding in OLD_PAGES and style in NARROW:
        style = "insécable"
    written = sent.assign(valeur=[STYLES[style](value) for value in sent["valeur"]])
    content = to_csv(written, delimiter=delimiter, encoding=encoding)
    same(read(content, "export.csv"), sent)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sent=tables())
def test_un_classeur_ecrit_par_nous_se_relit_identique(sent: pd.DataFrame) -> None:
    # In a workbook, nothing tells an apostrophe of the sender from one that protects a formula.
    plain = sent.assign(commentaire=sent["commentaire"].str.lstrip("'"))
    same(read(to_xlsx({"Données": plain}), "export.xlsx"), plain)


def test_les_titres_de_nos_exports_sont_ceux_que_nous_lisons() -> None:
    labels = {each.name: each.label for each in ACTIVITE.columns}
    sent = pd.DataFrame(
        {"periode": ["2025-01"], "structure": ["accueil_tilleuls"], "territoire": ["QP004001"]}
        | {"mesure": ["passages"], "valeur": [12]}
    ).rename(columns=labels)
    reading = read(to_csv(sent), surroundings=around())
    assert (reading.verdict, column(reading, "valeur")) == ("accepted", [12])
