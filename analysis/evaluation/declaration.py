"""What was said before looking, and the words an effect is told in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from analysis.evaluation.decision import Nature
from analysis.evaluation.effect import Effect

PLAUSIBLE = 0.30


@dataclass(frozen=True)
class Declaration:
    """A plan, and the names in its sentence.

    Attributes:
        plausible: the largest effect thought plausible beforehand, as a share.
        direction: which way is wished: "up", "down" or "none".
        in_advance: whether the plan was dated before the figures were known (None: no plan).
        answers: code of each question -> "oui", "non", "ne_sait_pas"; missing ones count as no. None when the
            questions are not asked at all: the figures alone are judged.
        negative_control: the effect on a figure that the action cannot touch: it must contain zero.
        nature: "activity" for what is done, which no effect can be read in; police: the figure follows the
            activity of the police.
        dated, broken: the action has a date; a definition changed near it.
        indicator, action, since, comparators, unit: words of the sentence; `indicator` has its
            article.
    """

    plausible: float = PLAUSIBLE
    direction: Literal["up", "down", "none"] = "none"
    in_advance: bool | None = None
    answers: Mapping[str, str] | None = None
    negative_control: Effect | None = None
    nature: Nature = "outcome"
    police: bool = False
    dated: bool = True
    broken: bool = False
    indicator: str = "L'indicateur"
    action: str = "l'action"
    since: str = "le début de l'action"
    comparators: str = "aux territoires de comparaison"
    unit: str = "faits"
    fragile: str = ""


def declaration(declared: Any) -> Declaration:
    """A declaration from a mapping of its fields, a plausible effect, « in advance or not », or nothing.

    Raises:
        ValueError: a field that does not exist, or a plausible effect out of ]0, 1].
    """
    if declared is None:
        return Declaration()
    if isinstance(declared, Declaration):
        return _checked(declared)
    if isinstance(declared, bool):
        return Declaration(in_advance=declared)
    if isinstance(declared, Mapping):
        known = {field.name for field in fields(Declaration)}
        if unknown := sorted(set(declared) - known):
            raise ValueError(
                f"Champ inconnu : {', '.join(map(str, unknown))} (connus : {', '.join(sorted(known))})"
            )
        return _checked(Declaration(**declared))
    return _checked(Declaration(plausible=float(declared)))


def _checked(declared: Declaration) -> Declaration:
    if not 0 < declared.plausible <= 1:
        raise ValueError(f"plausible doit être une part entre 0 et 1 : {declared.plausible}")
    return declared
