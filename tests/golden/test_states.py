"""Every state that a page can show is somewhere in the demonstration city, as at a fixed day."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import standing, tables
from analysis.alerts import alerts
from analysis.catalogue import load
from analysis.completeness_view import completeness
from analysis.completeness_words import STATES
from analysis.compute import compute
from analysis.overview import overview
from analysis.standing import Situation
from analysis.wording import FLAGS, VERDICTS
from data.store import Store
from tests.golden.results import TODAY


@pytest.fixture(scope="module")
def city(demo_store: Path) -> Situation:
    catalogue, read = load(), tables.read(Store(demo_store), TODAY)
    return standing.situation(compute(read, catalogue), read, catalogue)


def test_chaque_verdict_est_visible_quelque_part(city: Situation) -> None:
    assert {one.verdict.word for one in city.standings.values()} == set(VERDICTS)


def test_chaque_raison_de_ne_pas_montrer_un_chiffre_est_visible_quelque_part(city: Situation) -> None:
    shown = {point.flag for one in city.standings.values() for point in one.points}
    assert shown == set(FLAGS)


def test_chaque_etat_d_un_envoi_est_visible_quelque_part(city: Situation) -> None:
    matrices = completeness(city.tables, city.codebook).matrices.values()
    met = {each.state for matrix in matrices for line in matrix.lines for each in line.sendings}
    assert met == set(STATES)


def test_une_meteo_contredit_les_chiffres_et_une_autre_non(city: Situation) -> None:
    clashes = [axis.clash for axis in overview(city).axes]
    assert any(clashes)
    assert not all(clashes)


def test_les_alertes_de_la_demonstration_sont_de_natures_variees(city: Situation) -> None:
    kinds = {alert.kind for alert in alerts(city)}
    assert {"recul", "trajectoire", "decision", "convention", "silence", "completude", "meteo"} <= kinds
