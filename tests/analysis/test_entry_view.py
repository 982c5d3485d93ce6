"""What the forms offer, say back and show before anybody signs, on the shipped catalogue."""

from __future__ import annotations

from datetime import date

import pytest

from analysis import catalogue, standing
from analysis.compute import COLUMNS
from analysis.entry_forms import FORMS
from analysis.entry_options import EntryOptions, entry_options
from analysis.entry_view import EMPTY, check_form, preview
from analysis.tables import Tables
from data.intake import Context, context
from data.schemas import TABLES
from tests.analysis.builders import journal_of, result_rows, table_of

TODAY = date(2026, 11, 23)
OPINION = {"avis": "V1", "type": "commentaire", "date": "2026-10-01", "signataire": "Adjointe à la santé"}


@pytest.fixture(scope="module")
def options() -> EntryOptions:
    shipped = catalogue.load()
    frames = {name: table_of(name, [OPINION] if name == "avis" else []) for name in TABLES}
    read = Tables(current=frames, journal=journal_of([]), today=TODAY)
    return entry_options(standing.situation(result_rows("X", {})[COLUMNS], read, shipped))


@pytest.fixture(scope="module")
def known() -> Context:
    return context(catalogue.load().codebook, None, TODAY)


def test_les_champs_de_chaque_formulaire_sont_des_colonnes_de_sa_table() -> None:
    for form in FORMS.values():
        names = {field.name for field in form.fields} - {form.signer}
        assert names | set(form.fixed) <= set(TABLES[form.table].names), form.code
        assert any(field.name == form.signer and field.required for field in form.fields), form.code


def test_les_periodes_offertes_sont_celles_de_l_indicateur(options: EntryOptions) -> None:
    assert next(iter(options.periods["ACC-03"].items())) == ("2026-T4", "4e trimestre 2026")
    assert len(options.periods["SEC-02"]) == 8
    assert next(iter(options.periods["SEC-02"])) == "2026-11"


def test_les_echeances_offertes_ferment_chaque_annee_jusqu_a_la_fin_du_mandat(options: EntryOptions) -> None:
    end = catalogue.load().codebook.city.mandate_end.year
    assert next(iter(options.deadlines["ACC-03"])) == "2026-T4"
    assert all(code.endswith("-T4") or code.startswith(str(end)) for code in options.deadlines["ACC-03"])


def test_un_indicateur_sans_jugement_ne_recoit_pas_de_cible(options: EntryOptions) -> None:
    assert "SEC-07" in options.indicators
    assert "SEC-07" not in options.judged


def test_une_fonction_qui_a_deja_signe_est_proposee(options: EntryOptions) -> None:
    assert options.functions == ("Adjointe à la santé",)


def test_rien_ne_se_signe_tant_qu_il_manque_un_champ(known: Context) -> None:
    checked = check_form(FORMS["reponse"], {"indicateur": "ACC-03"}, known)
    assert checked.reading is None
    assert {name: said for name, said in checked.errors.items() if said == (EMPTY,)} == {
        "texte": (EMPTY,),
        "signataire": (EMPTY,),
    }


def test_un_formulaire_complet_donne_de_quoi_deposer(known: Context) -> None:
    values = {"indicateur": "ACC-03", "texte": "Deux postes.", "signataire": "Présidence"}
    checked = check_form(FORMS["reponse"], values, known)
    assert (checked.errors, checked.advice) == ({}, {})
    assert checked.reading is not None
    assert checked.reading.rows["type"].tolist() == ["droit_de_reponse"]


def test_un_champ_parle_la_langue_d_un_champ_et_pas_celle_d_un_fichier(known: Context) -> None:
    values = {"axe": "securite", "texte": "Appelez le 06 12 34 56 78.", "signataire": "Présidence"}
    (said,) = check_form(FORMS["constat"], values, known).errors["texte"]
    assert "un numéro de téléphone" in said
    assert "fichier" not in said


def test_l_apercu_dit_ce_qui_sera_lu(options: EntryOptions, known: Context) -> None:
    weather = {"axe": "securite", "meteo": "nuages", "texte": "Un appui.", "signataire": "Adjoint"}
    shown = preview(FORMS["meteo"], weather, options, known)
    assert shown.title == "Météo signée\u00a0: Nuages · Sécurité, santé publique et cohésion"
    assert (shown.text, shown.signature) == ("Un appui.", "Adjoint, le 23 novembre 2026")
    target = {"indicateur": "ACC-03", "echeance": "2031-T4", "valeur_cible": "80"}
    assert "Sans valeur de départ" in preview(FORMS["objectif"], target, options, known).text
