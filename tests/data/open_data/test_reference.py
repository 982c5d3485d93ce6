"""The reference figures, series and boundaries that ship with the product."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from data.codebook_files import CatalogueFiles
from data.declarations import CodeList
from data.schemas import TABLES

DATA = Path(__file__).parents[3] / "data"
REFERENCE = sorted((DATA / "reference").glob("*.csv"))


@pytest.fixture(scope="module")
def catalogue() -> dict[str, CodeList]:
    files = CatalogueFiles(DATA / "catalogue")
    lists = files.read_lists("codes/*.toml")
    assert files.defects == []
    return lists


@pytest.fixture(scope="module")
def reference() -> pd.DataFrame:
    files = [path for path in REFERENCE if path.name != "postes_associatifs.csv"]
    frames = [pd.read_csv(path, dtype=str, keep_default_na=False) for path in files]
    return pd.concat(frames, ignore_index=True)


def values(reference: pd.DataFrame, series: str, territory: str) -> dict[str, str]:
    rows = reference[(reference["serie"] == series) & (reference["territoire"] == territory)]
    return dict(zip(rows["periode"], rows["valeur"], strict=True))


def counts(reference: pd.DataFrame, series: str) -> pd.Series:
    rows = reference[reference["serie"] == series]
    return rows.set_index(["territoire", "periode"])["valeur"].astype(float)


@pytest.mark.parametrize("path", REFERENCE, ids=lambda path: path.name)
def test_reference_columns_are_those_of_the_table(path: Path) -> None:
    table = TABLES["financements" if path.name == "postes_associatifs.csv" else "contexte"]
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    assert set(table.required) <= set(rows.columns) <= set(table.names)
    assert not (rows[list(table.required)] == "").any(axis=None)
    assert not rows.duplicated(list(table.key)).any()


def test_reference_codes_are_all_declared(reference: pd.DataFrame, catalogue: dict[str, CodeList]) -> None:
    assert set(reference["serie"]) - set(catalogue["series"].codes) == set()
    assert set(reference["territoire"]) - set(catalogue["territoires"].codes) == set()


def test_le_gard_de_l_usage_suit_les_amendes_forfaitaires(reference: pd.DataFrame) -> None:
    total = values(reference, "ssmsi.usage_stupefiants", "D30")
    fines = values(reference, "ssmsi.usage_stupefiants_afd", "D30")
    others = values(reference, "ssmsi.usage_stupefiants_hors_afd", "D30")
    assert [(years["2019"], years["2024"]) for years in (total, fines, others)] == [
        ("1278", "2875"),
        ("0", "1941"),
        ("1278", "934"),
    ]


def test_nimes_en_2024_porte_les_chiffres_publies(reference: pd.DataFrame) -> None:
    series = ("usage_stupefiants", "usage_stupefiants_afd", "trafic_stupefiants")
    assert [values(reference, f"ssmsi.{name}", "30189") for name in series] == [
        {"2024": "701"},
        {"2024": "425"},
        {"2024": "306"},
    ]
    assert values(reference, "insee.population_municipale", "30189")["2023"] == "151839"


def test_fines_and_other_cases_add_up_to_recorded_use(reference: pd.DataFrame) -> None:
    others = counts(reference, "ssmsi.usage_stupefiants_hors_afd")
    fines = counts(reference, "ssmsi.usage_stupefiants_afd").reindex(others.index)
    total = counts(reference, "ssmsi.usage_stupefiants").reindex(others.index)
    assert len(others) == (30 + 3) * 9
    assert (fines + others).equals(total)


def test_les_sommes_de_departements_sont_signalees_comme_estimees(reference: pd.DataFrame) -> None:
    sums = reference["territoire"].isin(["R76", "FRANCE", "FRANCE-METRO"])
    assert set(reference.loc[sums, "statut"]) == {"estime"}
    assert reference.loc[sums, "source"].str.startswith("Somme des départements").all()
    assert "estime" not in set(reference.loc[~sums, "statut"])


def test_withheld_reference_cells_hold_no_value(reference: pd.DataFrame) -> None:
    assert (reference["valeur"].eq("") == reference["statut"].eq("non_diffuse")).all()


def test_series_that_measure_police_activity_say_so_and_are_not_added(catalogue: dict[str, CodeList]) -> None:
    drugs = [
        code for code in catalogue["series"].codes.values() if "ssmsi" in code.code and "stup" in code.code
    ]
    assert len(drugs) == 4
    assert {(code.attributes["measures_activity"], code.attributes["additive"]) for code in drugs} == {
        (True, False)
    }


def test_every_series_says_its_unit_its_producer_and_its_trap(catalogue: dict[str, CodeList]) -> None:
    expected = {"unit", "producer", "dataset", "additive", "measures_activity", "note"}
    incomplete = [
        code.code for code in catalogue["series"].codes.values() if expected - code.attributes.keys()
    ]
    assert incomplete == []


def test_boundaries_are_those_of_the_city_and_its_quarters(catalogue: dict[str, CodeList]) -> None:
    features = json.loads((DATA / "catalogue" / "boundaries.geojson").read_text(encoding="utf-8"))["features"]
    codes = [feature["properties"]["code"] for feature in features]
    assert len(codes) == 7
    assert set(codes) <= set(catalogue["territoires"].codes)
