"""The right of reply: what an association signed, beside the figure it answers."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from analysis.dictionary_entries import folded
from analysis.standing import Situation, Standing
from analysis.statements import Statement
from analysis.wording import in_period

REPLY = "droit_de_reponse"


@dataclass(frozen=True)
class Reply:
    """One signed reply and the figure it answers: its value in the period answered, and where it is now."""

    statement: Statement
    indicator: str
    indicator_name: str
    then: str
    now: str
    word: str


def replies(situation: Situation) -> tuple[Reply, ...]:
    """Every right of reply, the latest first."""
    return tuple(_reply(situation, one) for one in situation.statements if one.kind == REPLY and one.text)


def replies_of(every: Collection[Reply], code: str, name: str) -> tuple[Reply, ...]:
    """The replies of one association: those that say its code, or say none and name it in their signature."""
    wanted = re.compile(rf"(?<!\w){re.escape(folded(name))}(?!\w)") if folded(name) else None
    return tuple(one for one in every if _is_of(one.statement, code, wanted))


def _is_of(statement: Statement, code: str, wanted: re.Pattern[str] | None) -> bool:
    if statement.structure:
        return statement.structure == code
    return wanted is not None and wanted.search(folded(statement.signatory)) is not None


def _reply(situation: Situation, one: Statement) -> Reply:
    standing = situation.standings.get(one.indicator)
    if standing is None:
        return Reply(one, "", "", "", "", "")
    return Reply(
        statement=one,
        indicator=one.indicator,
        indicator_name=standing.indicator.short_label,
        then=_then(standing, one.period),
        now=_now(standing),
        word=standing.verdict.word,
    )


def _then(standing: Standing, period: str) -> str:
    """« 66,7 % au 3e trimestre 2026 »; nothing when the reply names no period that has a figure."""
    point = next((one for one in standing.points if one.period.code == period), None)
    return f"{point.text(standing.indicator.unit)} {in_period(period)}" if point else ""


def _now(standing: Standing) -> str:
    last = standing.last
    return f"{last.text(standing.indicator.unit)} {in_period(last.period.code)}" if last else ""
