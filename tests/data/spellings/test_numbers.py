from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.spellings.numbers import (
    NOT_SENT,
    REPAIRED_CAUSES,
    ROUNDED,
    SECRET,
    ambiguous_readings,
    parse_numbers,
    read_number,
)

unhurried = settings(deadline=None)


def read(*texts: str | None) -> pd.DataFrame:
    return parse_numbers(pd.Index(texts, dtype="str"))


def one(text: str) -> pd.Series:
    return read(text).iloc[0]


def french(value: float, space: str = "\u202f", decimals: int = 2) -> str:
    return f"{value:,.{decimals}f}".replace(",", space).replace(".", ",")


@unhurried
@given(
    st.floats(-1e11, 1e11, allow_nan=False),
    st.sampled_from([" ", "\u00a0", "\u202f", "\u2009", ""]),
    st.sampled_from([0, 1, 2, 4]),
)
def test_tout_nombre_ecrit_a_la_francaise_se_relit(value: float, space: str, decimals: int) -> None:
    found = one(french(value, space, decimals))
    assert found["value"] == round(value, decimals)
    assert not found["repaired"]
    assert pd.isna(found["cause"])


@given(st.integers(-(10**12), 10**12))
def test_tout_entier_se_relit(value: int) -> None:
    assert one(str(value))["value"] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0.0),
        ("00", 0.0),
        ("007", 7.0),
        ("1234,5", 1234.5),
        ("12.5", 12.5),
        ("0.125", 0.125),
        ("0,125", 0.125),
        ("12345.678", 12345.678),
        ("1.2340", 1.234),
        ("5 000.25", 5000.25),
        (" 12 ", 12.0),
        ("\u00a012\u200b", 12.0),
        ("-5", -5.0),
        ("−5", -5.0),
    ],
)
def test_un_nombre_clair_est_lu_sans_rien_dire(text: str, value: float) -> None:
    found = one(text)
    assert found["value"] == value
    assert pd.isna(found["cause"])


@pytest.mark.parametrize(
    ("text", "value", "cause"),
    [
        ("1'234", 1234.0, "apostrophe_thousands"),
        ("1’234,5", 1234.5, "apostrophe_thousands"),
        ("1,234.50", 1234.5, "english_number"),
        ("1,234,567", 1234567.0, "english_number"),
        ("1.234,50", 1234.5, "point_thousands"),
        ("1.234.567", 1234567.0, "point_thousands"),
        ("12 %", 12.0, "unit_removed"),
        ("12,5\u00a0%", 12.5, "unit_removed"),
        ("1 200 €", 1200.0, "unit_removed"),
        ("€ 12", 12.0, "unit_removed"),
        ("45 personnes", 45.0, "unit_removed"),
        ("0,5 ETP", 0.5, "unit_removed"),
        ("–5", -5.0, "dash_minus"),
        ("(5)", -5.0, "parenthesis_negative"),
        ("1\u200b23", 123.0, "hidden_characters"),
    ],
)
def test_un_nombre_habille_est_lu_et_dit(text: str, value: float, cause: str) -> None:
    found = one(text)
    assert found["value"] == value
    assert found["cause"] == cause
    assert cause in REPAIRED_CAUSES
    assert found["repaired"]


@pytest.mark.parametrize("text", ["1.234", "12.000", "-1.234", "1,234", "1.234 €", "123,456"])
def test_un_nombre_a_trois_chiffres_apres_le_point_est_a_demander(text: str) -> None:
    found = one(text)
    assert found["cause"] == "ambiguous_number"
    assert math.isnan(found["value"])
    assert not found["repaired"]


@pytest.mark.parametrize("other", ["2,5", "0,125", "1234,5678", "1\u202f234,50"])
def test_une_virgule_decimale_ailleurs_dans_la_colonne_leve_le_doute(other: str) -> None:
    table = read("1,234", other, "1.234")
    assert table["value"].iloc[0] == 1.234
    assert table["cause"].iloc[2] == "ambiguous_number"


