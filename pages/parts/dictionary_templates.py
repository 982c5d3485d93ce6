"""The files to fill in, as the dictionary offers them, with the schema of each table."""

from __future__ import annotations

import streamlit as st

from data.schemas import TABLES
from data.templates import table_schema_file
from pages.parts.address import asked
from pages.parts.markup import element, heading, link, paragraph
from pages.parts.reading import read_context
from pages.parts.sources import edition
from pages.parts.template_offer import choose_template

VALIDATA = "https://validata.fr"


def show_templates() -> None:
    """Files to fill in, then the schema of the table chosen."""
    known = read_context(edition())
    st.html(
        heading("Un fichier à remplir")
        + paragraph(
            "Choisissez une structure\u00a0: son modèle contient déjà ses mesures et la période attendue. "
            "Rempli, il se dépose tel quel."
        )
    )
    table = choose_template(known, asked("structure"))
    st.html(
        heading("Un schéma pour vérifier avant d'envoyer")
        + element(
            "p",
            "Un fichier CSV peut aussi être vérifié ailleurs, avec ",
            link("Validata", VALIDATA),
            " ou un autre outil qui lit les schémas «\u00a0Table Schema\u00a0». Les colonnes y portent leurs "
            "noms techniques, et les listes leurs codes.",
        )
    )
    st.download_button(
        f"Schéma du tableau «\u00a0{TABLES[table].label}\u00a0»",
        lambda: table_schema_file(TABLES[table], known),
        f"schema_{table}.json",
        "application/json",
        key=f"schema-{table}",
        on_click="ignore",
    )
