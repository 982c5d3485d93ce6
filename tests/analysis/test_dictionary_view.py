"""The dictionary: every word found by any of its spellings, and said in plain French."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.change_log import Chapter, change_log
from analysis.dictionary_entries import Entry
from analysis.dictionary_view import (
    CHANGES,
    SECTIONS,
    TEMPLATES,
    Dictionary,
    by_group,
    dictionary,
    in_section,
    section_to_show,
)
from analysis.measure_sheet import DIFFERENT_PEOPLE, measure_sheet
from analysis.sheet import DO_NOT_COMPARE
from analysis.template_view import measures_sentence, rhythm_label, rhythm_of, template_name
from analysis.typography import spaced
from data.codebook import Codebook, load
from data.declarations import Code
from data.schemas import TABLES
from data.templates.contributors import Contributor, Line, Rhythm
from tests.data.small_files import city

RAW_WORDS = re.compile(
    r"(?<![-\w])(?:S[0-3]|up|down|none|sum|never|last|mean|school_year|half_year|quarter|month)\b"
)


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load()


@pytest.fixture(scope="module")
def book(codebook: Codebook) -> Dictionary:
    return dictionary(codebook, {"relais": Code(code="relais", label="Le Relais")})


def entry(book: Dictionary, term: str, section: str | None = None) -> Entry:
    found = book.entry(term, section)
    assert found is not None
    return found


def facts(shown: Entry) -> dict[str, str]:
    return {term: text for _, part in shown.parts for term, text in part}


def codes(entries: tuple[Entry, ...]) -> list[str]:
    return [each.code for each in entries]


def test_tout_ce_que_le_catalogue_declare_a_sa_fiche(book: Dictionary, codebook: Codebook) -> None:
    assert set(codes(in_section(book.entries, "indicateurs"))) == set(codebook.indicators)
    assert set(codes(in_section(book.entries, "mesures"))) == set(codebook.measures)
    assert codes(in_section(book.entries, "tableaux")) == list(TABLES)
    lists = {"structures", "engagements", "axes", *codebook.lists}
    assert set(codes(in_section(book.entries, "listes"))) == lists


def test_toutes_les_listes_qu_une_colonne_demande_sont_dans_le_dictionnaire(book: Dictionary) -> None:
    asked = {column.codes for table in TABLES.values() for column in table.columns if column.codes}
    assert asked - {"mesures", "indicateurs"} <= set(codes(in_section(book.entries, "listes")))


def test_la_fiche_d_un_indicateur_est_complete_et_renvoie_a_ses_mesures(book: Dictionary) -> None:
    shown = entry(book, "ACC-02")
    said = facts(shown)
    assert said["Ce qui est compté"] == "personnes vues pour la première fois dans ce CSAPA"
    assert said["Unité"] == "pour cent"
    assert said["Sens de lecture"].startswith("Ni hausse ni baisse souhaitée")
    assert "moins de 5 personnes" in said["Diffusion"]
    assert {"Source", "Responsable", "Limites", "Effet pervers possible", "Promesses servies"} <= set(said)
    ((_, measures),) = shown.references
    assert [each.code for each in measures] == ["nouveaux_usagers_csapa", "file_active_csapa"]


def test_une_file_active_dit_qu_elle_ne_s_additionne_jamais(book: Dictionary) -> None:
    shown = entry(book, "file_active_csapa")
    assert shown.warning == DIFFERENT_PEOPLE
    assert facts(shown)["Addition"].endswith("La même personne serait comptée plusieurs fois.")
    assert "« FA CSAPA »" in facts(shown)["Aussi compris dans un fichier"].replace("\u00a0", " ")
    ((_, using),) = shown.references
    assert [each.code for each in using][:2] == ["ACC-01", "ACC-02"]


def test_une_mesure_qui_s_additionne_dit_comment(book: Dictionary) -> None:
    shown = entry(book, "heures_presence_prevues")
    assert shown.warning == ""
    assert facts(shown)["D'une période à l'autre"].startswith("S'additionne")


def test_une_mediane_ne_parle_pas_de_personnes(codebook: Codebook) -> None:
    said = dict(measure_sheet(codebook.measures["delai_median_premier_rdv"], codebook))
    assert said["Addition"].startswith("Jamais")
    assert "personne" not in said["Addition"]


def test_une_colonne_dit_ce_qu_on_y_ecrit_avec_les_mots_de_sa_liste(book: Dictionary) -> None:
    said = facts(entry(book, "activite"))
    assert "Un mot de la liste «\u00a0Territoires\u00a0»." in said["Territoire"]
    assert said["Territoire"].startswith("Obligatoire. ")
    assert "«\u00a0quartier\u00a0»" in said["Territoire"]
    assert "2025-T1" in said["Période"]
    assert "31/03/2025" in facts(entry(book, "decisions"))["Échéance"]
    assert "séparés par «\u00a0|\u00a0»" in facts(entry(book, "actions"))["Territoires"]
    assert facts(entry(book, "structures", "tableaux"))["Longitude"].endswith("De −180 à 180.")


def test_les_territoires_sont_ranges_par_nature_avec_leurs_autres_noms(book: Dictionary) -> None:
    parts = dict(entry(book, "territoires").parts)
    assert list(parts)[:2] == ["La ville", "Quartiers prioritaires"]
    assert "QPV Pissevin" in dict(parts["Quartiers prioritaires"])["Pissevin - Valdegour"]


def test_les_indicateurs_suivent_l_ordre_des_axes_et_le_contexte_est_a_part(book: Dictionary) -> None:
    groups = by_group(in_section(book.entries, "indicateurs"))
    assert next(iter(groups)) == "Prévention"
    assert [each.code for each in groups["Contexte, sans jugement"]][:2] == ["CTX-1", "CTX-2"]


@pytest.mark.parametrize("words", ["délai rendez-vous", "DELAI  rendez-vous", "rendez-vous delai"])
def test_on_cherche_sans_accent_ni_casse_ni_ordre(book: Dictionary, words: str) -> None:
    assert codes(book.found(words))[:2] == ["ACC-03", "delai_median_premier_rdv"]


def test_on_cherche_par_synonyme_par_code_et_par_titre_de_colonne(book: Dictionary) -> None:
    assert "file_active_csapa" in codes(book.found("patients csapa"))
    assert codes(book.found("acc-01"))[0] == "ACC-01"
    assert "territoires" in codes(book.found("zup nord"))
    assert "financements" in codes(book.found("referencedecision"))
    assert codes(book.found("oeuvre")) == codes(book.found("œuvre"))


def test_ce_qui_porte_le_nom_cherche_vient_d_abord(book: Dictionary) -> None:
    found = book.found("file active")
    named = [each for each in found if "file active" in each.title.casefold()]
    assert list(found[: len(named)]) == named
    assert len(found) > len(named)


def test_une_recherche_vide_montre_tout_et_une_vaine_rien(book: Dictionary) -> None:
    assert book.found("  ") == book.entries
    assert book.found("zzz introuvable") == ()


def test_un_meme_code_se_distingue_par_sa_rubrique(book: Dictionary) -> None:
    assert entry(book, "structures", "tableaux").section == "tableaux"
    assert entry(book, "structures", "listes").section == "listes"
    assert book.entry("<script>") is None


def test_la_rubrique_montree_suit_l_adresse_puis_la_fiche_puis_la_recherche(book: Dictionary) -> None:
    every, measure = book.entries, entry(book, "file_active_csapa")
    assert section_to_show(every, None, None, "") == "indicateurs"
    assert section_to_show(every, None, measure, "") == "mesures"
    assert section_to_show(every, "listes", measure, "") == "listes"
    assert section_to_show(every, "inconnue", None, "") == "indicateurs"
    assert section_to_show((measure,), "listes", None, "file") == "mesures"
    assert section_to_show((), "listes", None, "zzz") == "listes"
    for kept in (TEMPLATES, CHANGES):
        assert section_to_show((measure,), kept, None, "file") == kept


def test_aucun_mot_de_code_n_est_montre_a_la_place_d_un_mot_francais(book: Dictionary) -> None:
    for each in book.entries:
        for term, text in facts(each).items():
            assert not RAW_WORDS.search(text.split("Code\u00a0:")[0]), (each.code, term, text)


def test_chaque_renvoi_mene_a_une_fiche(book: Dictionary) -> None:
    to = [each for shown in book.entries for _, references in shown.references for each in references]
    assert len(to) > 100
    assert not [each for each in to if entry(book, each.code, each.section).section != each.section]


def test_les_definitions_changees_sont_datees_la_plus_recente_d_abord(book: Dictionary) -> None:
    assert [change.code for change in book.changes] == ["ASS-02", "ACC-06", "PRE-04", "SEC-07"]
    assert book.changes[1].day == "1er janvier 2025"
    assert [change.note.count(DO_NOT_COMPARE) for change in book.changes] == [0, 1, 0, 1]


def test_un_texte_recoit_les_espaces_insecables_de_la_typographie_francaise() -> None:
    assert spaced("Hors « QPV » ; 5 % ?") == "Hors «\u00a0QPV\u00a0»\u00a0; 5\u00a0%\u00a0?"


def test_une_autre_ville_a_son_dictionnaire() -> None:
    shown = dictionary(city(), {})
    assert {each.section for each in shown.entries} == set(SECTIONS)
    assert entry(shown, "passages").title == "Passages à l'accueil"


def test_le_journal_des_changements_se_lit_par_chapitre(tmp_path: Path) -> None:
    log = tmp_path / "CHANGELOG.md"
    log.write_text("# Titre\n\nTexte.\n\n## Mars\n\n### Calcul\n\n- Un **mot**\n  suivi.\n- Deux.\n", "utf-8")
    assert change_log(log) == (Chapter("Mars", "Calcul", ("Un mot suivi.", "Deux.")),)
    assert change_log(tmp_path / "absent.md") == ()
    assert len(change_log()) >= 4


def test_un_modele_dit_d_ou_viennent_ses_mesures() -> None:
    rhythm = Rhythm("quarter", (Line("a", "30189"), Line("b", "30189")))
    known = Contributor("x", (rhythm,), "own")
    assert rhythm_label("quarter", rhythm_of(known, "quarter")) == "Chaque trimestre (2 mesures)"
    assert rhythm_label("month", rhythm_of(known, "month")) == "Chaque mois"
    usual = measures_sentence(known, 2, True, 4)
    assert usual == "2 mesures, celles que cette structure a envoyées depuis un an. 4 lignes à remplir."
    assert measures_sentence(known, 1, False, 2) == "1 mesure à votre choix. 2 lignes à remplir."
    assert measures_sentence(None, 0, True, 0).startswith("Choisissez ce que cette structure compte")


@pytest.mark.parametrize(
    ("structure", "name"),
    [
        ("relais_sud", "modele_activite_relais_sud_2026-T4"),
        ("Écoles & Cie/../x", "modele_activite_ecoles_cie_x_2026-T4"),
        ("fictif--le-panier", "modele_activite_fictif_le_panier_2026-T4"),
    ],
)
def test_le_nom_d_un_modele_est_sur(structure: str, name: str) -> None:
    assert template_name("activite", structure, "2026-T4") == name
    assert template_name("decisions") == "modele_decisions"
