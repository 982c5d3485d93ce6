"""SCDL "subventions" 2.1.1: the essential data of grants that local governments publish.

The schema says what was granted, not what was paid: its payment dates are those of the agreement, so nothing
of it goes to `montant_verse` or `date_versement`. A finance service that adds columns of ours to its file
(notified, paid, end of the agreement) has them read too.
Source: schema.data.gouv.fr/scdl/subventions (OpenDataFrance).
"""

from __future__ import annotations

import pandas as pd

from data.open_data.layout import CodeLists, OfficialLayout, column, fold
from data.schemas import FINANCEMENTS

# Folded property names of the schema, then the folded titles that publishers use as headings instead.
SPELLINGS: dict[str, tuple[str, ...]] = {
    "attribuant": ("nomattribuant", "nomdelattribuant"),
    "attribuant_siret": ("idattribuant", "identificationdelattribuant", "identificationdelattribuantsiret"),
    "date": ("dateconvention", "datedeconvention", "datedelaconvention", "datedelaconventiondesubvention"),
    "reference": ("referencedecision", "referencedeladecision"),
    "beneficiaire": ("nombeneficiaire", "nomdubeneficiaire"),
    "beneficiaire_siret": (
        "idbeneficiaire",
        "identificationdubeneficiaire",
        "identificationdubeneficiairesiret",
        "identificationsiretdubeneficiaire",
    ),
    "rna": ("rnabeneficiaire", "identificationrnadubeneficiaire"),
    "objet": ("objet", "objetdelasubvention"),
    "montant": ("montant", "montanttotaldelasubvention"),
    "part": (
        "pourcentagesubvention",
        "pourcentagedumontantdelasubventionattribueaubeneficiaire",
        "pourcentagedumontanttotaldelasubventionattribueeaubeneficiaire",
    ),
    "dispositif": ("dispositifaide",),
    "exercice": ("exercice", "anneebudgetaire"),
}
BESIDE = (
    "axe",
    "montant_verse",
    "date_vote",
    "date_notification",
    "date_versement",
    "convention",
    "convention_fin",
    "position_renouvellement",
)
ESSENTIAL = ("attribuant", "date", "beneficiaire", "objet", "montant")


def _is_scdl(headings: frozenset[str]) -> bool:
    return all(headings & set(SPELLINGS[name]) for name in ESSENTIAL)


def _grants(frame: pd.DataFrame, codebook: CodeLists) -> pd.DataFrame:
    """One grant per row; the codebook is not needed, a grant has no territory."""
    read = pd.DataFrame({name: column(frame, *spellings) for name, spellings in SPELLINGS.items()})
    beneficiary_siret = _siret(read["beneficiaire_siret"])
    return pd.DataFrame(
        {
            "subvention": _reference(read, beneficiary_siret),
            "exercice": _year(read["exercice"].where(read["exercice"] != "", read["date"])),
            "attribuant": read["attribuant"],
            "attribuant_siret": _siret(read["attribuant_siret"]),
            "beneficiaire": read["beneficiaire"],
            "beneficiaire_siret": beneficiary_siret,
            "objet": read["objet"],
            "montant_vote": _share(read["montant"], read["part"]),
            "convention_debut": read["date"],
            "dispositif": read["dispositif"],
            "source": "Données essentielles des subventions (SCDL)",
            "edition": "schéma 2.1.1",
        }
        | _beside(frame),
        index=frame.index,
    )


def _beside(frame: pd.DataFrame) -> dict[str, pd.Series]:
    """Columns of our own table that the file adds to the schema's, under any of their names."""
    declared = {name: FINANCEMENTS.column(name) for name in BESIDE}
    return {
        name: column(frame, *(fold(text) for text in (name, known.label, *known.synonyms)))
        for name, known in declared.items()
    }


def _siret(identifiers: pd.Series) -> pd.Series:
    """SIRET without the blanks people group digits with, nor the ``.0`` of a spreadsheet's number."""
    return identifiers.str.replace(r"\s", "", regex=True).str.removesuffix(".0")


def _reference(read: pd.DataFrame, beneficiary_siret: pd.Series) -> pd.Series:
    """A reference of its own for each grant: one decision often serves several beneficiaries.

    Decision (or date), then beneficiary; a further grant of the same pair is numbered in file order.
    """
    decision = read["reference"].where(read["reference"] != "", read["date"])
    beneficiary = beneficiary_siret.where(beneficiary_siret != "", read["rna"])
    beneficiary = beneficiary.where(beneficiary != "", read["beneficiaire"])
    pair = decision + "/" + beneficiary
    rank = pair.groupby(pair).cumcount() + 1
    return pair.where(rank == 1, pair + "/" + rank.astype("str"))


def _year(dates: pd.Series) -> pd.Series:
    return dates.str.extract(r"((?:19|20)\d{2})", expand=False).fillna("")


def _share(amounts: pd.Series, parts: pd.Series) -> pd.Series:
    """The beneficiary's own amount, in euros: `montant` is published before beneficiaries share it.

    A part above 1 is a percentage written out of 100. Amounts without a readable part stay as published.
    """
    part = _number(parts)
    part = part.where(part <= 1, part / 100).where(part > 0)
    own = (_number(amounts) * part).where(part != 1)
    return amounts.where(own.isna(), own.map("{:.2f}".format))


def _number(texts: pd.Series) -> pd.Series:
    plain = texts.str.replace(r"[\s€%]", "", regex=True).str.replace(",", ".")
    return pd.to_numeric(plain, errors="coerce")


SUBVENTIONS = OfficialLayout(
    code="scdl.subventions",
    label="SCDL : données essentielles des subventions",
    table="financements",
    matches=_is_scdl,
    rows=_grants,
    fed_by=SPELLINGS
    | {
        "subvention": SPELLINGS["reference"],
        "montant_vote": SPELLINGS["montant"],
        "convention_debut": SPELLINGS["date"],
    },
)
