from __future__ import annotations

import re
from pathlib import Path

import pytest

from data.codebook import CatalogueError, load


def break_file(folder: Path, file: str, old: str, new: str) -> None:
    """Replace the first `old` of a file by `new`."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} does not hold {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def defects(folder: Path) -> list[str]:
    with pytest.raises(CatalogueError) as refusal:
        load(folder)
    assert str(refusal.value) == "\n".join(refusal.value.defects)
    return refusal.value.defects


ENGLISH = re.compile(r"\b(or|should|input|invalid|valid|required)\b", re.IGNORECASE)
SHEET = "indicators/sante.toml"
BROKEN = [
    # file, what is replaced, by what, then the defect as file : id : key : reason
    (SHEET, 'label = "Part', 'lable = "Part', f"{SHEET} : SAN-01 : label : cette clé manque"),
    (SHEET, 'label = "Part', 'lable = "Part', f"{SHEET} : SAN-01 : lable : clé inconnue"),
    (SHEET, 'owner = "Service', 'owner = "" #', f"{SHEET} : SAN-01 : owner : le texte est vide"),
    (SHEET, 'unit = "%"', "unit = 5", f"{SHEET} : SAN-01 : unit : un texte est attendu"),
    (SHEET, 'short_label = "Nouvelles personnes"', f'short_label = "{"a" * 41}"',
     f"{SHEET} : SAN-01 : short_label : le texte est trop long (40 caractères au plus)"),
    (SHEET, 'polarity = "none"', 'polarity = "haut"',
     f"{SHEET} : SAN-01 : polarity : valeur attendue : 'up', 'down'"),
    (SHEET, 'numerator = ["nouveaux"]', 'numerator = ["nouvaux"]',
     f"{SHEET} : SAN-01 : numerator : mesure inconnue « nouvaux »"),
    (SHEET, 'denominator = ["file_active"]', 'denominator = ["visites"]',
     f"{SHEET} : SAN-01 : denominator : mesure inconnue « visites »"),
    (SHEET, 'numerator = ["nouveaux"]', 'numerator = "nouveaux"',
     f"{SHEET} : SAN-01 : numerator : une liste entre crochets est attendue"),
    (SHEET, 'axis = "sante"', 'axis = "santé"', f"{SHEET} : SAN-01 : axis : lettres minuscules sans accent"),
    (SHEET, 'axis = "sante"', 'axis = "soin"', f"{SHEET} : SAN-01 : axis : axe inconnu « soin »"),
    (SHEET, 'commitments = ["V1"]', 'commitments = ["V9"]',
     f"{SHEET} : SAN-01 : commitments : engagement inconnu « V9 »"),
    (SHEET, 'commitments = ["V1"]', "commitments = []",
     f"{SHEET} : SAN-01 : commitments : un indicateur qui n'est pas de contexte sert au moins un engagement"),
    (SHEET, "multiplier = 100", "multiplier = 1",
     f"{SHEET} : SAN-01 : multiplier : 100 est attendu pour une unité en %"),
    (SHEET, "multiplier = 100", "multiplier = 0",
     f"{SHEET} : SAN-01 : multiplier : un nombre supérieur à 0.0 est attendu"),
    (SHEET, 'commitments = ["V1", "V3"]', 'commitments = ["V1", "V3"]\ncounter_indicator = "SAN-09"',
     f"{SHEET} : SAN-02 : counter_indicator : indicateur inconnu « SAN-09 »"),
    (SHEET, 'commitments = ["V1", "V3"]', 'commitments = ["V1", "V3"]\nseries = ["insee.chomage"]',
     f"{SHEET} : SAN-02 : series : série officielle inconnue « insee.chomage »"),
    (SHEET, 'code = "SAN-02"', 'code = "SAN-01"', f"{SHEET} : SAN-01 : code : ce code est déjà employé"),
    (SHEET, 'numerator = ["nouveaux"]', 'formula = "sante.part"',
     f"{SHEET} : SAN-01 : - : un dénominateur sans numérateur"),
    (SHEET, 'numerator = ["passages"]', "",
     f"{SHEET} : SAN-02 : - : il faut soit un numérateur, soit une formule, et pas les deux"),
    ("indicators/tranquillite.toml", 'level = "moyens"', 'level = "contexte"',
     "indicators/tranquillite.toml : TRA-01 : polarity : un indicateur de contexte n'est pas jugé (none)"),
    ("measures.toml", 'at_most = "file_active"', 'at_most = "file"',
     "measures.toml : nouveaux : at_most : mesure inconnue « file »"),
    ("measures.toml", 'code = "passages"', 'code = "Passages à l\'accueil"',
     "measures.toml : Passages à l'accueil : code : lettres minuscules sans accent, chiffres et _ seulement"),
    ("measures.toml", "integer = true", 'integer = "peut-être"',
     "measures.toml : passages : integer : true ou false est attendu"),
    ("measures.toml", "[[measure]]", "[[mesure]]",
     "measures.toml : - : mesure : clé inconnue ; « measure » est attendue"),
    ("measures.toml", 'over_time = "never"', 'over_time = "sum"',
     "measures.toml : file_active : over_time : une file active compte des personnes distinctes"),
    ("commitments.toml", 'axis = "sante"', 'axis = "soin"',
     "commitments.toml : V1 : axis : axe inconnu « soin »"),
    ("city.toml", 'code = "04070"', 'code = "04071"',
     "city.toml : 04071 : code : territoire absent de codes/territoires.toml"),
    ("city.toml", "baseline_year = 2025", 'baseline_year = "T0"',
     "city.toml : 04070 : baseline_year : un nombre entier est attendu"),
    ("city.toml", "mandate_end = 2032-03-31", 'mandate_end = "fin"',
     "city.toml : 04070 : mandate_end : "),
    (SHEET, 'numerator = ["passages"]', 'formula = "sante.passages"\ntables = ["activites"]',
     f"{SHEET} : SAN-02 : tables : "),
    ("codes/publics.toml", 'code = "moins_18"', 'code = "tous"',
     "codes/publics.toml : tous : code : ce code est déjà employé"),
    ("codes/territoires.toml", 'parent = "04070"', 'parent = "04079"',
     "codes/territoires.toml : QP004001 : parent : "),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "expected"), BROKEN, ids=[case[3] for case in BROKEN])
def test_un_catalogue_casse_dit_fichier_code_cle_et_raison(
    tiny_city_copy: Path, file: str, old: str, new: str, expected: str
) -> None:
    break_file(tiny_city_copy, file, old, new)
    found = defects(tiny_city_copy)
    assert any(defect.startswith(expected) for defect in found), found
    assert not [defect for defect in found if ENGLISH.search(defect)]


@pytest.mark.parametrize(
    "content", [b'[[measure]\ncode = "x"', "label = « Accès »".encode(), b'label = "Acc\xe8s"']
)
def test_un_fichier_illisible_est_nomme(tiny_city_copy: Path, content: bytes) -> None:
    (tiny_city_copy / "measures.toml").write_bytes(content)
    assert any(
        defect.startswith("measures.toml : - : - : fichier illisible") for defect in defects(tiny_city_copy)
    )


@pytest.mark.parametrize("file", ["city.toml", "axes.toml", "commitments.toml", "measures.toml"])
def test_un_fichier_manquant_est_nomme(tiny_city_copy: Path, file: str) -> None:
    (tiny_city_copy / file).unlink()
    assert any(defect.startswith(f"{file} : ") for defect in defects(tiny_city_copy))


def test_un_indicateur_de_l_activite_des_services_ne_se_juge_pas(tiny_city_copy: Path) -> None:
    """A series of recorded offences first measures how much is recorded."""
    break_file(
        tiny_city_copy, "codes/series.toml", "additive = true", "additive = true\nmeasures_activity = true"
    )
    named = 'polarity = "up"\nseries = ["insee.population"]'
    break_file(tiny_city_copy, "indicators/tranquillite.toml", 'polarity = "up"', named)
    (defect,) = defects(tiny_city_copy)
    assert defect.startswith("indicators/tranquillite.toml : TRA-01 : series : « insee.population » mesure")


def test_une_liste_de_codes_manquante_est_nommee(tiny_city_copy: Path) -> None:
    (tiny_city_copy / "codes" / "publics.toml").unlink()
    assert defects(tiny_city_copy) == ["codes/publics.toml : - : - : liste manquante"]


def test_un_dossier_qui_n_existe_pas_est_nomme(tmp_path: Path) -> None:
    assert all(str(tmp_path / "absent") in defect for defect in defects(tmp_path / "absent"))


def test_tous_les_defauts_sont_dits_en_une_fois(tiny_city_copy: Path) -> None:
    break_file(tiny_city_copy, "measures.toml", 'label = "Passages à l\'accueil"', "")
    break_file(tiny_city_copy, SHEET, 'polarity = "up"', 'polarity = "aucune"')
    found = defects(tiny_city_copy)
    assert [defect.split(" : ")[:3] for defect in found] == [
        ["measures.toml", "passages", "label"],
        [SHEET, "SAN-02", "polarity"],
    ]


def test_une_seconde_ville_se_lit_sans_toucher_au_code(tiny_city: Path) -> None:
    codebook = load(tiny_city)
    assert codebook.city.name == "Valmont"
    assert codebook.city_territories == ("04070", "QP004001", "QP004002", "hors_qpv")
    assert list(codebook.indicators) == ["SAN-01", "SAN-02", "TRA-01"]
    assert codebook.lists["territoires"].label("QP004001") == "Les Tilleuls"
    assert codebook.boundaries is None


def test_le_dossier_vient_de_l_environnement(monkeypatch: pytest.MonkeyPatch, tiny_city: Path) -> None:
    monkeypatch.setenv("CASTELLUM_CATALOGUE", str(tiny_city))
    assert load().city.name == "Valmont"


def test_changer_une_fiche_change_l_empreinte(tiny_city: Path, tiny_city_copy: Path) -> None:
    assert load(tiny_city_copy).fingerprint == load(tiny_city).fingerprint
    break_file(tiny_city_copy, SHEET, "Maintenir la fréquentation.", "Augmenter la fréquentation.")
    assert load(tiny_city_copy).fingerprint != load(tiny_city).fingerprint
