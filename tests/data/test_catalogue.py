"""The catalogue of Nîmes that ships: complete, one-to-one with what the policy promises to follow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.codebook import Codebook, load
from data.declarations import Calculation, Indicator
from data.schemas import TABLES

FORMULAS = Path(__file__).parents[2] / "analysis" / "indicators"
AXES = {
    "prevention": "PRE",
    "accompagnement": "ACC",
    "securite": "SEC",
    "associations": "ASS",
    "instances": "INS",
}
SHEETS_PER_AXIS = {"PRE": 8, "ACC": 11, "SEC": 8, "ASS": 8, "INS": 8, "CTX": 5}
PROMISES = {f"E{number:02d}" for number in range(1, 17)}
PRIORITY_DISTRICTS = 6
CODED_TABLES = {"mesures", "indicateurs", "engagements", "axes", "structures"}

PLACEHOLDER = re.compile(
    r"\b(todo|tbd|fixme|lorem|xxx+|à compléter|a completer|à remplir|placeholder)\b|\?\?|\.\.\.$",
    re.IGNORECASE,
)
HURTING_WORDS = re.compile(
    r"toxicoman|drogué|\baddicts?\b|junkie|\brechut|\bclean\b|marginaux|point de fixation|zombie|codépendant"
    r"|délinquants?\b|\bSDF\b|souillée|\babus\b",
    re.IGNORECASE,
)
UNSPACED = re.compile(r"[^\s][:;?!»](?=\s|$)|«(?=\S)")


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return load()


def texts(codebook: Codebook) -> Iterator[tuple[str, str, str]]:
    """Every sentence of the catalogue that a reader may see: where it stands, its key, the text."""
    for entries in (codebook.axes, codebook.commitments, codebook.measures, codebook.indicators):
        for code, entry in entries.items():
            for key, value in entry:
                if isinstance(value, str) and key not in ("code", "formula", "axis", "prefix"):
                    yield code, key, value


def calculations(indicator: Indicator) -> list[Calculation]:
    return [indicator, *indicator.companions]


def test_les_cinq_axes_et_leurs_prefixes(codebook: Codebook) -> None:
    assert {axis.code: axis.prefix for axis in codebook.axes.values()} == AXES


def test_les_seize_promesses_une_a_une(codebook: Codebook) -> None:
    assert set(codebook.commitments) == PROMISES


def test_les_48_indicateurs_un_a_un(codebook: Codebook) -> None:
    expected = {
        f"{prefix}-{number}" if prefix == "CTX" else f"{prefix}-{number:02d}"
        for prefix, count in SHEETS_PER_AXIS.items()
        for number in range(1, count + 1)
    }
    assert set(codebook.indicators) == expected
    assert len(codebook.indicators) == 48


def test_chaque_indicateur_porte_le_prefixe_de_son_axe(codebook: Codebook) -> None:
    strays = [
        indicator.code
        for indicator in codebook.indicators.values()
        if not indicator.code.startswith(("CTX-", AXES[indicator.axis] + "-"))
    ]
    assert not strays


def test_chaque_promesse_a_au_moins_un_indicateur(codebook: Codebook) -> None:
    served = {code for indicator in codebook.indicators.values() for code in indicator.commitments}
    assert PROMISES - served == set()


def test_chaque_axe_a_au_moins_un_resultat(codebook: Codebook) -> None:
    with_result = {
        indicator.axis for indicator in codebook.indicators.values() if indicator.level == "resultat"
    }
    assert with_result == set(AXES)


def test_chaque_mesure_sert_a_quelque_chose(codebook: Codebook) -> None:
    """A measure is read by an indicator, bounds one that is, or is named by a formula."""
    declared = [part for indicator in codebook.indicators.values() for part in calculations(indicator)]
    used = {code for calculation in declared for code in calculation.measures}
    used |= {measure.at_most for measure in codebook.measures.values() if measure.at_most}
    formulas = "\n".join(path.read_text("utf-8") for path in FORMULAS.glob("*.py"))
    unused = [code for code in codebook.measures if code not in used and f'"{code}"' not in formulas]
    assert not unused


def test_aucun_texte_provisoire(codebook: Codebook) -> None:
    assert not [(code, key, text) for code, key, text in texts(codebook) if PLACEHOLDER.search(text)]


def test_les_mots_respectent_les_personnes(codebook: Codebook) -> None:
    official = ("source", "caveats")  # the official titles of statistics keep their legal words
    found = [(code, key, text) for code, key, text in texts(codebook) if HURTING_WORDS.search(text)]
    assert not [entry for entry in found if entry[1] not in official]


def test_la_typographie_est_francaise(codebook: Codebook) -> None:
    """A space before « : ; ? ! » and inside quotation marks; the display makes it a no-break one."""
    assert not [(code, key, text) for code, key, text in texts(codebook) if UNSPACED.search(text)]


def test_chaque_question_en_est_une(codebook: Codebook) -> None:
    questions = {indicator.code: indicator.question for indicator in codebook.indicators.values()}
    assert not {code: text for code, text in questions.items() if not re.search(r"\s\?$", text)}
    assert len(set(questions.values())) == len(questions)


def test_les_noms_courts_sont_tous_differents(codebook: Codebook) -> None:
    names = [indicator.short_label for indicator in codebook.indicators.values()]
    assert sorted(names) == sorted(set(names))


def test_un_numerateur_ou_un_denominateur_est_toujours_nomme(codebook: Codebook) -> None:
    unnamed = [
        indicator.code
        for indicator in codebook.indicators.values()
        if (indicator.numerator and not indicator.numerator_label)
        or (indicator.denominator and not indicator.denominator_label)
    ]
    assert not unnamed


def test_une_formule_dit_les_tables_qu_elle_lit(codebook: Codebook) -> None:
    read = [table for indicator in codebook.indicators.values() for part in calculations(indicator)
            for table in part.tables]  # fmt: skip
    assert set(read) <= set(TABLES)


def test_les_usages_releves_par_la_police_ne_sont_jamais_juges(codebook: Codebook) -> None:
    sheet = codebook.indicators["SEC-07"]
    assert (sheet.level, sheet.polarity) == ("contexte", "none")


def test_une_file_active_ne_s_additionne_jamais(codebook: Codebook) -> None:
    counted = [measure for measure in codebook.measures.values() if "file_active" in measure.code]
    assert counted
    for measure in counted:
        assert (measure.over_time, measure.over_structures) == ("never", "never"), measure.code


def test_les_six_quartiers_prioritaires_ont_un_contour(codebook: Codebook) -> None:
    territories = codebook.lists["territoires"].codes.values()
    districts = {
        entry.code for entry in territories if entry.kind == "qpv" and entry.parent == codebook.city.code
    }
    assert len(districts) == PRIORITY_DISTRICTS
    assert codebook.boundaries is not None
    outlines = codebook.boundaries.read_text("utf-8")
    assert not [code for code in districts if f'"{code}"' not in outlines]


def test_chaque_liste_que_les_tables_citent_existe(codebook: Codebook) -> None:
    cited = {column.codes for table in TABLES.values() for column in table.columns if column.codes}
    assert cited - CODED_TABLES - set(codebook.lists) == set()


def test_un_synonyme_ne_designe_qu_une_mesure(codebook: Codebook) -> None:
    seen: dict[str, str] = {}
    for measure in codebook.measures.values():
        for name in {measure.label, *measure.synonyms}:
            assert seen.setdefault(name.casefold(), measure.code) == measure.code, name
