"""The page of one indicator: every sentence and number it shows, on tiny tables."""

from __future__ import annotations

import csv
import io
from datetime import date

import pandas as pd
import pytest

from analysis.breakdowns import breakdown
from analysis.chart_series import series_chart
from analysis.context_view import official_chart, official_figure
from analysis.indicator_view import IndicatorView, indicator_choices, indicator_view
from analysis.standing import Situation
from tests.analysis.activity import indicator
from tests.analysis.builders import result_rows, share, situation

SHEET = indicator(
    label="Taux de tenue",
    short_label="Séances tenues",
    numerator_label="séances qui ont eu lieu",
    denominator_label="séances prévues",
    source="Associations",
    caveats="Tenue, pas utile. Lire avec T-02.",
)
YEAR = {"2025-T4": share(50, 40), "2026-T1": share(52, 40), "2026-T3": share(54, 40)}
TARGET = {"indicateur": "T-01", "territoire": "99001", "echeance": "2027-T4", "valeur_cible": 60.0}


def view(found: Situation) -> IndicatorView:
    return indicator_view(found, "T-01")


def facts(found: Situation) -> dict[str, tuple[str, str]]:
    return {fact.name: (fact.value, fact.note) for fact in view(found).facts}


def test_un_indicateur_sans_chiffre_se_lit_quand_meme() -> None:
    shown = view(situation(indicators=[SHEET]))
    assert (shown.curve.chart, shown.safe_sentence, shown.deposits) == (None, "", ())
    assert shown.facts[0].value == "aucun chiffre"


def test_le_dernier_chiffre_dit_sa_periode_et_son_intervalle() -> None:
    value, note = facts(situation(result_rows("T-01", YEAR), [SHEET]))["Dernier chiffre"]
    assert value == "54\u00a0%"
    assert note == (
        "3e trimestre 2026. Séances qui ont eu lieu\u00a0: 21,6 sur 40 séances prévues. "
        "Intervalle à 95\u00a0%\u00a0: de 51 à 57\u00a0%."
    )


def test_un_dernier_chiffre_secret_est_dit_secret_avec_sa_regle() -> None:
    hidden = {"2026-T3": {"value": None, "flag": "masked"}}
    value, note = facts(situation(result_rows("T-01", {"2026-T2": share(50, 40)} | hidden), [SHEET]))[
        "Dernier chiffre"
    ]
    assert value == "secret"
    assert note.startswith("3e trimestre 2026. Séances qui ont eu lieu, sur les séances prévues. ")
    assert "Effectif trop petit" in note


def test_le_rythme_ne_traverse_pas_une_rupture() -> None:
    quarters = {f"2025-T{n}": share(80, 400) for n in (1, 2, 3, 4)}
    after = {"2026-T1": share(40, 400) | {"flag": "break"}, "2026-T2": share(41, 400)}
    found = situation(result_rows("T-01", quarters | after), [SHEET], objectifs=[TARGET])
    assert facts(found)["Rythme"] == ("pas encore mesurable", "Moins de 4 points consécutifs.")


def test_un_rythme_ne_se_lit_pas_sous_des_chiffres_incomplets() -> None:
    quarters = {f"2025-T{n}": share(50 + n, 400) for n in (1, 2, 3, 4)}
    partial = {"2026-T1": share(60, 400) | {"reported": 3, "expected": 5}}
    found = situation(result_rows("T-01", quarters | partial), [SHEET], objectifs=[TARGET])
    assert facts(found)["Rythme"] == ("pas encore mesurable", "Derniers chiffres de trop peu de structures.")


def test_une_cible_atteinte_a_la_marge_pres_n_est_dite_ni_atteinte_ni_depassee() -> None:
    quarters = {f"2025-T{n}": share(56 + n, 400) for n in (1, 2, 3)} | {"2025-T4": share(61, 400)}
    start = {"periode_initiale": "2025-T1", "valeur_initiale": 57.0}
    found = facts(situation(result_rows("T-01", quarters), [SHEET], objectifs=[TARGET | start]))
    assert found["Cible"][1].startswith("On ne peut pas dire si elle est atteinte")
    assert found["Rythme"] == (
        "au niveau de la cible",
        "On ne peut pas dire si elle est atteinte : elle est dans la marge.",
    )
    assert "dépassée" not in found["Chemin parcouru"][1]


