"""Small random cities, published whole, then attacked with everything that was published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.catalogue import Catalogue
from analysis.compute import compute
from analysis.figures import figures
from analysis.raw_results import raw_results
from data.codebook import Codebook
from data.declarations import Measure
from data.periods import Kind
from tests.analysis.activity import CITY, NORTH, SOUTH, codebook, indicator, measure, tables
from tests.analysis.attacker import Attack, Secret, attack_on

ALL = "ensemble"
QUARTERS = [f"2025-T{number}" for number in (1, 2, 3, 4)]
MONTHS = ["2025-01", "2025-02", "2025-03"]
NEVER = {"over_time": "never", "over_territories": "never", "over_structures": "never"}


def protected(code: str, at_most: str | None = None, **rules: str) -> Measure:
    changed = {"sensitivity": "S1", "at_most": at_most}
    return Measure.model_validate(measure(code, **rules).model_dump() | changed)


def number(code: str, *measures: str) -> dict[str, object]:
    return {
        "code": code, "label": code, "unit": "personnes", "multiplier": 1, "kind": "count",
        "polarity": "none", "numerator": list(measures),
    }  # fmt: skip


def share(code: str, numerator: str, denominator: str, **values: object) -> dict[str, object]:
    return {
        "code": code, "label": code, "unit": "%", "multiplier": 100, "kind": "proportion", "polarity": "none",
        "numerator": [numerator], "denominator": [denominator],
    } | values  # fmt: skip


def city(frequency: Kind = "quarter") -> Codebook:
    """Reports and those handled, in three figures; persons, the new ones and the residents, in four."""
    handled = indicator(
        "T-01", numerator=["traites"], denominator=["recus"], disclosure="S1",
        companions=[number("nombre", "recus"), share("part_sans_suite", "sans_suite", "recus")],
    )  # fmt: skip
    reports = indicator(
        "T-02", numerator=["recus"], denominator=[], kind="count", unit="faits", multiplier=1, disclosure="S0"
    )
    persons = indicator(
        "T-03", numerator=["file"], denominator=[], kind="count", unit="personnes", multiplier=1,
        disclosure="S1", companions=[share("part_nouvelles", "arrivees", "file")],
    )  # fmt: skip
    residents = indicator(
        "T-04", numerator=["residents"], denominator=["recus"], kind="ratio", disclosure="S1"
    )
    measures = [
        protected("recus"), protected("traites", "recus"), protected("sans_suite", "recus"),
        protected("file", **NEVER), protected("arrivees", "file", **NEVER),
        protected("residents", "file", **NEVER),
    ]  # fmt: skip
    sheets = (handled, reports, persons, residents)
    found = codebook(*(sheet.model_copy(update={"frequency": frequency}) for sheet in sheets))
    return replace(found, measures={item.code: item for item in measures})


def random_lines(
    random: Random, structures: int, by_age: bool, gaps: float, periods: Sequence[str] = QUARTERS
) -> Iterator[str]:
    """Lines of a city of two districts: mostly small numbers, and some structures that miss a period."""
    publics = ["jeunes", "adultes"] if by_age else ["tous"]
    scale = random.choice([8, 20, 60])
    for structure in "ABC"[:structures]:
        for quarter in periods:
            if random.random() < gaps:
                continue
            for public in publics:
                for territory in (NORTH, SOUTH):
                    received = int(random.random() ** 2 * scale)
                    handled = random.randint(0, received) if random.random() < 0.5 else received
                    dropped = random.randint(0, received - handled)
                    place = f"{quarter} {structure} ensemble {territory} {public}"
                    yield f"{place} recus {received}"
                    yield f"{place} traites {handled}"
                    yield f"{place} sans_suite {dropped}"
                people = int(random.random() ** 2 * scale)
                whole = f"{quarter} {structure} ensemble {CITY} {public}"
                yield f"{whole} file {people}"
                yield f"{whole} arrivees {random.randint(0, people)}"
                yield f"{whole} residents {random.randint(max(people - 6, 0), people)}"


def attacked(text: str, shipped: Codebook) -> tuple[pd.DataFrame, Attack, list[Secret]]:
    read = tables(text)
    catalogue = Catalogue(shipped, {})
    published = compute(read, catalogue)
    raw = raw_results(read, catalogue, figures(shipped))
    thresholds = dict.fromkeys(shipped.measures, 5)
    return published, *attack_on(published, raw, read["activite"], shipped, thresholds)


def narrow(attack: Attack, secrets: list[Secret]) -> list[str]:
    """The small numbers that the attacker brackets within their threshold, and the rows worked out whole."""
    found = []
    for secret in secrets:
        if 0 < secret.value < secret.threshold:
            low, high = attack.interval(secret.lines)
            if high - low <= secret.threshold + 1e-6:
                found.append(f"{secret.name} = {secret.value:g} dans [{low:g} ; {high:g}]")
    return found


def published(*lines: str) -> dict[tuple[str, ...], str]:
    """The flag of each whole-year or quarterly row: figure, period, territory, structure, category."""
    found = compute(tables("\n".join(lines)), Catalogue(city(), {}))
    keys = found[["indicator", "category", "period", "territory", "structure"]].itertuples(
        index=False, name=None
    )
    return dict(zip(keys, found["flag"], strict=True))


def test_deux_indicateurs_qui_partagent_une_mesure_la_masquent_ensemble() -> None:
    """Four reports: the share hides them, so do the number beside it and the other indicator."""
    flags = published(
        f"2025-T1 A ensemble {NORTH} tous recus 4",
        f"2025-T1 A ensemble {NORTH} tous traites 0",
        f"2025-T1 A ensemble {SOUTH} tous recus 50",
        f"2025-T1 A ensemble {SOUTH} tous traites 20",
    )
    north = [("T-01", ALL), ("T-01", "nombre"), ("T-02", ALL)]
    assert {flags[figure, category, "2025-T1", NORTH, ALL] for figure, category in north} == {"masked"}


def test_la_part_et_le_total_d_un_autre_indicateur_ne_donnent_pas_le_complement() -> None:
    """38 handled of 40 is hidden; T-02 may go on saying 40, since nothing says 38 any more."""
    flags = published(
        f"2025-T1 A ensemble {NORTH} tous recus 40",
        f"2025-T1 A ensemble {NORTH} tous traites 38",
        f"2025-T1 A ensemble {SOUTH} tous recus 60",
        f"2025-T1 A ensemble {SOUTH} tous traites 30",
    )
    assert flags["T-01", ALL, "2025-T1", NORTH, ALL] == "masked"
    assert flags["T-01", ALL, "2025-T1", SOUTH, ALL] == "masked"
    assert flags["T-02", ALL, "2025-T1", NORTH, ALL] == "ok"


def test_les_non_residents_ne_se_trouvent_pas_par_soustraction_entre_indicateurs() -> None:
    """100 persons in T-03, 97 residents in T-04: three are not residents."""
    flags = published(
        f"2025-T1 A ensemble {CITY} tous file 100",
        f"2025-T1 A ensemble {CITY} tous residents 97",
        f"2025-T1 A ensemble {CITY} tous recus 500",
    )
    rows = {flags["T-03", ALL, "2025-T1", CITY, ALL], flags["T-04", ALL, "2025-T1", CITY, ALL]}
    assert "masked" in rows


def test_une_mesure_sensible_est_protegee_meme_dans_un_indicateur_public() -> None:
    flags = published(f"2025-T1 A ensemble {NORTH} tous recus 3")
    assert flags["T-02", ALL, "2025-T1", NORTH, ALL] == "masked"


def test_une_structure_absente_ne_se_retrouve_pas_par_difference_de_perimetre() -> None:
    """T-01 leaves B out (nothing handled was sent), T-02 counts it: 53 − 50 would be B's 3."""
    flags = published(
        f"2025-T1 A ensemble {NORTH} tous recus 50",
        f"2025-T1 A ensemble {NORTH} tous traites 20",
        f"2025-T1 B ensemble {NORTH} tous recus 3",
        f"2025-T1 B ensemble {NORTH} tous traites 0 non_transmis",
    )
    told = [flags.get((figure, ALL, "2025-T1", NORTH, ALL)) for figure in ("T-01", "T-02")]
    assert "masked" in told


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 3), st.booleans(), st.sampled_from([0.0, 0.0, 0.15]))
def test_rien_de_masque_ne_se_retrouve_avec_tout_ce_qui_est_publie(
    random: Random, structures: int, by_age: bool, gaps: float
) -> None:
    text = "\n".join(random_lines(random, structures, by_age, gaps))
    if not text:
        return
    _, attack, secrets = attacked(text, city())
    assert narrow(attack, secrets) == []


