"""The demonstration city and the official figures: the known effect is found, the placebo actions are not."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from analysis import catalogue as catalogues
from analysis import tables
from analysis.cells import ALL
from analysis.compute import compute
from analysis.disclosure import hide
from analysis.effects.choices import effect_choices, shown_first
from analysis.effects.links import effect_links
from analysis.effects.material import NotEvaluable, material_of
from analysis.effects.plans import plan_of
from analysis.effects.subjects import Subject, subjects
from analysis.effects.summary import planned_verdicts
from analysis.effects.verdicts import evaluation_of
from analysis.effects.view import EffectView, effect_view
from analysis.standing import Situation, situation
from data.demo.story import KNOWN_EFFECTS, TODAY
from data.store import Store

REPORTS = "SEC-02.nombre_signalements"
FINES = "SEC-07-2020-09-01"


@pytest.fixture(scope="module")
def city(demo_store: Path) -> Situation:
    known, read = catalogues.load(), tables.read(Store(demo_store), TODAY)
    return situation(compute(read, known), read, known)


def subject(city: Situation, action: str, figure: str) -> Subject:
    return subjects(city)[action][figure]


def shown(city: Situation, action: str, figure: str) -> EffectView:
    return effect_view(city, subject(city, action, figure))


def test_l_effet_connu_est_trouve_avec_la_bonne_force(city: Situation) -> None:
    known = next(effect for effect in KNOWN_EFFECTS if effect.ratio < 1)
    found = evaluation_of(city, subject(city, known.action, REPORTS))
    assert (found.verdict.effect_class, found.verdict.strength) == ("baisse", "indice solide")
    assert found.effect.low < known.ratio - 1 < found.effect.high < 0
    assert found.plan is not None
    assert found.plan.in_advance
    assert all(check.passed for check in found.verdict.checks)


@pytest.mark.parametrize(
    "known", [effect for effect in KNOWN_EFFECTS if effect.ratio == 1], ids=lambda e: e.action
)
def test_les_actions_sans_effet_ne_donnent_aucun_resultat(city: Situation, known) -> None:
    verdict = evaluation_of(city, subject(city, known.action, REPORTS)).verdict
    assert verdict.effect_class in ("non concluant", "insuffisant", "pas de changement notable")
    assert verdict.strength == ""


def test_un_plan_signe_apres_coup_le_dit(city: Situation) -> None:
    view = shown(city, "A08", REPORTS)
    assert view.plan is not None
    assert not view.plan.in_advance
    assert view.plan_text.startswith("Plan signé après l'arrivée des premiers chiffres")


def test_ce_qui_est_fait_n_est_pas_un_effet(city: Situation) -> None:
    view = shown(city, "A10", "SEC-01")
    assert view.verdict is not None
    assert view.verdict.label == "Activité, pas effet"
    assert view.chart is not None
    assert not view.chart.compares


def test_les_amendes_de_2020_dans_le_gard_mesurent_l_activite_policiere(city: Situation) -> None:
    view = shown(city, FINES, "SEC-07")
    assert view.police
    assert not view.demonstration
    assert view.where == "Gard"
    assert view.verdict is not None
    assert view.verdict.effect_class == "insuffisant"
    assert "mesure l'activité policière" in view.verdict.reserve
    assert view.verdict.favourable == ""
    assert view.tone == "on ne peut pas conclure"
    assert not view.verdict.reasons[1][0]
    assert view.gaps is not None
    assert [point.tick for point in view.gaps.points][view.gaps.start] == "2020"


def test_aucun_departement_n_est_nomme_ni_classe(city: Situation) -> None:
    view = shown(city, FINES, "SEC-07")
    assert view.placebos
    names = {name.partition(" :")[0] for name in view.placebos["Dans les territoires de comparaison"].names}
    assert names == {"Un territoire de comparaison"}
    assert view.checks is not None
    assert "Hérault" not in view.checks.csv().decode("utf-8-sig")


def test_les_amendes_elles_memes_n_ont_pas_d_avant(city: Situation) -> None:
    view = shown(city, FINES, "SEC-07.usage_afd")
    assert view.verdict is None
    assert "ne peut pas être évalué" in view.refusal
    assert view.police
    assert not view.demonstration


def test_une_case_secrete_n_entre_dans_aucun_calcul(city: Situation) -> None:
    """Every count used stands, published, in the result table; too many secrets and nothing is evaluated."""
    one = subject(city, "A08", "SEC-02")
    used = material_of(city, one)
    rows = city.results["SEC-02"]
    here = (rows["territory"] == "QN03004I") & (rows["frequency"] == "month")
    whole = (rows["category"] == ALL) & (rows["structure"] == ALL)
    cells = rows.loc[here & whole].astype({"period": object}).set_index("period")
    assert cells.loc[used.frame["period"], "flag"].isin(["ok", "break"]).all()
    assert (cells.loc[list(used.excluded), "flag"] == "masked").all()
    assert cells.loc[used.frame["period"], "numerator"].tolist() == used.frame["count"].tolist()
    half = here & rows["period"].isin(used.frame["period"].iloc[::2].to_list())
    half_secret = replace(city, results={**city.results, "SEC-02": hide(rows, half)})
    with pytest.raises(NotEvaluable, match="secrètes"):
        material_of(half_secret, one)


def test_les_memes_chiffres_ont_la_meme_empreinte(city: Situation) -> None:
    one = subject(city, "A07", REPORTS)
    material = material_of(city, one)
    assert material.fingerprint == material_of(city, one).fingerprint
    changed = material.frame.assign(count=material.frame["count"] + 1)
    assert replace(material, frame=changed).fingerprint != material.fingerprint


def test_l_analyste_voit_tout_et_l_emporte(city: Situation) -> None:
    view = shown(city, "A07", REPORTS)
    facts = dict(view.facts)
    assert {"Formule", "Dispersion (χ²/ddl)", "Mémoire des résidus (r)", "Degrés de liberté"} <= set(facts)
    assert facts["Déclaré à l'avance"] == "oui"
    assert view.series is not None
    assert view.checks is not None
    lines = view.series.csv().decode("utf-8-sig").splitlines()
    assert len(lines) == 58
    assert len(view.checks.rows) == 10
    assert ("Données", "Données de démonstration (fictives)") in view.series.notes
    assert any(
        name == "Phrase" and text == view.verdict.sentence for name, text in view.series.notes if view.verdict
    )


def test_la_premiere_action_montree_est_celle_qui_a_un_plan(city: Situation) -> None:
    choices = effect_choices(city, subjects(city))
    assert (choices.action, choices.figure("A07", None)) == ("A07", REPORTS)
    assert choices.figure("A07", "SEC-01").startswith("SEC-01")


def test_la_page_de_l_indicateur_mene_aux_effets(city: Situation) -> None:
    found = subjects(city)
    links = effect_links(city, found, effect_choices(city, found), "SEC-02")
    assert [(link.action, link.said) for link in links] == [
        ("A08", "Signalements recevables reçus\u00a0: données insuffisantes"),
        ("A07", "Signalements recevables reçus\u00a0: baisse, indice solide"),
        ("A09", ""),
    ]


def test_la_ligne_de_commande_dit_les_verdicts_des_plans_signes(city: Situation) -> None:
    late, early = planned_verdicts(city)
    assert late.startswith("[Données de démonstration, fictives] Campagne d'affichage")
    assert "Les données ne permettent pas de conclure." in late
    assert "a baissé d'environ 28" in early
    assert "Déclaré à l'avance" in early


def test_chaque_action_et_chaque_chiffre_donnent_une_page(city: Situation) -> None:
    for figures in subjects(city).values():
        for one in figures.values():
            view = effect_view(city, one)
            assert bool(view.refusal) != bool(view.verdict)
            if view.verdict:
                assert view.verdict.sentence
                assert math.isnan(view.verdict.visible) or view.visible
                assert "preuve" not in view.verdict.sentence


def test_un_plan_change_est_un_autre_plan(city: Situation) -> None:
    """Signed anew with a larger expected effect, a plan dates from that day."""
    one = subject(city, "A07", REPORTS)
    history = city.tables.history("plans")
    first = history.loc[history["action"].astype(object) == "A07"]
    later = first.assign(effet_plausible=50.0, ordre=10_000, depose_le=pd.Timestamp("2026-11-02"))
    rows = pd.concat([history, later], ignore_index=True)

    class Changed(type(city.tables)):  # type: ignore[misc]
        def history(self, name: str) -> pd.DataFrame:
            return rows if name == "plans" else super().history(name)

    changed = Changed(**{field: getattr(city.tables, field) for field in city.tables.__dataclass_fields__})
    plan = plan_of(replace(city, tables=changed), one)
    assert plan is not None
    assert (plan.plausible, plan.in_advance) == (0.5, False)


def test_un_chiffre_temoin_qui_a_bouge_affaiblit_le_verdict(city: Situation) -> None:
    """The same figure as its own witness: it moved, so it cannot be one."""
    known = next(effect for effect in KNOWN_EFFECTS if effect.ratio < 1)
    own = subject(city, known.action, REPORTS)
    found = evaluation_of(city, own, own)
    check = next(check for check in found.verdict.checks if check.code == "negative_control")
    assert check.passed is False
    assert (found.verdict.effect_class, found.verdict.strength) == ("baisse", "à confirmer")


def test_un_temoin_se_choisit_parmi_les_chiffres_des_autres_indicateurs(city: Situation) -> None:
    known = next(effect for effect in KNOWN_EFFECTS if effect.ratio < 1)
    offered = effect_choices(city, subjects(city)).witnesses(known.action, REPORTS)
    assert next(iter(offered.values())) == "Aucun"
    assert len(offered) > 1
    assert not [code for code in offered if code.startswith("SEC-02")]


def test_le_dernier_plan_signe_d_avance_passe_avant_un_plan_signe_apres() -> None:
    actions = ["A1", "A2", "A3"]
    assert shown_first([("A3", False), ("A2", True), ("A1", True)], actions) == "A2"
    assert shown_first([("A3", False), ("A2", False)], actions) == "A3"
    assert (shown_first([], actions), shown_first([], [])) == ("A1", "")
