"""« Ce qui a changé depuis … »: two situations side by side."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from analysis.news import News, default_since, news, since_asked, since_choices
from analysis.snapshot import Snapshot, snapshot
from tests.analysis.activity import TODAY, indicator
from tests.analysis.builders import falling_share, result_rows, share, situation

SHEET = indicator(label="Séances tenues", short_label="Séances")
THEN = date(2026, 1, 1)


def then(rows: pd.DataFrame | None = None) -> Snapshot:
    return snapshot(situation(rows, [SHEET], today=THEN))


def since_then(rows: pd.DataFrame, before: Snapshot, **tables: object) -> News:
    return news(situation(rows, [SHEET], **tables), before)  # type: ignore[arg-type]


def quarters(*percents: float) -> pd.DataFrame:
    names = [f"{year}-T{quarter}" for year in (2024, 2025) for quarter in (1, 2, 3, 4)]
    return result_rows("T-01", {q: share(p, 400) for q, p in zip(names, percents, strict=False)})


def test_un_verdict_qui_change_se_lit_avant_et_apres() -> None:
    found = since_then(falling_share("T-01"), then(quarters(80, 79, 80)))
    (moved,) = found.verdicts
    assert moved.before is not None
    assert (moved.name, moved.before.word, moved.now.word) == ("Séances", "on ne peut pas conclure", "recul")
    assert found.headline.startswith("1 verdict a changé")
    assert found.summary.startswith(found.headline.partition(" et ")[0])


def test_un_recul_nouveau_est_une_alerte_nouvelle_et_un_recul_fini_n_en_est_plus_une() -> None:
    falling, flat = falling_share("T-01"), quarters(*[60] * 8)
    appeared = since_then(falling, then(flat))
    assert [alert.kind for alert in appeared.alerts if alert.kind != "silence"] == ["recul"]
    over = since_then(flat, then(falling))
    assert over.ended == ("Séances : recul avéré",)


def test_un_chiffre_nouveau_se_distingue_d_un_chiffre_corrige() -> None:
    later = since_then(quarters(80, 79, 80), then(quarters(80, 79)))
    assert [(one.now.period, one.is_revision) for one in later.figures] == [("2024-T3", False)]
    revised = since_then(quarters(80, 70), then(quarters(80, 79)))
    assert [(one.now.text, one.is_revision) for one in revised.figures] == [("70\u00a0%", True)]


def test_rien_n_a_change_se_dit() -> None:
    rows = quarters(80, 79, 80)
    found = since_then(rows, then(rows))
    assert (found.verdicts, found.figures, found.alerts) == ((), (), ())
    assert found.summary == "rien n'a changé"
    assert found.headline == "aucun verdict n'a changé, aucune alerte n'est nouvelle"


def test_un_jour_ou_rien_n_etait_depose_ne_se_compare_pas() -> None:
    assert not since_then(quarters(80), Snapshot(THEN)).has_past


def test_ce_qui_est_signe_et_realise_depuis_est_nomme() -> None:
    opinion = {"avis": "C1", "type": "commentaire", "signataire": "Adjointe", "indicateur": "T-01"}
    decision = {"decision": "D1", "intitule": "Ouvrir un lieu", "statut": "realisee"}
    found = since_then(
        quarters(80),
        then(quarters(80)),
        avis=[opinion | {"date": "2026-02-01"}, opinion | {"avis": "C0", "date": "2025-12-01"}],
        decisions=[decision | {"date_realisation": "2026-03-01"}],
    )
    assert [one.about for one in found.signed] == ["Séances"]
    assert found.done == ("Ouvrir un lieu",)


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 11, 23), date(2026, 10, 1)),
        (date(2026, 10, 5), date(2026, 7, 1)),
        (date(2026, 1, 31), date(2026, 1, 1)),
        (date(2026, 1, 30), date(2025, 10, 1)),
    ],
)
def test_sans_visite_connue_on_compare_avec_le_debut_du_trimestre(today: date, first: date) -> None:
    assert default_since(today) == first
    assert first in since_choices(today).values()


@pytest.mark.parametrize("asked", [None, "", "hier", "2030-01-01", "1999-01-01", TODAY.isoformat()])
def test_une_date_sans_usage_laisse_la_date_ordinaire(asked: str | None) -> None:
    assert since_asked(asked, TODAY) == default_since(TODAY)


def test_la_date_d_une_visite_est_celle_que_l_adresse_donne() -> None:
    assert since_asked("2026-11-03", TODAY) == date(2026, 11, 3)
