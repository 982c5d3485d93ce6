"""One deposit told afterwards."""

from __future__ import annotations

import pandas as pd

from analysis.deposit_story import deposit_story, indicators_fed
from data.intake import commit
from data.store import Store
from tests.data.small_files import activity, around, city, passages, read


def sent(store: Store, *rows: str) -> str:
    reading = read(activity(*rows), store=store)
    return commit(reading, store, author="Les Tilleuls", reason="Correction", confirmed=True).number


def test_un_depot_dit_ce_qu_il_a_change_meme_apres_d_autres(store: Store) -> None:
    sent(store, passages("12"))
    second = sent(store, passages("13"), passages("7", "2025-02"))
    story = deposit_story(store, second, around(store))
    assert (story.difference.added, story.difference.changed) == (1, 1)
    assert story.difference.changes[["ancienne", "nouvelle"]].astype(float).to_numpy().tolist() == [[12, 13]]
    assert story.rows["Valeur"].tolist() == ["13", "7"]
    assert story.standing == "Toutes ses lignes sont en vigueur."
    assert story.undoing.startswith(
        "1 ligne nouvelle disparaîtra et 1 ligne modifiée retrouvera sa valeur d'avant"
    )


def test_ce_qui_a_ete_remplace_depuis_se_dit(store: Store) -> None:
    first = sent(store, passages("12"), passages("5", "2025-03"))
    sent(store, passages("13"))
    assert deposit_story(store, first, around(store)).standing == (
        "1 ligne a été remplacée depuis par d'autres dépôts."
    )
    sent(store, passages("6", "2025-03"))
    assert "Aucune de ses lignes n'est plus en vigueur" in deposit_story(store, first, around(store)).standing


def test_un_depot_retire_montre_encore_ses_lignes(store: Store) -> None:
    number = sent(store, passages("12"))
    store.withdraw(number, author="Coordination", reason="Essai")
    story = deposit_story(store, number, around(store))
    assert story.rows["Valeur"].tolist() == ["12"]
    assert story.standing == ""
    assert story.difference.added == 1


def test_un_depot_mene_aux_indicateurs_qui_lisent_ses_mesures() -> None:
    rows = read(activity(passages("12"))).rows
    fed = indicators_fed("activite", rows, city())
    using = [
        each.code
        for each in city().indicators.values()
        if any("passages" in one.measures for one in (each, *each.companions))
    ]
    assert using
    assert [each.code for each in fed] == using
    assert indicators_fed("activite", pd.DataFrame({"mesure": ["inconnue"]}), city()) == []