def test_un_nombre_que_le_tableur_a_pu_arrondir_n_est_pas_seulement_repare() -> None:
    found = one("1,23E+05")
    assert (found["value"], found["cause"], bool(found["repaired"])) == (123_000, ROUNDED, True)
    assert ROUNDED not in REPAIRED_CAUSES


@pytest.mark.parametrize("text", ["nd.", "(nd)", "(n.d.)", "NC.", "(-)"])
def test_une_marque_d_absence_entre_parentheses_ou_avec_un_point_est_comprise(text: str) -> None:
    assert one(text)["status"] == NOT_SENT
    assert pd.isna(one(text)["cause"])


@pytest.mark.parametrize("text", ["< 11 pers.", "<5 pers.", "moins de 5 pers."])
def test_une_valeur_masquee_suivie_d_une_unite_abregee_reste_masquee(text: str) -> None:
    assert one(text)["status"] == SECRET


def test_un_nombre_a_l_anglaise_ne_leve_pas_le_doute() -> None:
    assert read("1,234", "1,234.50", "12")["cause"].iloc[0] == "ambiguous_number"


def test_les_deux_lectures_d_un_nombre_ambigu() -> None:
    assert ambiguous_readings("1.234") == (1234.0, 1.234)
    assert ambiguous_readings("-12,345") == (-12345.0, -12.345)


@pytest.mark.parametrize("text", ["1.234 h", "€ 1.234", "(1.234)", "−1.234", "1\u200b.234"])
def test_un_nombre_ambigu_habille_a_aussi_ses_deux_lectures(text: str) -> None:
    assert one(text)["cause"] == "ambiguous_number"
    assert tuple(map(abs, ambiguous_readings(text))) == (1234.0, 1.234)


@pytest.mark.parametrize("text", ["12½", "12²", "3¼ h", "60¹", "①", "12³ m"])
def test_une_fraction_ou_un_exposant_n_est_pas_une_unite(text: str) -> None:
    found = one(text)
    assert found["cause"] == "not_a_number"
    assert math.isnan(found["value"])
    assert pd.isna(found["suggestion"])


@pytest.mark.parametrize("text", ["2 douzaines", "3 centaines", "12 par mois", "5 pour cent", "12 prévues"])
def test_un_mot_qui_change_le_nombre_n_est_pas_une_unite(text: str) -> None:
    assert math.isnan(one(text)["value"])


def test_une_echelle_derriere_une_unite_ne_fait_rien_planter() -> None:
    assert one("12 x k")["cause"] == "scaled_unit"


@pytest.mark.parametrize(
    "text",
    [
        "NC",
        "n.c.",
        "nd",
        "n.d.",
        "ND",
        "-",
        "—",
        "N/A",
        "NaN",
        "?",
        "null",
        "Néant",
        "non renseigné",
        "…",
        "non_transmis",
        "s.o.",
        "sans objet",
        "/",
        "..",
        "à compléter",
        "PAS DE REMONTÉE",
        "pas encore reçu",
        "aucune donnée",
        "données manquantes",
        "non comptabilisé",
        "(non communiqué)",
        "en attente de validation",
    ],
)
def test_une_valeur_non_transmise_n_est_jamais_zero(text: str) -> None:
    found = one(text)
    assert found["status"] == "non_transmis"
    assert math.isnan(found["value"])
    assert pd.isna(found["cause"])


@pytest.mark.parametrize(
    "text",
    [
        *("<5", "< 5", "≤ 5", "<10", "moins de 5", "Moins de 11", "< 5 personnes", "s", "S", "secret"),
        *(
            "< à 5",
            "＜5",
            "moins de cinq",
            "effectif < 5",
            "inf. à 5",
            "(s)",
            "secret stat.",
            "non diffusable",
        ),
        *("couvert par le secret", "sous le seuil", "&lt;5"),
    ],
)
def test_une_valeur_masquee_n_est_jamais_un_nombre(text: str) -> None:
    found = one(text)
    assert found["status"] == "secret"
    assert math.isnan(found["value"])


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "\u200b", None])
def test_une_case_vide_se_distingue_de_zero_et_de_nc(text: str | None) -> None:
    found = read(text).iloc[0]
    assert (found["status"], found["cause"]) == ("non_transmis", "blank")
    assert math.isnan(found["value"])


