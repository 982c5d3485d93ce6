"""Units beside their average, on shares small enough to check by hand."""

from __future__ import annotations

import pytest

from analysis.chart_funnel import funnel_chart
from analysis.data_table import DataTable
from analysis.funnel_view import FunnelView, funnel_rows, funnel_table, funnel_view
from analysis.points import Point
from data.codebook import load
from data.periods import Period

SHARE = load().indicators["ACC-05"]
COUNT = load().indicators["ACC-04"]
T3 = Period.quarter(2026, 3)


def point(count: float | None, total: float, flag: str = "ok") -> Point:
    value = None if count is None else 100 * count / total
    return Point(T3, value, None, None, count, total, flag, 1, 1, True)


def known(view: FunnelView | None) -> FunnelView:
    assert view is not None
    return view


def test_un_ecart_de_petite_structure_peut_venir_du_hasard() -> None:
    view = known(funnel_view({"A": point(300, 500), "B": point(290, 500), "C": point(2, 5)}, SHARE, True))
    # (300 + 290 + 2) / 1005
    assert view.average == pytest.approx(58.905, abs=1e-3)
    assert {unit.comparison for unit in view.units} == {"semblable à l'ensemble"}
    assert (
        view.sentence
        == "Ces unités ensemble\u00a0: 58,9\u00a0%. Aucun écart ne dépasse ce que le hasard seul peut donner."
    )


def test_un_grand_ecart_de_grande_structure_se_nomme_sans_jugement() -> None:
    view = known(funnel_view({"A": point(400, 500), "B": point(200, 500), "C": point(300, 500)}, SHARE, True))
    assert view.units[0].comparison == "plus haut, bien au-delà du hasard"
    assert view.sentence.endswith("Écart bien au-delà du hasard\u00a0: A (80\u00a0%) et B (40\u00a0%).")
    assert "n'est pas un jugement" in view.caution


def test_les_limites_se_resserrent_avec_le_nombre_de_cas() -> None:
    view = known(funnel_view({"A": point(10, 20), "B": point(200, 400), "C": point(50, 100)}, SHARE, True))
    widths = [high - low for low, high in zip(view.low, view.high, strict=True)]
    assert widths == sorted(widths, reverse=True)
    # At 50 %, n = 420 (1,05 · 400): ± 3,0902 · √(0,25 / 420) = ± 7,54 points.
    assert widths[-1] / 2 == pytest.approx(7.539, abs=1e-3)


def test_une_unite_secrete_n_est_pas_dans_l_entonnoir() -> None:
    secret = point(None, 3, "masked")
    view = known(
        funnel_view({"A": point(3, 10), "B": point(4, 10), "C": point(5, 10), "D": secret}, SHARE, True)
    )
    assert [unit.label for unit in view.units] == ["A", "B", "C"]


def test_ni_un_nombre_ni_un_suivi_sans_jugement_ne_se_comparent() -> None:
    chosen = {name: point(5, 10) for name in "ABC"}
    assert funnel_view(chosen, COUNT, True) is None
    assert funnel_view(chosen, SHARE, False) is None
    assert funnel_view(dict(list(chosen.items())[:2]), SHARE, True) is None


def test_le_dessin_ne_classe_ni_ne_colore_personne() -> None:
    view = known(
        funnel_view({"<b>A</b>": point(400, 500), "B": point(20, 50), "C": point(3, 5)}, SHARE, True)
    )
    units = funnel_chart(view)["data"][-1]
    assert isinstance(units["marker"]["color"], str)
    assert (units["x"], units["text"]) == ([500, 50, 5], ["1", "2", "3"])
    assert "<b>A" not in str(units["customdata"])


def test_des_unites_egales_partagent_un_point_et_gardent_leurs_numeros() -> None:
    view = known(funnel_view({"A": point(3, 4), "B": point(4, 5), "C": point(3, 4)}, SHARE, True))
    units = funnel_chart(view)["data"][-1]
    assert units["text"] == ["1, 3", "2"]
    assert [row[:2] for row in funnel_rows(view)] == [("1", "A"), ("2", "B"), ("3", "C")]


def test_le_tableau_de_l_entonnoir_garde_la_source_et_les_numeros() -> None:
    view = known(funnel_view({"A": point(3, 4), "B": point(4, 5), "C": point(1, 8)}, SHARE, True))
    units = DataTable("Orientations, par structure", (), (), (), (), "orientations", source="Associations")
    table = funnel_table(view, units)
    assert (table.source, table.file_name) == ("Associations", "orientations_entonnoir")
    assert table.caption == "Orientations, par structure, comparaison à l'ensemble"
    assert table.values[2] == (3, "C", "semblable à l'ensemble", 8, 12.5, "pour cent")
