"""What stands around the pages: health, logs without values, calm failures."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from data.store import Store
from pages.parts.health import health_route
from pages.parts.logs import StructuredLines

SECRET = "Mme Durand, 2 85 05"


@pytest.fixture
def client() -> TestClient:
    st.cache_resource.clear()
    return TestClient(Starlette(routes=[health_route()]))


def failing_record() -> logging.LogRecord:
    try:
        raise ValueError(f"valeur illisible : {SECRET}")
    except ValueError:
        return logging.LogRecord("castellum.pages", logging.ERROR, "x", 1, "Page failed", (), sys.exc_info())


def test_un_journal_technique_ne_dit_aucune_valeur() -> None:
    line = StructuredLines().format(failing_record())
    said = json.loads(line)
    assert "Durand" not in line
    assert said["erreur"] == "ValueError"
    assert said["pile"][-1].endswith("failing_record")
    assert {"heure", "niveau", "source", "message"} <= set(said)


def test_la_sante_dit_que_tout_va(client: TestClient, tmp_path: Path) -> None:
    Store(tmp_path / "store").deposits()
    answer = client.get("/sante")
    assert (answer.status_code, answer.json()) == (200, {"etat": "disponible"})


def test_un_entrepot_illisible_rend_le_service_indisponible(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_the_way = tmp_path / "fichier"
    in_the_way.write_text("ce n'est pas un dossier")
    monkeypatch.setenv("CASTELLUM_STORE", str(in_the_way))
    answer = client.get("/sante")
    assert (answer.status_code, answer.json()) == (503, {"etat": "indisponible"})
    assert str(in_the_way) not in answer.text
