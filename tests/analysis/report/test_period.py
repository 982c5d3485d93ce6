"""A report about a past period tells what had happened by then, with the figures known today."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis.decision_register import DONE, LATE, TO_DO, register
from analysis.indicator_view import indicator_view
from analysis.report.period import report_periods, situation_at
from data.periods import cached_parse
from tests.analysis.report.conftest import TODAY, SituationFor


def test_les_periodes_offertes_vont_jusqu_a_aujourd_hui_puis_remontent(situation_for: SituationFor) -> None:
    offered = report_periods(situation_for("public").codebook.city, TODAY)
    assert list(offered)[:3] == ["mandat", "2026", "2026-T3"]
    assert offered["2026-T3"].span == "du 1er juillet 2026 au 30 septembre 2026"
    assert offered["2026-T3"].told_as_of == "Tout y est dit au 30 septembre 2026, délais compris."
    assert offered["mandat"].told_as_of == ""
    assert all(period.end < TODAY for period in offered.values() if period.is_over)
    assert [code for code, period in offered.items() if not period.is_over] == ["mandat", "2026"]


def test_avant_le_mandat_on_ne_propose_pas_le_mandat(situation_for: SituationFor) -> None:
    assert "mandat" not in report_periods(situation_for("public").codebook.city, date(2026, 2, 1))


def test_une_periode_en_cours_est_celle_des_pages(situation_for: SituationFor) -> None:
    now = situation_for("public")
    assert situation_at(now, report_periods(now.codebook.city, TODAY)["mandat"]) is now


def test_les_chiffres_d_une_periode_passee_sont_ceux_des_pages_jusqu_a_sa_fin(
    situation_for: SituationFor,
) -> None:
    now = situation_for("public")
    period = report_periods(now.codebook.city, TODAY)["2026-S1"]
    then = situation_at(now, period)
    assert set(then.standings) == set(now.standings)
    for code, standing in now.standings.items():
        ended = tuple(point for point in standing.points if point.period.end <= period.end)
        assert then.standings[code].points == ended
    assert indicator_view(then, "ACC-03").facts[0].note.startswith("2e trimestre 2026")


def test_ce_qui_a_suivi_la_periode_n_est_pas_raconte(situation_for: SituationFor) -> None:
    now = situation_for("public")
    period = report_periods(now.codebook.city, TODAY)["2025"]
    then, end = situation_at(now, period), pd.Timestamp(period.end)
    assert max(one.day for one in then.statements) <= period.end
    published = then.tables["contexte"]["periode"].astype(str).unique()
    assert all(cached_parse(code).end <= period.end for code in published)
    decisions = now.tables["decisions"]
    was_open = (decisions["date_decision"] <= end) & (decisions["date_realisation"] > end)
    done_later = set(decisions.loc[was_open, "decision"])
    assert done_later
    assert {one.state for one in register(then) if one.code in done_later} <= {LATE, TO_DO}
    assert {one.state for one in register(now) if one.code in done_later} == {DONE}
