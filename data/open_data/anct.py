"""ANCT "crédits de la politique de la ville": posts that the State funds in associations.

One row is one post in one year. This is State money. `montant` is the yearly flat rate of the post: what
was granted, not what was paid.
"""

from __future__ import annotations

import pandas as pd

from data.open_data.layout import CodeLists, OfficialLayout, column

HEADINGS = frozenset({"idposte", "codetiers", "raisonsociale", "annee", "montant", "codecv"})
FUNDER = "État (ANCT, politique de la ville)"


def _is_posts(headings: frozenset[str]) -> bool:
    return headings >= HEADINGS


def _posts(frame: pd.DataFrame, codebook: CodeLists) -> pd.DataFrame:
    """Posts of the city's own contract, told by the attribute `contrat_de_ville` of a territory.

    Every contract is kept when no territory declares one.
    """
    contracts = _contracts(codebook)
    kept = frame[column(frame, "codecv").isin(contracts)] if contracts else frame
    payee = column(kept, "codetiers")
    return pd.DataFrame(
        {
            "subvention": column(kept, "idposte"),
            "exercice": column(kept, "annee"),
            "attribuant": FUNDER,
            "beneficiaire": column(kept, "raisonsociale"),
            "beneficiaire_siret": payee.where(payee.str.fullmatch(r"\d{14}"), ""),
            "objet": column(kept, "dispositif"),
            "montant_vote": column(kept, "montant"),
            "dispositif": column(kept, "dispositif"),
            "source": "ANCT, crédits de la politique de la ville, contrat " + column(kept, "codecv"),
            "edition": "exercice " + column(kept, "annee"),
            "licence": "Licence Ouverte 2.0",
        },
        index=kept.index,
    )


def _contracts(codebook: CodeLists) -> list[str]:
    declared = (
        code.attributes.get("contrat_de_ville") for code in codebook.lists["territoires"].codes.values()
    )
    return [contract for contract in declared if contract]


POSTES = OfficialLayout(
    code="anct.postes",
    label="ANCT : postes d'adultes-relais et FONJEP de la politique de la ville",
    table="financements",
    matches=_is_posts,
    rows=_posts,
)
