"""The public edition: the same results in three forms, described, without what must not be read."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import catalogue
from analysis.__main__ import main
from analysis.compute import compute
from analysis.publication import publish
from analysis.publication.published_columns import INDICATORS, RESULTS
from analysis.tables import Tables, read
from data.desk import Desk
from data.rights import AT_THE_MACHINE
from data.store import Store

TODAY = date(2026, 11, 20)
NUMBERS = ["numerateur", "denominateur", "valeur", "borne_basse", "borne_haute"]


@pytest.fixture(scope="module")
def tables(demo_store: Path) -> Tables:
    return read(Store(demo_store), TODAY)


@pytest.fixture(scope="module")
def edition(tables: Tables, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tables, catalogue.load(), tmp_path_factory.mktemp("edition")).folder


def texts(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def described(folder: Path, name: str) -> dict[str, Any]:
    return json.loads((folder / name).read_text(encoding="utf-8"))


def test_les_trois_formes_disent_la_meme_chose(edition: Path) -> None:
    csv = pd.read_csv(edition / "resultats.csv", parse_dates=["debut", "fin"])
    parquet = pd.read_parquet(edition / "resultats.parquet")
    in_json = pd.DataFrame(json.loads((edition / "resultats.json").read_text(encoding="utf-8")))
    assert len(csv) == len(parquet) == len(in_json) > 10_000
    for name in NUMBERS:
        pd.testing.assert_series_equal(csv[name], parquet[name])
        pd.testing.assert_series_equal(in_json[name].astype(float), parquet[name])
    for name in ("indicateur", "periode", "territoire_nom", "a_savoir"):
        assert csv[name].tolist() == parquet[name].tolist() == in_json[name].tolist()


def test_les_chiffres_sont_ceux_des_resultats(tables: Tables, edition: Path) -> None:
    results = compute(tables, catalogue.load())
    asked = (
        (results["indicator"] == "SEC-02")
        & (results["period"] == "2026-10")
        & (results["territory"] == "30189")
        & (results["structure"] == "ensemble")
        & (results["breakdown"] == "ensemble")
    )
    published = pd.read_parquet(edition / "resultats.parquet")
    found = published.query(
        "indicateur == 'SEC-02' and periode == '2026-10' and territoire == '30189' "
        "and structure == 'ensemble' and ventilation == 'ensemble'"
    )
    assert found["valeur"].tolist() == results.loc[asked, "value"].round(6).tolist()
    assert found[["unite", "frequence", "territoire_nom"]].to_numpy().tolist() == [
        ["pour cent", "mois", "Nîmes"]
    ]


def test_un_secret_n_a_aucun_chiffre(edition: Path) -> None:
    published = pd.read_parquet(edition / "resultats.parquet")
    secret = published[published["a_savoir"] == "secret"]
    assert len(secret) > 100
    assert secret[NUMBERS].isna().all(axis=None)


def test_le_public_ne_lit_pas_ce_qui_est_pour_les_partenaires(
    tables: Tables, edition: Path, tmp_path: Path
) -> None:
    """SEC-04 is of class S2: reminders to order given to young people."""
    partners = publish(tables, catalogue.load(), tmp_path, "partenaires").folder
    for file in ("resultats.csv", "indicateurs.csv"):
        column = "indicateur" if file.startswith("resultats") else "code"
        assert "SEC-04" not in set(texts(edition / file)[column])
        assert "SEC-04" in set(texts(partners / file)[column])


def test_chaque_ligne_a_sa_cle_et_chaque_cle_sa_fiche(edition: Path) -> None:
    package = described(edition, "datapackage.json")
    for resource in package["resources"]:
        frame = texts(edition / resource["path"])
        assert list(frame.columns) == [field["name"] for field in resource["schema"]["fields"]]
        assert not frame.duplicated(resource["schema"]["primaryKey"]).any()
    results, sheets = texts(edition / "resultats.csv"), texts(edition / "indicateurs.csv")
    assert set(results["indicateur"]) <= set(sheets["code"])
    beside = results[results["ventilation"] == "complement"]
    known = set(zip(sheets["code"], sheets["categorie"], strict=True))
    assert set(zip(beside["indicateur"], beside["categorie"], strict=True)) <= known


def test_chaque_code_a_son_nom(edition: Path) -> None:
    results = texts(edition / "resultats.csv")
    assert (results[["territoire_nom", "structure_nom", "categorie_nom", "unite"]] != "").all(axis=None)


def test_les_empreintes_sont_celles_des_fichiers(edition: Path) -> None:
    for resource in described(edition, "datapackage.json")["resources"]:
        content = (edition / resource["path"]).read_bytes()
        assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
        assert resource["bytes"] == len(content)
    distributions = described(edition, "dcat.jsonld")["dcat:distribution"]
    assert {each["dcat:downloadURL"]["@id"] for each in distributions} == {
        f"{name}.{ending}" for name in ("resultats", "indicateurs") for ending in ("csv", "parquet", "json")
    }


def test_une_edition_fictive_le_dit(edition: Path) -> None:
    assert "Données de démonstration (fictives)" in described(edition, "datapackage.json")["title"]
    assert described(edition, "dcat.jsonld")["dct:title"]["@value"].endswith("(fictives)")


def test_chaque_colonne_est_expliquee() -> None:
    for column in (*RESULTS, *INDICATORS):
        assert column.title
        assert column.description.endswith(".")


def test_la_commande_publie_et_dit_ce_qu_elle_a_ecrit(
    demo_store_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CASTELLUM_STORE", str(demo_store_copy))
    assert main(["publish", "--out", str(tmp_path / "edition"), "--today", "2026-11-20"]) == 0
    said = capsys.readouterr().out
    assert "resultats.csv" in said
    assert "données de démonstration (fictives)" in said
    noted = Desk(Store(demo_store_copy), AT_THE_MACHINE).operations()
    assert noted["operation"].tolist() == ["édition publiée"]


def test_un_dossier_ou_l_on_ne_peut_ecrire_se_dit(
    demo_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CASTELLUM_STORE", str(demo_store))
    in_the_way = tmp_path / "edition"
    in_the_way.write_text("un fichier")
    assert main(["publish", "--out", str(in_the_way), "--today", "2026-11-20"]) == 1
    assert "Impossible d'écrire" in capsys.readouterr().err