def test_la_cible_dit_si_elle_est_atteinte_et_d_ou_l_on_part() -> None:
    start = {"periode_initiale": "2025-T4", "valeur_initiale": 50.0}
    found = situation(result_rows("T-01", YEAR), [SHEET], objectifs=[TARGET | start])
    assert facts(found)["Cible"] == (
        "60\u00a0% au 4e trimestre 2027",
        "Pas encore atteinte. Départ\u00a0: 50\u00a0% (4e trimestre 2025).",
    )


def test_le_chemin_parcouru_se_dit_avec_sa_place_sur_la_trajectoire() -> None:
    start = {"periode_initiale": "2025-T4", "valeur_initiale": 50.0}
    found = situation(result_rows("T-01", {"2026-T2": share(52, 100)}), [SHEET], objectifs=[TARGET | start])
    # 50 at the end of 2025, 60 at the end of 2027: (52 - 50) / 10 of the way; 52,5 on the line in mid-2026.
    assert facts(found)["Chemin parcouru"] == (
        "20\u00a0%",
        "À la marge près, sur la trajectoire\u00a0: 52\u00a0% pour 52,5\u00a0% attendus à cette date.",
    )
    late = situation(result_rows("T-01", {"2026-T2": share(49, 100)}), [SHEET], objectifs=[TARGET | start])
    assert facts(late)["Chemin parcouru"][1].startswith("En retard sur la trajectoire")


def test_au_point_de_depart_personne_n_est_en_avance_ni_en_retard() -> None:
    start = {"periode_initiale": "2026-T2", "valeur_initiale": 52.0}
    found = situation(result_rows("T-01", {"2026-T2": share(52, 100)}), [SHEET], objectifs=[TARGET | start])
    assert facts(found)["Chemin parcouru"] == ("au départ", "Se mesure après le 2e trimestre 2026.")


@pytest.mark.parametrize("doubt", [{"flag": "provisional"}, {"reported": 3, "expected": 5}])
def test_un_chiffre_provisoire_ou_incomplet_ne_se_mesure_pas_a_la_cible(doubt: dict[str, object]) -> None:
    """The last figure is read, but the way is that of the last one nobody will change."""
    start = {"periode_initiale": "2025-T3", "valeur_initiale": 50.0}
    values = {"2026-T2": share(52, 100), "2026-T3": share(60, 100) | doubt}
    found = facts(situation(result_rows("T-01", values), [SHEET], objectifs=[TARGET | start]))
    assert found["Dernier chiffre"][0] == "60\u00a0%"
    assert found["Cible"][1].startswith("Pas encore atteinte")
    value, note = found["Chemin parcouru"]
    assert (value, note[:20]) == ("20\u00a0%", "2e trimestre 2026. À")
    alone = {"2026-T3": share(60, 100) | doubt}
    only = facts(situation(result_rows("T-01", alone), [SHEET], objectifs=[TARGET | start]))
    assert only["Chemin parcouru"] == ("pas mesurable", "Chiffres provisoires ou incomplets.")


def test_le_chemin_ne_traverse_pas_un_changement_de_definition() -> None:
    start = {"periode_initiale": "2025-T4", "valeur_initiale": 50.0}
    values = {"2026-T1": share(50, 100), "2026-T2": share(58, 100) | {"flag": "break"}}
    found = facts(situation(result_rows("T-01", values), [SHEET], objectifs=[TARGET | start]))
    assert found["Chemin parcouru"] == ("pas mesurable", "La définition a changé depuis le départ.")


@pytest.mark.parametrize(
    ("percents", "word"),
    [((50, 51, 52, 53), "suffisant"), ((50, 50, 51, 52), "un peu lent"), ((50, 49, 48, 47), "insuffisant")],
)
def test_un_rythme_qui_n_arrive_pas_a_temps_n_est_pas_dit_suffisant(
    percents: tuple[int, ...], word: str
) -> None:
    quarters = ("2025-T4", "2026-T1", "2026-T2", "2026-T3")
    values = {quarter: share(percent, 400) for quarter, percent in zip(quarters, percents, strict=True)}
    target = TARGET | {"valeur_cible": 58.0, "echeance": "2027-T4"}
    assert facts(situation(result_rows("T-01", values), [SHEET], objectifs=[target]))["Rythme"][0] == word


def test_un_chemin_a_reculons_se_dit_aussi() -> None:
    start = {"periode_initiale": "2025-T4", "valeur_initiale": 50.0}
    found = situation(result_rows("T-01", {"2026-T2": share(48, 100)}), [SHEET], objectifs=[TARGET | start])
    value, note = facts(found)["Chemin parcouru"]
    assert value == "0\u00a0%"
    assert note.endswith("Plus loin de la cible qu'au départ (−20\u00a0% du chemin).")


