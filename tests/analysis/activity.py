"""Small activity tables written as text, and a codebook with one measure of each way of adding up."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path

import pandas as pd

from analysis.tables import Tables
from data.codebook import Codebook
from data.declarations import City, Code, CodeList, Indicator, Measure
from data.schemas import TABLES

CITY, NORTH, SOUTH, ELSEWHERE = "99001", "NORD", "SUD", "AILLEURS"
TODAY = date(2026, 11, 23)
COLUMNS = list(TABLES["activite"].names)


def activity(text: str) -> pd.DataFrame:
    """Current rows of `activite`, one per line: the columns of the table up to `statut`, by blanks."""
    rows = pd.read_csv(StringIO(text), sep=r"\s+", names=COLUMNS[:8], dtype=str, comment="#")
    rows["valeur"] = pd.to_numeric(rows["valeur"], errors="coerce")
    rows["statut"] = rows["statut"].fillna("definitif")
    return rows.assign(
        commentaire=None, depot="2026-001", ligne=range(len(rows)), ordre=1, demonstration=False
    )


def tables(text: str, *, today: date = TODAY, structures: pd.DataFrame | None = None) -> Tables:
    """Tables that hold these activity rows and nothing else."""
    empty = {name: empty_table(name) for name in TABLES}
    empty["activite"] = activity(text)
    if structures is not None:
        empty["structures"] = structures
    return Tables(current=empty, journal=pd.DataFrame(), today=today)


def empty_table(name: str) -> pd.DataFrame:
    """A table of the store without rows, typed as the store reads it."""
    frame = TABLES[name].arrow_schema.empty_table().to_pandas()
    return frame.assign(ordre=pd.Series(dtype="int64"), demonstration=pd.Series(dtype=bool))


def measure(code: str, **rules: str) -> Measure:
    """Sessions that add up every way, unless `rules` say otherwise."""
    declared = {"over_time": "sum", "over_territories": "sum", "over_structures": "sum"} | rules
    texts = {"code": code, "label": code, "definition": code, "unit": "séances", "counts": "act"}
    return Measure.model_validate(texts | declared | {"sensitivity": "S0", "integer": True})


def public(code: str, dimension: str) -> Code:
    return Code.model_validate({"code": code, "label": code, "dimension": dimension})


def codebook(*indicators: Indicator) -> Codebook:
    territories = [
        Code(code=CITY, label="Petiteville", kind="commune"),
        Code(code=NORTH, label="Nord", kind="qpv", parent=CITY),
        Code(code=SOUTH, label="Sud", kind="hors_qpv", parent=CITY),
        Code(code=ELSEWHERE, label="Ailleurs", kind="exterieur"),
    ]
    publics = [
        public("tous", "total"),
        public("jeunes", "age"),
        public("adultes", "age"),
        public("femmes", "sexe"),
        public("hommes", "sexe"),
    ]
    never = {"over_time": "never", "over_territories": "never", "over_structures": "never"}
    measures = [
        measure("seances"),
        measure("seances_prevues"),
        measure("colleges", over_time="last"),
        measure("personnes", **never),
        measure("nouvelles", **never),
    ]
    return Codebook(
        folder=Path("petite"),
        fingerprint="petite",
        city=City(
            code=CITY,
            name="Petiteville",
            mandate_start=date(2026, 3, 28),
            mandate_end=date(2032, 3, 31),
            baseline_year=2025,
        ),
        axes={},
        commitments={},
        measures={item.code: item for item in measures},
        indicators={indicator.code: indicator for indicator in indicators},
        lists={
            "territoires": CodeList(
                name="territoires", title="Territoires", codes={c.code: c for c in territories}
            ),
            "publics": CodeList(name="publics", title="Publics", codes={c.code: c for c in publics}),
        },
    )


def indicator(code: str = "T-01", **values: object) -> Indicator:
    """A quarterly share of sessions held, unless told otherwise."""
    sheet: dict[str, object] = {
        "code": code,
        "axis": "axe",
        "label": code,
        "short_label": code,
        "question": "Combien ?",
        "definition": "-",
        "numerator": ["seances"],
        "denominator": ["seances_prevues"],
        "unit": "%",
        "multiplier": 100,
        "kind": "proportion",
        "polarity": "up",
        "level": "realisation",
        "frequency": "quarter",
        "source": "-",
        "owner": "-",
        "disclosure": "S0",
        "typical_target": "-",
        "caveats": "-",
        "perverse_incentive": "-",
    }
    return Indicator.model_validate(sheet | values)
