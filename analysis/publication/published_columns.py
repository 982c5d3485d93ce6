"""The columns of the published tables: name, title, type and meaning, from which the schemas are made."""

from __future__ import annotations

from typing import Literal, NamedTuple

ColumnType = Literal["string", "number", "integer", "date", "boolean"]


class PublishedColumn(NamedTuple):
    """One column of a published file; `source` is its name in the result table, empty when worked out."""

    name: str
    type: ColumnType
    title: str
    description: str
    source: str = ""


RESULTS = (
    PublishedColumn(
        "indicateur", "string", "Indicateur", "Code de la fiche, dans indicateurs.csv.", "indicator"
    ),
    PublishedColumn("frequence", "string", "Rythme", "Mois, trimestre, semestre, année ou année scolaire."),
    PublishedColumn(
        "periode",
        "string",
        "Période",
        "2026-01, 2026-T1, 2026-S1, 2026, ou 2025-2026 pour une année scolaire.",
        "period",
    ),
    PublishedColumn("debut", "date", "Début", "Premier jour de la période.", "period_start"),
    PublishedColumn("fin", "date", "Fin", "Dernier jour de la période.", "period_end"),
    PublishedColumn(
        "territoire",
        "string",
        "Territoire",
        "Code Insee, code officiel de quartier prioritaire, ou code de la Ville.",
        "territory",
    ),
    PublishedColumn("territoire_nom", "string", "Nom du territoire", "En clair."),
    PublishedColumn(
        "structure", "string", "Structure", "« ensemble », ou le code d'une structure.", "structure"
    ),
    PublishedColumn("structure_nom", "string", "Nom de la structure", "En clair."),
    PublishedColumn(
        "ventilation",
        "string",
        "Ventilation",
        "« ensemble » ; « complement » pour un chiffre qui se lit à côté de l'indicateur ; sinon ce qui est "
        "ventilé.",
        "breakdown",
    ),
    PublishedColumn("categorie", "string", "Catégorie", "Code de la part de la ventilation.", "category"),
    PublishedColumn("categorie_nom", "string", "Nom de la catégorie", "En clair."),
    PublishedColumn("numerateur", "number", "Numérateur", "Vide s'il est secret ou inconnu.", "numerator"),
    PublishedColumn(
        "denominateur",
        "number",
        "Dénominateur",
        "Vide s'il est secret, inconnu ou sans objet.",
        "denominator",
    ),
    PublishedColumn(
        "valeur", "number", "Valeur", "Dans l'unité écrite à côté. Vide : voir « a_savoir ».", "value"
    ),
    PublishedColumn("unite", "string", "Unité", "Unité de la valeur et de ses bornes."),
    PublishedColumn(
        "borne_basse",
        "number",
        "Borne basse",
        "De l'intervalle à 95 %, ou de la fourchette quand les parts ne s'additionnent pas.",
        "low",
    ),
    PublishedColumn("borne_haute", "number", "Borne haute", "Comme la borne basse.", "high"),
    PublishedColumn("methode", "string", "Méthode", "Comment les bornes sont obtenues.", "method"),
    PublishedColumn("repondants", "integer", "Structures ayant transmis", "Nombre.", "reported"),
    PublishedColumn("attendus", "integer", "Structures attendues", "Nombre.", "expected"),
    PublishedColumn(
        "a_savoir",
        "string",
        "À savoir",
        "complet, secret, non transmis, non sommable, provisoire ou rupture de série.",
    ),
    PublishedColumn(
        "demonstration",
        "boolean",
        "Fictif",
        "Vrai quand le chiffre vient de données de démonstration.",
        "demonstration",
    ),
)

INDICATORS = (
    PublishedColumn("code", "string", "Code", "Code de la fiche."),
    PublishedColumn("intitule", "string", "Intitulé", "Nom de l'indicateur, ou du chiffre lu à côté."),
    PublishedColumn(
        "categorie",
        "string",
        "Catégorie",
        "« ensemble », ou le code du chiffre lu à côté, dans les résultats.",
    ),
    PublishedColumn("axe", "string", "Axe", "Axe de la politique."),
    PublishedColumn("question", "string", "Question", "La question à laquelle l'indicateur répond."),
    PublishedColumn("definition", "string", "Définition", "Ce qui est compté."),
    PublishedColumn("unite", "string", "Unité", "Unité de la valeur."),
    PublishedColumn("niveau", "string", "Niveau", "Moyens, réalisation, résultat, impact ou contexte."),
    PublishedColumn("sens", "string", "Sens souhaité", "hausse, baisse, ou sans jugement."),
    PublishedColumn("rythme", "string", "Rythme", "Rythme de la collecte."),
    PublishedColumn("source", "string", "Source", "Qui produit le chiffre."),
    PublishedColumn("responsable", "string", "Tenu par", "Qui répond du chiffre."),
    PublishedColumn("limites", "string", "Limites", "Ce que le chiffre ne dit pas."),
    PublishedColumn("promesses", "string", "Promesses servies", "Codes, séparés par une virgule."),
    PublishedColumn(
        "seuil", "integer", "Seuil de publication", "En dessous de ce nombre de personnes, rien n'est publié."
    ),
)