def test_sans_point_de_depart_aucun_chemin_n_est_invente() -> None:
    assert "Chemin parcouru" not in facts(situation(result_rows("T-01", YEAR), [SHEET], objectifs=[TARGET]))


def test_le_classeur_et_le_csv_disent_le_verdict_et_sa_raison() -> None:
    shown = view(situation(result_rows("T-01", YEAR), [SHEET]))
    notes = dict(shown.curve.table.notes)
    assert notes["Verdict"]
    assert notes["Pourquoi"].endswith(".")
    assert shown.curve.table.value_columns[6] == "methode_intervalle"


def test_une_cible_sans_point_de_depart_n_a_pas_de_trajectoire() -> None:
    shown = view(situation(result_rows("T-01", YEAR), [SHEET], objectifs=[TARGET]))
    assert shown.curve.chart is not None
    assert shown.curve.chart.trajectory is None


def test_un_trimestre_non_transmis_est_un_trou_et_se_dit() -> None:
    shown = view(situation(result_rows("T-01", YEAR | {"2026-T2": None}), [SHEET]))
    assert shown.curve.chart is not None
    assert [point.value for point in shown.curve.chart.points] == [50, 52, None, 54]
    assert shown.curve.summary.endswith("1 période sans chiffre.")
    assert shown.curve.table.rows[1][:2] == ("2e trimestre 2026", "n.\u00a0d.")


def test_ni_la_courbe_ni_sa_phrase_ne_traversent_un_changement_de_definition() -> None:
    values = {"2025-T4": share(20, 400), "2026-T1": share(22, 400)}
    after = {"2026-T2": share(50, 400) | {"flag": "break"}, "2026-T3": share(52, 400)}
    shown = view(situation(result_rows("T-01", values | after), [SHEET]))
    assert shown.curve.chart is not None
    drawn, around = series_chart(shown.curve.chart)["data"][1], series_chart(shown.curve.chart)["data"][0]
    assert drawn["y"] == [20, 22, None, 50, 52]
    assert around["y"].count(None) == 2
    assert "20\u00a0%" not in shown.curve.summary
    assert shown.curve.summary.startswith(
        "Depuis le changement de définition, de 50\u00a0% (2e trimestre 2026)"
    )


def test_un_chiffre_d_une_partie_des_structures_est_marque_sur_la_courbe_et_dans_le_tableau() -> None:
    partial = {"2026-T3": share(52, 400) | {"reported": 3, "expected": 5}}
    shown = view(situation(result_rows("T-01", {"2026-T2": share(50, 400)} | partial), [SHEET]))
    assert shown.curve.chart is not None
    assert series_chart(shown.curve.chart)["data"][1]["marker"]["symbol"] == ["circle", "circle-open"]
    assert shown.curve.summary.endswith("Points évidés\u00a0: chiffres provisoires ou incomplets.")
    assert "moins de 85\u00a0% des structures" in shown.curve.table.rows[0][4]
    assert "moins de 85\u00a0% des structures" in str(shown.curve.table.values[0][11])


def test_un_chiffre_masque_ne_laisse_aucun_nombre_dans_le_telechargement() -> None:
    hidden = {"value": None, "flag": "masked"}
    shown = view(situation(result_rows("T-01", YEAR | {"2026-T2": hidden}), [SHEET]))
    rows = list(csv.reader(io.StringIO(shown.curve.table.csv().decode("utf-8-sig")), delimiter=";"))
    (line,) = [row for row in rows if row[0] == "2026-T2"]
    assert line[3:9] == [""] * 6
    assert line[11] == "secret"


def test_le_csv_s_ouvre_dans_un_excel_francais() -> None:
    rows = result_rows("T-01", {"2026-T3": share(52.5, 40)})
    content = view(situation(rows, [SHEET])).curve.table.csv()
    assert content.startswith(b"\xef\xbb\xbf")
    assert b";52,5;" in content


def test_le_classeur_porte_les_chiffres_et_la_methode() -> None:
    content = view(situation(result_rows("T-01", YEAR), [SHEET])).curve.table.workbook()
    book = pd.read_excel(io.BytesIO(content), sheet_name=None, engine="openpyxl")
    assert list(book) == ["Chiffres", "Méthode"]
    assert len(book["Chiffres"]) == 3
    assert "Définition" in set(book["Méthode"]["Rubrique"])


