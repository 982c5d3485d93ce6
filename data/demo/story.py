"""What the demonstration city tells: the known effect, the actions without any, the accidents of its files.

Everything here is invented. The constants are the truth that the product should find again in the store.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SEED = 30189
TODAY = date(2026, 11, 23)
CITY = "30189"
QUARTIERS = ("QN03003M", "QN03004I", "QN03005I", "QN03006I", "QN03007M", "QN03008M")


@dataclass(frozen=True)
class KnownEffect:
    """What an action really did: from `start`, `measure` in `territory` is multiplied by `ratio`."""

    action: str
    measure: str
    territory: str
    start: date
    ratio: float


KNOWN_EFFECTS = (
    KnownEffect("A07", "signalements_recevables", "QN03003M", date(2024, 9, 1), 0.75),
    KnownEffect("A08", "signalements_recevables", "QN03004I", date(2024, 3, 1), 1.0),
    KnownEffect("A09", "signalements_recevables", "QN03006I", date(2025, 2, 1), 1.0),
)


@dataclass(frozen=True)
class NotTransmitted:
    """Values that a contributor says it cannot give, with its reason."""

    file: str
    period: str
    measures: tuple[str, ...]
    comment: str = ""


NOT_TRANSMITTED = (
    NotTransmitted(
        "caarud_rapport",
        "2026-S1",
        ("personnes_depistees_trod", "positifs_trod", "positifs_trod_relies_soin"),
        "Changement de logiciel : relevé en cours de reconstitution",
    ),
    NotTransmitted(
        "mediane_mois",
        "2024-03",
        ("heures_presence_prevues", "heures_presence_realisees", "heures_presence_conjointes"),
    ),
)


@dataclass(frozen=True)
class ForgottenPeriod:
    """A period that a contributor left out of its file without a word."""

    file: str
    period: str


FORGOTTEN = (ForgottenPeriod("police_mois", "2024-06"),)


@dataclass(frozen=True)
class Mistake:
    """A value typed wrong in one file of a contributor, then put right by a second file, with a reason."""

    file: str
    until: date
    period: str
    measure: str
    factor: float
    corrected_on: date
    reason: str


MISTAKES = (
    Mistake(
        "caarud_trimestres",
        date(2025, 12, 31),
        "2025-T4",
        "seringues_recuperees",
        1.3,
        date(2026, 2, 16),
        "Correction : les retours de décembre avaient été comptés deux fois",
    ),
)


@dataclass(frozen=True)
class Trial:
    """A file sent by mistake, then withdrawn."""

    file: str
    until: date
    factor: float
    sent_on: date
    withdrawn_on: date
    reason: str


TRIALS = (
    Trial(
        "tranquillite_mois",
        date(2026, 6, 30),
        1.4,
        date(2026, 7, 2),
        date(2026, 7, 6),
        "Fichier d'essai : les doublons n'avaient pas été retirés",
    ),
)
