"""Everything the page of one indicator says, ready to be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.breakdowns import breakdown_choices
from analysis.chart_flags import Event
from analysis.chart_series import SeriesChart
from analysis.constant_panel import constant_panel
from analysis.context_view import OfficialFigure, official_figure
from analysis.data_table import DataTable
from analysis.indicator_chart import events_of, series_of, summary_of, table_of
from analysis.points import Point
from analysis.progress import NOT_REACHED, REACHED, target_status
from analysis.provenance import SourceDeposit, deposits_behind
from analysis.safe_sentence import official_sentence, safe_sentence
from analysis.sentences import COLON
from analysis.sheet import sheet_of
from analysis.standing import Situation, Standing
from analysis.statements import Statement
from analysis.targets import Goal
from analysis.usual_variation import UsualVariation, usual_variation
from analysis.wording import FLAG_MEANINGS, VERDICTS, interval_text, sentence, value_text
from data.declarations import DefinitionChange

Notes = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Fact:
    """A name, a value as read, and a note under it."""

    name: str
    value: str
    note: str


@dataclass(frozen=True)
class Curve:
    """A series drawn, summed up and laid in a table; `perimeter` says whose it is, when not everyone's."""

    chart: SeriesChart | None
    summary: str
    table: DataTable
    perimeter: str = ""


@dataclass(frozen=True)
class IndicatorView:
    code: str
    label: str
    question: str
    axis: str
    axis_label: str
    level: str
    word: str
    reason: str
    next_step: str
    facts: tuple[Fact, ...]
    curve: Curve
    same_structures: Curve | None
    no_chart_reason: str
    usual: UsualVariation | None
    events: tuple[Event, ...]
    changes: tuple[DefinitionChange, ...]
    breakdowns: dict[str, str]
    deposits: tuple[SourceDeposit, ...]
    statements: tuple[Statement, ...]
    sheet: tuple[tuple[str, str], ...]
    safe_sentence: str
    official_file: str
    is_context: bool
    origin: str
    caveats: str
    demonstration: bool


def indicator_choices(situation: Situation) -> dict[str, str]:
    """Every indicator, axis by axis: code to « PRE-01 · label »."""
    return {
        standing.indicator.code: f"{standing.indicator.code} · {standing.indicator.label}"
        for axis in situation.codebook.axes
        for standing in situation.of_axis(axis)
    }


def indicator_view(situation: Situation, code: str) -> IndicatorView:
    """The page of an indicator.

    Raises:
        KeyError: the catalogue has no such indicator.
    """
    standing = situation.standings[code]
    indicator, city = standing.indicator, situation.codebook.city
    events = events_of(situation, indicator)
    official = official_figure(situation, indicator) if indicator.level == "contexte" else None
    sheet = sheet_of(indicator, situation.codebook)
    notes = (*_verdict_notes(standing), *sheet)
    curve = _curve(standing, standing.points, events, city.name, notes)
    return IndicatorView(
        code=code,
        label=indicator.label,
        question=indicator.question,
        axis=indicator.axis,
        axis_label=situation.codebook.axes[indicator.axis].label,
        level=indicator.level,
        word=standing.verdict.word,
        reason=sentence(standing.verdict.reason.removeprefix(f"suivi sans jugement{COLON}")),
        next_step=sentence(standing.verdict.next_step) if standing.verdict.next_step else "",
        facts=_official_facts(official) if official else _facts(standing),
        curve=curve,
        same_structures=_same_structures(situation, standing, events, notes),
        no_chart_reason=_no_chart_reason(standing),
        usual=usual_variation(standing),
        events=curve.chart.events if curve.chart else (),
        changes=indicator.definition_changes,
        breakdowns=breakdown_choices(situation.results[code], indicator, city.code),
        deposits=deposits_behind(situation, indicator),
        statements=tuple(one for one in situation.statements if one.indicator == code),
        sheet=sheet,
        safe_sentence=_quotable(standing, official, city.name),
        official_file=indicator.official_file or "",
        is_context=indicator.level == "contexte",
        origin=_origin(official),
        caveats=indicator.caveats,
        demonstration=official.demonstration if official else standing.demonstration,
    )


def _curve(
    standing: Standing, series: Sequence[Point], events: tuple[Event, ...], whose: str, sheet: Notes
) -> Curve:
    return Curve(
        series_of(standing, series, events),
        summary_of(standing.indicator, series),
        table_of(standing.indicator, series, whose, sheet),
    )