def test_la_phrase_sure_dit_ou_quand_combien_de_qui_et_sa_limite() -> None:
    found = situation(result_rows("T-01", YEAR, reported=2, expected=3), [SHEET])
    assert view(found).safe_sentence == (
        "Séances tenues, à Petiteville, au 3e trimestre 2026\u00a0: 54\u00a0% "
        "(séances qui ont eu lieu\u00a0: 21,6 sur 40 séances prévues\u00a0; "
        "intervalle à 95\u00a0% de 51 à 57\u00a0%). "
        "Source\u00a0: Associations\u00a0; données de 2 structures sur 3. À savoir\u00a0: Tenue, pas utile."
    )


def test_une_donnee_fictive_ne_se_cite_pas_sans_le_dire() -> None:
    rows = result_rows("T-01", YEAR, demonstration=True)
    assert view(situation(rows, [SHEET])).safe_sentence.startswith("[Données de démonstration, fictives]")


def test_un_chiffre_secret_ne_se_cite_pas() -> None:
    rows = result_rows("T-01", {"2026-T3": {"value": None, "flag": "masked"}})
    assert view(situation(rows, [SHEET])).safe_sentence == ""


def test_les_actions_qui_visent_l_indicateur_sont_numerotees_dans_l_ordre_du_temps() -> None:
    later = {"action": "A2", "intitule": "Après", "indicateurs": "T-02|T-01", "debut": "2026-05-01"}
    first = {"action": "A1", "intitule": "Avant", "indicateurs": "T-01", "debut": "2026-02-01"}
    other = {"action": "A3", "intitule": "Ailleurs", "indicateurs": "T-011", "debut": "2026-03-01"}
    shown = view(situation(result_rows("T-01", YEAR), [SHEET], actions=[later, first, other]))
    assert [(event.number, event.title) for event in shown.events] == [(1, "Avant"), (2, "Après")]


def test_les_depots_sont_ceux_dont_viennent_les_lignes_lues_et_eux_seuls() -> None:
    row = {"periode": "2026-T3", "structure": "A", "territoire": "99001", "valeur": 3.0}
    rows = [row | {"mesure": "seances"}, row | {"mesure": "personnes", "depot": "2026-002"}]
    journal = [{"depot": f"2026-00{n}", "date": f"2026-11-0{n}", "fichier": f"{n}.csv"} for n in (1, 2)]
    (deposit,) = view(situation(indicators=[SHEET], activite=rows, journal=journal)).deposits
    assert (deposit.number, deposit.file, deposit.day, deposit.rows) == (
        "2026-001",
        "1.csv",
        date(2026, 11, 1),
        1,
    )


def test_les_barres_suivent_l_ordre_du_catalogue_et_jamais_celui_des_valeurs() -> None:
    south = result_rows("T-01", {"2026-T3": share(90, 40)}, territory="SUD")
    north = result_rows("T-01", {"2026-T3": share(10, 40)}, territory="NORD")
    found = situation(pd.concat([south, north]), [SHEET])
    assert view(found).breakdowns == {"territory": "Par territoire"}
    shown = breakdown(found, SHEET, "territory", None)
    assert [(bar.label, bar.text) for bar in shown.bars] == [("Nord", "10\u00a0%"), ("Sud", "90\u00a0%")]


def test_une_ventilation_dont_rien_n_est_connu_n_est_pas_proposee() -> None:
    unknown = result_rows("T-01", {"2026-T3": None}, structure="A")
    assert view(situation(unknown, [SHEET])).breakdowns == {}


def test_une_barre_masquee_est_dite_secrete_et_n_a_pas_de_longueur() -> None:
    north = result_rows("T-01", {"2026-T3": share(10, 40)}, territory="NORD")
    south = result_rows("T-01", {"2026-T3": {"value": None, "flag": "masked"}}, territory="SUD")
    bars = breakdown(situation(pd.concat([north, south]), [SHEET]), SHEET, "territory", None).bars
    assert (bars[1].text, bars[1].value, bars[1].low) == ("secret", None, None)


@pytest.mark.parametrize(("asked", "shown"), [("2026-T1", "2026-T1"), ("1999", "2026-T3"), (None, "2026-T3")])
def test_une_periode_inconnue_donne_la_derniere(asked: str | None, shown: str) -> None:
    rows = result_rows("T-01", YEAR, structure="A")
    assert breakdown(situation(rows, [SHEET]), SHEET, "structure", asked).period == shown


def companion(code: str, unit: str = "%") -> dict[str, object]:
    sheet = {"code": code, "label": code.upper(), "unit": unit, "multiplier": 100, "kind": "proportion"}
    return sheet | {"polarity": "up", "numerator": ["seances"], "denominator": ["seances_prevues"]}