@pytest.mark.parametrize("text", ["#N/A", "#N/D", "#REF!", "#DIV/0!", "#VALEUR!", "#NOM?", "########"])
def test_une_erreur_de_tableur_n_est_pas_une_valeur_manquante(text: str) -> None:
    found = one(text)
    assert found["cause"] == "excel_error"
    assert pd.isna(found["status"])


@pytest.mark.parametrize(
    "text", ["=1+1", "=cmd|' /C calc'!A0", "+33612345678", "-2+3", "@SUM(A1)", "+5", "-SUM(1)"]
)
def test_une_formule_n_est_pas_un_nombre(text: str) -> None:
    found = one(text)
    assert found["cause"] == "formula"
    assert math.isnan(found["value"])


@pytest.mark.parametrize(
    ("text", "cause", "suggestion"),
    [
        ("12_000", "not_a_number", "12000"),
        ("１２", "not_a_number", "12"),
        ("١٢", "not_a_number", None),
        ("0x1F", "not_a_number", None),
        ("inf", "not_a_number", None),
        ("1e400", "out_of_range", None),
        ("9" * 30, "out_of_range", None),
        ("12 34", "not_a_number", None),
        ("1,23,456", "not_a_number", None),
        ("environ 12", "not_a_number", "12"),
        ("12 dont 3 femmes", "not_a_number", None),
        ("10-12", "not_a_number", None),
        ("12*", "not_a_number", "12"),
        (">100", "not_a_number", None),
        ("- 5", "not_a_number", "-5"),
        ("- séance annulée", "not_a_number", None),
        ("2025-01-01", "not_a_number", None),
        ("12 k€", "scaled_unit", "12000"),
        ("1,2 M€", "scaled_unit", "1200000"),
        ("3 milliers", "scaled_unit", "3000"),
        ("2 milliards", "scaled_unit", "2000000000"),
        ("90 min", "other_unit", "90"),
        ("1\u202e23", "hidden_direction", None),
        ("½", "not_a_number", None),
        ("x" * 5000, "not_a_number", None),
    ],
)
def test_un_texte_qui_n_est_pas_un_nombre_est_refuse(text: str, cause: str, suggestion: str | None) -> None:
    found = one(text)
    assert found["cause"] == cause
    assert math.isnan(found["value"])
    assert (None if pd.isna(found["suggestion"]) else found["suggestion"]) == suggestion
    assert not found["repaired"]


@unhurried
@given(st.text(max_size=30))
def test_aucun_texte_ne_fait_planter_ni_ne_donne_un_nombre_infini(text: str) -> None:
    found = read_number(text)
    assert not math.isinf(found.value)
    assert found.status is not None or found.cause is not None or not math.isnan(found.value)
    assert one(text)["cause"] == found.cause or pd.isna(one(text)["cause"])


@unhurried
@given(
    st.lists(
        st.text(st.sampled_from("0123456789.,- \u202f%€kE"), min_size=1, max_size=10), min_size=1, max_size=20
    )
)
def test_la_voie_rapide_et_la_lecture_une_a_une_disent_la_meme_chose(texts: list[str]) -> None:
    table = read(*texts)
    commas = any(
        math.isnan(read_number(text).value) and not math.isnan(read_number(text, True).value)
        for text in texts
    )
    for text, value in zip(texts, table["value"], strict=True):
        alone = read_number(text)
        if alone.cause != "ambiguous_number" or not commas:
            assert value == pytest.approx(alone.value, nan_ok=True)


def test_l_index_du_resultat_est_celui_des_textes() -> None:
    table = read("12", "NC", "<5")
    assert table.index.tolist() == ["12", "NC", "<5"]
    assert table.columns.tolist() == ["value", "status", "cause", "suggestion", "repaired"]
    assert read().empty