def _verdict_notes(standing: Standing) -> Notes:
    """What was concluded, and why: a file taken home says it too."""
    verdict = standing.verdict
    said = (
        ("Verdict", VERDICTS[verdict.word].label),
        ("Pourquoi", sentence(verdict.reason)),
        ("Prochaine étape", sentence(verdict.next_step)),
        ("Rythme", standing.pace_text),
    )
    return tuple((name, text) for name, text in said if text)


def _same_structures(
    situation: Situation, standing: Standing, events: tuple[Event, ...], sheet: Notes
) -> Curve | None:
    """The curve of the structures present throughout, where it differs from everyone's."""
    structures = situation.tables["structures"]
    names = dict(zip(structures["structure"].astype(str), structures["nom"].astype(str), strict=True))
    rows = situation.results[standing.indicator.code]
    panel = constant_panel(rows, standing.indicator, situation.codebook, names)
    if panel is None:
        return None
    curve = _curve(standing, panel.points, events, "mêmes structures tout au long", sheet)
    return replace(curve, perimeter=panel.sentence)


def _origin(official: OfficialFigure | None) -> str:
    """Whether a published figure is real; nothing is said when there is none."""
    if official is None:
        return ""
    return "données fictives" if official.demonstration else "données publiques réelles"


def _quotable(standing: Standing, official: OfficialFigure | None, city: str) -> str:
    return official_sentence(standing.indicator, official) if official else safe_sentence(standing, city)


def _facts(standing: Standing) -> tuple[Fact, ...]:
    facts = [_last_fact(standing)]
    if standing.indicator.polarity != "none":
        facts.append(_goal_fact(standing))
    if standing.pace_text:
        facts.append(Fact("Rythme", _pace_word(standing), standing.pace_text))
    if standing.last is not None and standing.last.coverage_text:
        facts.append(Fact("Données reçues", standing.last.coverage_text, standing.last.period.label))
    return tuple(facts)


def _official_facts(figure: OfficialFigure) -> tuple[Fact, ...]:
    where = f"{figure.territory}, {figure.period}"
    if figure.parts:
        return tuple(Fact(name, value, where) for name, value in figure.parts)
    return (Fact("Dernier chiffre publié", figure.value, where),)


def _no_chart_reason(standing: Standing) -> str:
    """Why no curve is drawn, when none is."""
    reasons = {
        "masked": "Pas de courbe : les effectifs sont trop petits pour être montrés.",
        "not_additive": "Pas de courbe : les chiffres des structures ne s'additionnent pas. "
        "Le tableau donne, où cela a un sens, la plus grande part et la somme.",
    }
    last = standing.last
    return reasons.get(last.flag if last else "", "Aucun chiffre n'a encore été transmis.")


def _last_fact(standing: Standing) -> Fact:
    last, unit = standing.last, standing.indicator.unit
    if last is None:
        return Fact("Dernier chiffre", "aucun chiffre", "")
    return Fact("Dernier chiffre", last.text(unit), _last_note(last, unit))


def _last_note(last: Point, unit: str) -> str:
    notes = [last.period.label]
    if last.value is not None and last.low is not None and last.high is not None:
        notes.append(f"Intervalle à 95\u00a0%{COLON}{interval_text(last.low, last.high, unit)}")
    if last.flag in ("provisional", "masked", "not_additive"):
        notes.append(FLAG_MEANINGS[last.flag])
    return " ".join(sentence(note) for note in notes)


def _goal_fact(standing: Standing) -> Fact:
    goal, unit = standing.goal, standing.indicator.unit
    if goal is None:
        return Fact("Cible", "pas encore fixée", standing.indicator.typical_target)
    start = ""
    if goal.start is not None and goal.start_value is not None:
        start = f"Départ\u00a0: {value_text(goal.start_value, unit)} ({goal.start.label})"
    return Fact(
        "Cible", goal.text(unit), f"{_goal_status(standing, goal)}. {start or 'Pas de point de départ'}."
    )


def _goal_status(standing: Standing, goal: Goal) -> str:
    last = standing.last
    value, low, high = (last.value, last.low, last.high) if last else (None, None, None)
    status = target_status(standing.indicator, value, low, high, goal.final.value)
    return {REACHED: "Atteinte", NOT_REACHED: "Pas encore atteinte"}.get(
        status, "Atteinte ou non : à la marge près"
    )


def _pace_word(standing: Standing) -> str:
    return {True: "suffisant", False: "insuffisant", None: "pas encore mesurable"}[standing.on_track]