def test_un_chiffre_lu_a_cote_garde_son_unite() -> None:
    sheet = indicator(companions=[companion("delai", "jours")])
    rows = result_rows("T-01", {"2026-T3": 12.0}, breakdown="complement", category="delai")
    (beside,) = breakdown(situation(rows, [sheet]), sheet, "complement", None).beside
    assert (beside.label, beside.value, beside.period) == ("DELAI", "12 jours", "3e trimestre 2026")


def test_le_contexte_est_montre_separe_et_pour_un_territoire_a_la_fois() -> None:
    sheet = indicator(level="contexte", polarity="none", companions=[companion("afd"), companion("hors_afd")])
    parts = [
        result_rows("T-01", {"2026-T2": 0.5, "2026-T3": value}, breakdown="complement", category=code)
        for code, value in (("afd", 3.0), ("hors_afd", 1.0))
    ]
    whole = result_rows("T-01", {"2026-T3": 4.0})
    found = situation(pd.concat([whole, *parts]), [sheet])
    chart = official_chart(found, sheet, None)
    assert chart is not None
    assert [(line.label, line.points[1].value) for line in chart.lines] == [("AFD", 3.0), ("HORS_AFD", 1.0)]
    assert view(found).facts[0].name == "AFD"
    assert "4\u00a0%" not in view(found).safe_sentence


def test_un_contexte_sans_parties_montre_la_ville_et_les_autres_lieux() -> None:
    sheet = indicator(level="contexte", polarity="none")
    periods = {"2026-T2": 2.0, "2026-T3": 3.0}
    rows = [result_rows("T-01", periods, territory=place) for place in ("AILLEURS", "99001")]
    chart = official_chart(situation(pd.concat(rows), [sheet]), sheet, None)
    assert chart is not None
    assert [line.label for line in chart.lines] == ["Petiteville", "Ailleurs"]


def test_un_contexte_d_une_seule_annee_est_un_tableau_par_lieu_et_pas_une_courbe() -> None:
    sheet = indicator(level="contexte", polarity="none")
    rows = [result_rows("T-01", {"2026-T3": 3.0}, territory=place) for place in ("AILLEURS", "99001")]
    chart = official_chart(situation(pd.concat(rows), [sheet]), sheet, None)
    assert chart is not None
    assert chart.lines == ()
    assert chart.table.columns == ("Lieu", "3e trimestre 2026")
    assert chart.table.rows == (("Petiteville", "3\u00a0%"), ("Ailleurs", "3\u00a0%"))


def test_un_contexte_dont_l_ensemble_n_est_pas_diffuse_ne_tombe_pas() -> None:
    """Only a part is published, the whole is withheld: nothing to show as the last figure."""
    part = {
        "code": "AFD",
        "label": "AFD",
        "unit": "%",
        "multiplier": 100,
        "kind": "proportion",
        "polarity": "none",
    }
    counted = {"numerator": ["seances"], "denominator": ["seances_prevues"]}
    sheet = indicator(level="contexte", polarity="none", companions=[part | counted])
    withheld = result_rows("T-01", {"2026-T3": {"value": None, "flag": "masked"}})
    published = result_rows("T-01", {"2026-T3": 3.0}, breakdown="complement", category="AFD")
    found = situation(pd.concat([withheld, published]), [sheet])
    assert official_figure(found, sheet) is None


def test_sans_courbe_la_page_dit_pourquoi() -> None:
    bracket = {"value": None, "flag": "not_additive", "low": 8.0, "high": 12.0}
    shown = view(situation(result_rows("T-01", {"2026-T3": bracket}), [SHEET]))
    assert shown.curve.chart is None
    assert "ne s'additionnent pas" in shown.no_chart_reason
    assert shown.curve.table.rows[0][1] == "de 8 à 12\u00a0%"


def test_la_fiche_dit_la_frequence_le_sens_et_la_regle_de_diffusion() -> None:
    sheet = dict(view(situation(indicators=[SHEET])).sheet)
    assert sheet["Fréquence"] == "Chaque trimestre"
    assert sheet["Sens de lecture"] == "Une hausse est souhaitée."
    assert sheet["Diffusion"] == "Chiffre public."


def test_une_enquete_tous_les_deux_ans_le_dit() -> None:
    survey = indicator(frequency="year", every_years=2)
    assert dict(view(situation(indicators=[survey])).sheet)["Fréquence"] == "Tous les 2 ans"


def test_les_indicateurs_se_choisissent_par_axe_avec_leur_code() -> None:
    assert indicator_choices(situation(indicators=[SHEET])) == {"T-01": "T-01 · Séances tenues"}
