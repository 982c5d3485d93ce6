"""The parts of a report about people: decisions overdue, rights of reply, comments, sentences to quote."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from analysis.decision_register import LATE, Decided, register
from analysis.indicator_view import IndicatorView
from analysis.replies import REPLY, Reply, replies
from analysis.report.content import Block, Bullets, Grid, Heading, Paragraph
from analysis.report.period import ReportPeriod
from analysis.sentences import COLON
from analysis.standing import Situation
from analysis.statements import Statement
from analysis.wording import sentence

WEATHER = "meteo"
NOT_FROM_IT = (
    "Ce qui suit une décision n'en vient pas forcément\u00a0: d'autres causes jouent. Une décision réalisée "
    "quitte cette liste."
)


def decisions_part(late: Sequence[Decided], period: ReportPeriod) -> Iterator[Block]:
    """The decisions overdue at the end of the period."""
    yield Heading(1, "Décisions en retard", new_page=True)
    if not late:
        yield Paragraph("Aucune décision n'est en retard sur ces axes.")
        return
    yield Grid(
        ("Décision", "Responsable", "Échéance", "Indicateur attendu"),
        tuple(_decision(one, period) for one in late),
        (38, 20, 24, 18),
    )
    yield Paragraph(NOT_FROM_IT, "quiet")


def overdue(situation: Situation, axes: Collection[str]) -> tuple[Decided, ...]:
    """Those of the axes, and those that belong to none; the oldest first."""
    return tuple(one for one in register(situation) if one.state == LATE and one.axis in ("", *axes))


def statements_part(situation: Situation, axes: Collection[str], period: ReportPeriod) -> Iterator[Block]:
    """What was signed during the period: rights of reply with the figure they answer, then the rest."""
    yield Heading(1, "Ce qui a été dit et signé")
    yield Paragraph(
        f"Pendant la période, {period.span}. Ces textes sont signés\u00a0; ils ne changent aucun chiffre.",
        "quiet",
    )
    own = signed(situation, axes, period)
    answered = [one for one in replies(situation) if one.statement in own]
    yield Heading(2, "Droits de réponse")
    yield _list([_reply(one) for one in answered], "Aucun droit de réponse signé pendant cette période.")
    others = [one for one in own if one.kind != REPLY]
    yield Heading(2, "Commentaires et constats")
    yield _list(
        [_statement(one, situation) for one in others], "Aucun commentaire signé pendant cette période."
    )


def signed(situation: Situation, axes: Collection[str], period: ReportPeriod) -> tuple[Statement, ...]:
    """The texts about these axes or their indicators, the latest first; the weather is told elsewhere."""
    own = {one.indicator.code for axis in axes for one in situation.of_axis(axis)}
    return tuple(
        one
        for one in situation.statements
        if one.kind != WEATHER
        and one.text
        and (one.axis in axes or one.indicator in own)
        and period.start <= one.day <= period.end
    )


def quotable_part(views: Iterable[IndicatorView]) -> Iterator[Block]:
    """One sentence by figure that says its period, its source and its limit."""
    sentences = tuple((f"{one.code}. ", one.safe_sentence) for one in views if one.safe_sentence)
    if sentences:
        yield Heading(1, "Les phrases sûres, à citer telles quelles", new_page=True)
        yield Bullets(sentences)


def subject(one: Statement, situation: Situation) -> str:
    """The indicator, else the axis, that a text is about."""
    standing = situation.standings.get(one.indicator)
    if standing is not None:
        return f"{one.indicator} · {standing.indicator.short_label}"
    axis = situation.codebook.axes.get(one.axis)
    return axis.label if axis else ""


def _decision(one: Decided, period: ReportPeriod) -> tuple[str, ...]:
    # News given after the end of a past period would be told of a day that did not know them.
    news = "" if period.is_over or not one.news else f"\u00a0; {one.news}"
    about = f"{one.indicator} · {one.indicator_name}" if one.indicator else "aucun"
    return f"{one.code} · {one.title}", one.owner, sentence(f"{one.when}{news}"), about


def _reply(one: Reply) -> tuple[str, str]:
    about = ""
    if one.indicator:
        then = f"{COLON}{one.then}" if one.then else ""
        now = f" Dernier chiffre{COLON}{one.now}." if one.now and one.now != one.then else ""
        about = f"{one.indicator} · {one.indicator_name}{then}.{now} "
    return f"{one.statement.signature}. ", f"{about}«\u00a0{one.statement.text}\u00a0»"


def _statement(one: Statement, situation: Situation) -> tuple[str, str]:
    about = subject(one, situation)
    return f"{one.kind_label}, {one.signature}. ", f"{f'{about}. ' if about else ''}«\u00a0{one.text}\u00a0»"


def _list(items: list[tuple[str, str]], nothing: str) -> Block:
    return Bullets(tuple(items)) if items else Paragraph(nothing)