@settings(max_examples=5, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 2), st.sampled_from([0.0, 0.2]))
def test_un_mois_masque_ne_se_retrouve_pas_en_otant_les_autres_du_trimestre(
    random: Random, structures: int, gaps: float
) -> None:
    """Months, their quarter, territories, structures, shares and brackets, all published."""
    text = "\n".join(random_lines(random, structures, False, gaps, MONTHS))
    if not text:
        return
    found, attack, secrets = attacked(text, city("month"))
    assert {"month", "quarter"} & set(found["frequency"].astype(str))
    assert narrow(attack, secrets) == []


@pytest.mark.parametrize("seed", [1047, 1156, 1183, 1566])
def test_les_quartiers_de_quelques_structures_ne_resserrent_pas_un_petit_nombre(seed: int) -> None:
    """Cities where one structure in one district, never shown, told others: margins bound what is inside."""
    random = Random(seed)
    by_month = random.random() < 0.25
    by_age = random.random() < 0.5 and not by_month
    structures, gaps = random.randint(1, 3), random.choice([0, 0, 0.15, 0.3])
    periods = MONTHS if by_month else QUARTERS
    text = "\n".join(random_lines(random, structures, by_age, gaps, periods))
    _, attack, secrets = attacked(text, city("month" if by_month else "quarter"))
    assert narrow(attack, secrets) == []


def test_une_structure_dans_un_quartier_n_est_pas_une_ligne_du_resultat() -> None:
    found = compute(tables(f"2025-T1 A ensemble {NORTH} tous recus 30"), Catalogue(city(), {}))
    inside = (found["structure"] != ALL) & (found["territory"] != CITY)
    assert not inside.any()
