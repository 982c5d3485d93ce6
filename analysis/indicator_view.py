"""Everything the page of one indicator says, ready to be drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from analysis.breakdowns import breakdown_choices
from analysis.chart_flags import Event
from analysis.constant_panel import constant_panel
from analysis.context_view import OfficialFigure, official_figure
from analysis.curve import Curve, Notes, curve_of, curve_steps
from analysis.indicator_chart import events_of
from analysis.indicator_facts import Fact, facts_of, official_facts
from analysis.provenance import SourceDeposit, deposits_behind
from analysis.safe_sentence import official_sentence, safe_sentence
from analysis.sentences import COLON
from analysis.sheet import sheet_of
from analysis.standing import Situation, Standing
from analysis.statements import Statement
from analysis.usual_variation import usual_variation
from analysis.wording import VERDICTS, sentence
from data.declarations import Commitment, DefinitionChange
from data.periods import Kind


@dataclass(frozen=True)
class IndicatorView:
    """Attributes: steps are the series at the time step of the indicator, then at the longer ones."""

    code: str
    label: str
    name: str
    question: str
    axis: str
    axis_label: str
    level: str
    word: str
    reason: str
    next_step: str
    facts: tuple[Fact, ...]
    steps: Mapping[Kind, Curve]
    same_structures: Curve | None
    no_chart_reason: str
    changes: tuple[DefinitionChange, ...]
    breakdowns: dict[str, str]
    owner: str
    deposits: tuple[SourceDeposit, ...]
    statements: tuple[Statement, ...]
    sheet: tuple[tuple[str, str], ...]
    safe_sentence: str
    promises: tuple[Commitment, ...]
    decisions: int
    official_file: str
    origin: str
    caveats: str
    demonstration: bool

    @property
    def curve(self) -> Curve:
        """The series at the time step of the indicator."""
        return next(iter(self.steps.values()))

    @property
    def is_context(self) -> bool:
        return self.level == "contexte"

    @property
    def events(self) -> tuple[Event, ...]:
        """What is flagged on the curve."""
        return self.curve.chart.events if self.curve.chart else ()


def indicator_choices(situation: Situation) -> dict[str, str]:
    """Every indicator, axis by axis: code to « PRE-01 · its name on the cards »."""
    return {
        standing.indicator.code: f"{standing.indicator.code} · {standing.indicator.short_label}"
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
    official = official_figure(situation, indicator) if indicator.level == "contexte" else None
    sheet = sheet_of(indicator, situation.codebook)
    drawn = (situation, standing, events_of(situation, indicator), (*_verdict_notes(standing), *sheet))
    return IndicatorView(
        code=code,
        label=indicator.label,
        name=indicator.short_label,
        question=indicator.question,
        axis=indicator.axis,
        axis_label=situation.codebook.axes[indicator.axis].label,
        level=indicator.level,
        word=standing.verdict.word,
        reason=sentence(standing.verdict.reason.removeprefix(f"suivi sans jugement{COLON}")),
        next_step=sentence(standing.verdict.next_step) if standing.verdict.next_step else "",
        facts=official_facts(official) if official else facts_of(standing),
        steps=_steps(*drawn),
        same_structures=_same_structures(*drawn),
        no_chart_reason=_no_chart_reason(standing),
        changes=indicator.definition_changes,
        breakdowns=breakdown_choices(situation.results[code], indicator, city.code),
        owner=indicator.owner,
        deposits=deposits_behind(situation, indicator),
        statements=tuple(one for one in situation.statements if one.indicator == code),
        sheet=sheet,
        safe_sentence=_quotable(standing, official, city.name),
        promises=tuple(situation.codebook.commitments[served] for served in indicator.commitments),
        decisions=int((situation.tables["decisions"]["indicateur"].astype(object) == code).sum()),
        official_file=indicator.official_file or "",
        origin=_origin(official),
        caveats=indicator.caveats,
        demonstration=official.demonstration if official else standing.demonstration,
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


def _steps(
    situation: Situation, standing: Standing, events: tuple[Event, ...], sheet: Notes
) -> Mapping[Kind, Curve]:
    """The curves by time step; only the own one has usual variations."""
    steps = curve_steps(situation, standing, events, sheet)
    own = standing.indicator.frequency
    return steps | {own: replace(steps[own], usual=usual_variation(standing))}


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
    curve = curve_of(standing, panel.points, events, "mêmes structures tout au long", sheet)
    usual = usual_variation(replace(standing, points=panel.points))
    return replace(curve, perimeter=panel.sentence, usual=usual)


def _origin(official: OfficialFigure | None) -> str:
    """Whether a published figure is real; nothing is said when there is none."""
    if official is None:
        return ""
    return "données fictives" if official.demonstration else "données publiques réelles"


def _quotable(standing: Standing, official: OfficialFigure | None, city: str) -> str:
    return official_sentence(standing.indicator, official) if official else safe_sentence(standing, city)


def _no_chart_reason(standing: Standing) -> str:
    """Why no curve is drawn, when none is."""
    reasons = {
        "masked": "Pas de courbe : les effectifs sont trop petits pour être montrés.",
        "not_additive": "Pas de courbe : les chiffres des structures ne s'additionnent pas. "
        "Le tableau donne, où cela a un sens, la plus grande part et la somme.",
    }
    last = standing.last
    return reasons.get(last.flag if last else "", "Aucun chiffre n'a encore été transmis.")
