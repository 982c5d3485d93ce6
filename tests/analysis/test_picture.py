"""An image leaves the page: it says what it shows, when, from where, and whether it is true."""

from __future__ import annotations

from datetime import date

from analysis.data_table import DataTable, span
from analysis.picture import LINE_HEIGHT, picture_heading

MARK = "Données de démonstration (fictives)"


def table(caption: str = "Séances tenues, Nîmes", period: str = "2016 à 2024") -> DataTable:
    return DataTable(caption, (), (), (), (), "seances", period=period, source="Associations <du quartier>")


def test_l_image_dit_titre_periode_source_fiction_et_date() -> None:
    heading = picture_heading(table(), MARK, "Nîmes", date(2026, 11, 26))
    assert heading.text.split("<br>") == [
        '<span style="font-size:18px"><b>Séances tenues, Nîmes</b></span>',
        "2016 à 2024",
        "Source\u00a0: Associations &lt;du quartier&gt;",
        MARK,
        "Castellum, Ville de Nîmes. Image du 26 novembre 2026.",
    ]


def test_un_chiffre_reel_ne_porte_pas_la_mention_fictive() -> None:
    assert MARK not in picture_heading(table(), "", "Nîmes", date(2026, 11, 26)).text


def test_un_long_titre_prend_plus_de_place() -> None:
    short = picture_heading(table("Court"), "", "Nîmes", date(2026, 11, 26))
    long = picture_heading(table("mot " * 40), "", "Nîmes", date(2026, 11, 26))
    assert long.height == short.height + LINE_HEIGHT


def test_une_seule_periode_se_dit_seule() -> None:
    assert (span("2016", "2024"), span("2024", "2024")) == ("2016 à 2024", "2024")
