"""What a form says back: what is missing, what is wrong beside each field, and what will be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.entry_forms import Form
from analysis.entry_options import EntryOptions
from analysis.sentences import COLON
from analysis.wording import NO_BREAK, date_text, list_text, period_label
from data.intake import Context, Reading
from data.intake.typed import check_typed, new_reference, problems_by_column
from data.privacy.personal_data import KIND_LABELS
from data.report import HEADING_LENGTH, Problem, quoted

PERSONAL = "personal_"
EMPTY = "À remplir."


@dataclass(frozen=True)
class Checked:
    """What the checks say of a form.

    Attributes:
        errors: by field, what keeps it from being signed; no field under an empty name.
        advice: by field, what would be better said otherwise, or is to be confirmed.
        reading: what may be deposited, when nothing stands against it.
    """

    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    advice: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reading: Reading | None = None


@dataclass(frozen=True)
class Preview:
    """What will be read once signed: a title, a text, a signature."""

    title: str
    text: str
    signature: str


def check_form(form: Form, values: Mapping[str, str], known: Context) -> Checked:
    """The checks of the intake on what was typed, and the fields left empty."""
    missing = {one.name: (EMPTY,) for one in form.fields if one.required and not values.get(one.name)}
    reading = check_typed(form.table, row_of(form, values, known), known)
    wrong = _messages(reading, "error")
    doubtful = {name: list(texts) for name, texts in _messages(reading, "confirm").items()}
    for name, texts in _messages(reading, "information").items():
        doubtful.setdefault(name, []).extend(texts)
    errors = wrong | missing
    return Checked(
        errors=errors,
        advice={name: tuple(texts) for name, texts in doubtful.items()},
        reading=None if errors else reading,
    )


def row_of(form: Form, values: Mapping[str, str], known: Context) -> dict[str, str]:
    """The row of the table, with what the form gives by itself: reference, day, city."""
    row = {**form.fixed, **values}
    if form.table == "avis":
        row |= {"avis": new_reference(form.prefix, known), "date": known.today.isoformat()}
    elif form.table == "actions":
        row |= {"action": new_reference(form.prefix, known)}
    elif form.table == "objectifs":
        row |= {"territoire": known.codebook.city.code}
    return row


def preview(form: Form, values: Mapping[str, str], options: EntryOptions, known: Context) -> Preview:
    """What will be shown, in the words of the pages."""
    signature = f"{values.get(form.signer) or '…'}, le {date_text(known.today)}"
    if form.table == "objectifs":
        return Preview(_named(options.indicators, values, "indicateur"), _target(values), signature)
    if form.table == "actions":
        return Preview(values.get("intitule", ""), _action(values, options), signature)
    about = _named(options.indicators, values, "indicateur") or _named(options.axes, values, "axe")
    kind = known.codebook.lists["types_avis"].label(form.fixed["type"])
    weather = options.lists["meteos"].get(values.get("meteo", ""), "").partition(NO_BREAK)[0]
    title = COLON.join(part for part in (kind, weather) if part)
    return Preview(" · ".join(part for part in (title, about) if part), values.get("texte", ""), signature)


def _messages(reading: Reading, severity: str) -> dict[str, tuple[str, ...]]:
    found = problems_by_column(reading, severity)  # type: ignore[arg-type]
    return {
        name: tuple(dict.fromkeys(_message(problem) for problem in problems))
        for name, problems in found.items()
    }


def _message(problem: Problem) -> str:
    """What a file says of a cell, in the words of a field."""
    if problem.cause.startswith(PERSONAL):
        kind = KIND_LABELS[problem.cause.removeprefix(PERSONAL)]  # type: ignore[index]
        return f"Ce texte contient {kind}{COLON}retirez-le. Castellum ne garde rien qui désigne quelqu'un."
    if problem.cause == "labelling_word":
        said, preferred = quoted(problem.value), quoted(problem.suggestion, HEADING_LENGTH)
        return f"{said} étiquette les personnes{COLON}préférez {preferred}."
    return problem.message


def _named(options: Mapping[str, str], values: Mapping[str, str], name: str) -> str:
    return options.get(values.get(name, ""), "")


def _target(values: Mapping[str, str]) -> str:
    """« Cible : 80, à la fin de la période « 2031 ». Départ : 62 (2025). »"""
    due, value = values.get("echeance"), values.get("valeur_cible")
    goal = f"Cible{COLON}{value}" if value else "Cible à dire"
    at = f", à la fin de la période «{NO_BREAK}{period_label(due)}{NO_BREAK}»" if due else ""
    return f"{goal}{at}. {_start(values)}."


def _start(values: Mapping[str, str]) -> str:
    value, period = values.get("valeur_initiale"), values.get("periode_initiale")
    if not value:
        return "Sans valeur de départ"
    return f"Départ{COLON}{value}" + (f" ({period_label(period)})" if period else "")


def _action(values: Mapping[str, str], options: EntryOptions) -> str:
    status = options.lists["statuts_action"].get(values.get("statut", ""), "")
    promises = list_text(part.strip() for part in values.get("engagements", "").split("|") if part.strip())
    parts = (
        status,
        values.get("responsables", ""),
        f"promesses {promises}" if promises else "",
    )
    said = ", ".join(part for part in parts if part)
    return ". ".join(part for part in (said, values.get("description", "")) if part)
