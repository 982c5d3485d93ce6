"""The lists of codes as a reader sees them: words first, gathered by kind, with their other spellings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from analysis.wording import list_text, sentence
from data.codebook import Codebook
from data.declarations import Code, CodeList

Group = tuple[str, tuple[tuple[str, str], ...]]
KINDS = {
    "commune": "La ville",
    "qpv": "Quartiers prioritaires",
    "hors_qpv": "Le reste de la ville",
    "exterieur": "Hors de la ville",
    "commune_comparable": "Communes comparables",
    "circonscription": "Circonscription de police",
    "zone_emploi": "Zones d'emploi",
    "departement": "Départements",
    "region": "Région",
    "pays": "Pays",
    "total": "Ensemble",
    "age": "Par âge",
    "sexe": "Par sexe",
    "cible": "Par public visé",
    "produit": "Par produit ou comportement",
    "besoin": "Besoins",
    "urgence": "Urgences",
    "ecoute": "Lignes d'écoute",
}
STRUCTURES, COMMITMENTS, AXES = "structures", "engagements", "axes"


def code_lists(codebook: Codebook, structures: Mapping[str, Code]) -> dict[str, CodeList]:
    """Every list a cell may draw on: the structures known, promises, axes, then those of the catalogue."""
    commitments = {
        entry.code: Code.model_validate({"code": entry.code, "label": entry.label, "note": entry.text})
        for entry in codebook.commitments.values()
    }
    axes = {
        entry.code: Code(code=entry.code, label=entry.label, synonyms=(entry.prefix,))
        for entry in codebook.axes.values()
    }
    own = {
        STRUCTURES: CodeList(name=STRUCTURES, title="Structures connues", codes=dict(structures)),
        COMMITMENTS: CodeList(name=COMMITMENTS, title="Promesses de la lettre", codes=commitments),
        AXES: CodeList(name=AXES, title="Axes", codes=axes),
    }
    return {**own, **codebook.lists}


def code_groups(listed: CodeList) -> tuple[Group, ...]:
    """The codes gathered by kind, in the order of the list: title of the kind, then labels and texts."""
    found: dict[str, list[tuple[str, str]]] = {}
    for entry in listed.codes.values():
        found.setdefault(_kind(entry), []).append((entry.label, _code_text(entry)))
    return tuple((title, tuple(entries)) for title, entries in found.items())


def list_summary(listed: CodeList, shown: int = 4) -> str:
    """The first words of the list."""
    labels = [entry.label for entry in listed.codes.values()]
    return ", ".join(labels[:shown]) + (", …" if len(labels) > shown else ".")


def spoken(codes: Iterable[Code]) -> Iterable[str]:
    """Every word by which codes can be looked for."""
    for entry in codes:
        yield from (entry.code, entry.label, *entry.synonyms)


def _kind(entry: Code) -> str:
    kind = entry.kind or entry.attributes.get("dimension") or entry.attributes.get("group") or ""
    return KINDS.get(kind, kind)


def _code_text(entry: Code) -> str:
    details = entry.attributes
    meaning = " ".join(str(details[name]) for name in ("meaning", "note") if details.get(name))
    also = list_text((f"«\u00a0{word}\u00a0»" for word in entry.synonyms), "ou")
    parts = (
        meaning,
        f"Unité\u00a0: {details['unit']}." if details.get("unit") else "",
        f"Producteur\u00a0: {sentence(details['producer'])}" if details.get("producer") else "",
        f"Aussi compris\u00a0: {also}." if also else "",
        f"Code\u00a0: {entry.code}",
    )
    return "\n".join(part for part in parts if part)
