"""What can be typed on a page: one form per kind of thing that figures do not say, and its fields.

A form feeds one table of `data.schemas`; its fields are columns of that table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from data.intake.opinion_rules import TEXT_LENGTH

FieldKind = Literal["axis", "indicator", "choice", "choices", "function", "line", "text", "day"]


@dataclass(frozen=True)
class Field:
    """One field. `options` names the list a choice is made in, as `analysis.entry_options` knows it."""

    name: str
    label: str
    kind: FieldKind
    help: str = ""
    options: str = ""
    required: bool = True


@dataclass(frozen=True)
class Form:
    """One form.

    Attributes:
        who: who signs, said before the fields.
        seen: where what is signed will be read.
        prefix: what the reference of a new row begins with; empty where the table has a key of its own.
        fixed: columns that every row of this form has.
        signer: the field that says in whose name the deposit is made.
    """

    code: str
    tab: str
    title: str
    who: str
    seen: str
    table: str
    fields: tuple[Field, ...]
    prefix: str = ""
    fixed: Mapping[str, str] = field(default_factory=dict)
    signer: str = "signataire"


def _signature(example: str, label: str = "Qui signe\u00a0? Une fonction, jamais un nom") -> Field:
    return Field("signataire", label, "function", f"Par exemple\u00a0: {example}.")


def _text(label: str, help_text: str, required: bool = True) -> Field:
    return Field("texte", label, "text", f"{help_text} {TEXT_LENGTH} signes au plus.", required=required)


AXIS = Field("axe", "Axe", "axis")
INDICATOR = Field("indicateur", "Indicateur", "indicator")
PERIOD = Field("periode", "Période", "choice", options="periodes", required=False)
NO_NAME = "Sans aucun nom, ni rien qui fasse reconnaître quelqu'un."
SERVICE = Field(
    "responsables",
    "Responsables",
    "line",
    "Institutions ou services, séparés par «\u00a0|\u00a0». Jamais le nom d'une personne.",
)

SENDER = Field("auteur", "Quel service l'enregistre\u00a0? Jamais un nom de personne", "function")

FORMS: dict[str, Form] = {
    one.code: one
    for one in (
        Form(
            "meteo",
            "Météo d'un axe",
            "Signer la météo d'un axe",
            "Signée par l'élu qui porte l'axe. C'est un jugement, à part des chiffres calculés\u00a0: si les "
            "deux se contredisent, la page le dit.",
            "La vue d'ensemble, la page de l'axe et les promesses qu'il porte.",
            "avis",
            (
                AXIS,
                Field("meteo", "Météo", "choice", options="meteos"),
                _text("Pourquoi", NO_NAME, required=False),
                _signature("Adjointe déléguée à la santé"),
            ),
            prefix="M",
            fixed={"type": "meteo"},
        ),
        Form(
            "commentaire",
            "Commentaire",
            "Commenter un chiffre",
            "Signé par le service qui tient le chiffre, ou par l'élu qui le porte.",
            "La page de l'indicateur, celle de son axe et les promesses qu'il sert.",
            "avis",
            (
                INDICATOR,
                PERIOD,
                _text("Ce qui explique ce chiffre", NO_NAME),
                _signature("Responsable du service santé publique"),
            ),
            prefix="C",
            fixed={"type": "commentaire"},
        ),
        Form(
            "reponse",
            "Droit de réponse",
            "Répondre à un chiffre",
            "Signé par la structure que le chiffre concerne. La réponse est publiée telle quelle, à côté du "
            "chiffre.",
            "La page de l'indicateur, sous le chiffre, celle de son axe et les promesses qu'il sert.",
            "avis",
            (
                INDICATOR,
                PERIOD,
                _text("Votre réponse", NO_NAME),
                Field("structure", "Structure qui répond", "choice", options="structures", required=False),
                _signature("Présidence de l'association"),
            ),
            prefix="R",
            fixed={"type": "droit_de_reponse"},
        ),
        Form(
            "constat",
            "Constat de personnes concernées",
            "Rapporter un constat de personnes concernées ou de proches",
            "Signé par un groupe\u00a0: jamais par une personne seule, jamais d'un nom. Le groupe a relu et "
            "accepté ce texte.",
            "La page de l'axe, celle de l'indicateur s'il y en a un, et les promesses servies.",
            "avis",
            (
                AXIS,
                Field("indicateur", "Indicateur, s'il y en a un", "indicator", required=False),
                _text("Ce que le groupe constate", NO_NAME),
                _signature(
                    "Groupe de proches, Parents ensemble", "Quel groupe\u00a0? Jamais le nom d'une personne"
                ),
            ),
            prefix="V",
            fixed={"type": "constat"},
        ),
        Form(
            "objectif",
            "Cible",
            "Fixer la cible d'un indicateur",
            "Fixée par une décision de la Ville, avec son point de départ\u00a0: sans lui, le chemin "
            "parcouru ne se dit pas.",
            "La page de l'indicateur, la vue d'ensemble et les promesses qu'il sert.",
            "objectifs",
            (
                Field("indicateur", "Indicateur", "indicator", options="jugés"),
                Field("echeance", "À atteindre à la fin de", "choice", options="echeances"),
                Field("nature", "Cette échéance est", "choice", options="echeances_objectif"),
                Field(
                    "valeur_cible", "Valeur à atteindre", "line", "Un nombre, dans l'unité de l'indicateur."
                ),
                Field("periode_initiale", "Période de départ", "choice", options="periodes", required=False),
                Field(
                    "valeur_initiale",
                    "Valeur de départ",
                    "line",
                    "Un nombre mesuré, jamais estimé.",
                    required=False,
                ),
                Field(
                    "decision",
                    "Décision qui la fixe",
                    "line",
                    "Par exemple\u00a0: Délibération 2026-06-118.",
                    required=False,
                ),
                SENDER,
            ),
            signer="auteur",
        ),
        Form(
            "action",
            "Action ou événement",
            "Décrire une action, ou un événement à montrer sur les courbes",
            "Décrite par le service qui la mène.",
            "La page de l'axe, les promesses servies, et les courbes des indicateurs attendus.",
            "actions",
            (
                Field("intitule", "Intitulé", "line"),
                Field("nature", "C'est", "choice", options="natures_action"),
                AXIS,
                Field("engagements", "Promesses servies", "choices", options="engagements", required=False),
                Field(
                    "indicateurs", "Indicateurs attendus", "choices", options="indicateurs", required=False
                ),
                Field("territoires", "Où", "choices", options="territoires", required=False),
                Field("debut", "Début", "day"),
                Field("fin", "Fin, si elle est connue", "day", required=False),
                Field("statut", "Où en est-elle\u00a0?", "choice", options="statuts_action", required=False),
                SERVICE,
                Field("description", "Ce qui est fait", "text", NO_NAME, required=False),
                SENDER,
            ),
            prefix="A",
            signer="auteur",
        ),
    )
}
