from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.delta import FILES_AT_MOST, DeltaFolder
from data.schemas import TABLES
from data.store import AlreadyDeposited, Deposit, Store, UnknownDeposit

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def activity(**values: float) -> pd.DataFrame:
    """One row of the table `activite` for each structure."""
    return pd.DataFrame(
        {
            "periode": "2025-T1",
            "structure": list(values),
            "action": "ensemble",
            "territoire": "30189",
            "public": "tous",
            "mesure": "seances",
            "valeur": [float(value) for value in values.values()],
            "statut": "definitif",
            "commentaire": None,
            "ligne": range(2, len(values) + 2),
        }
    )


def test_une_table_d_avant_la_colonne_structure_recoit_les_avis_qui_la_disent(tmp_path: Path) -> None:
    names = [name for name in TABLES["avis"].arrow_schema.names if name != "structure"]
    old = pa.schema([TABLES["avis"].arrow_schema.field(name) for name in names])
    DeltaFolder(str(tmp_path), "avis", old).append(old.empty_table())
    store = Store(tmp_path)
    rows = {
        "avis": ["A1"],
        "type": "commentaire",
        "date": pd.Timestamp(NOON.date()),
        "signataire": "Présidence",
    }
    first = pd.DataFrame(rows).reindex(columns=[*TABLES["avis"].names, "ligne"]).assign(ligne=2)
    deposit = Deposit(author="Ville", table="avis", filename="avis.csv", sha256="1")
    number = store.deposit(deposit, first.assign(structure=None), b"1")
    assert store.current("avis")["structure"].isna().tolist() == [True]
    later = first.assign(avis="A2", structure="escale")
    store.deposit(Deposit(author="Ville", table="avis", filename="b.csv", sha256="2"), later, b"2")
    assert store.current("avis").set_index("avis")["structure"].astype(object).to_dict()["A2"] == "escale"
    assert store.structures_of(number) is None


def put(store: Store, rows: pd.DataFrame, content: bytes, *, now: datetime = NOON, **details: object) -> str:
    deposit = Deposit(
        author="Service prévention",
        table="activite",
        filename="séances T1.csv",
        sha256=hashlib.sha256(content).hexdigest(),
        **details,  # type: ignore[arg-type]
    )
    return store.deposit(deposit, rows, content, now=now)


def values(store: Store) -> dict[str, float]:
    current = store.current("activite")
    return dict(zip(current["structure"].astype(str), current["valeur"], strict=True))


def test_un_entrepot_neuf_est_vide_et_lisible(store: Store) -> None:
    assert store.deposits().empty
    assert set(store.versions().values()) == {0}
    for name, table in TABLES.items():
        current = store.current(name)
        assert current.empty
        assert list(current.columns) == [*table.names, "ligne", "depot", "ordre", "demonstration"]


def test_une_ligne_deposee_revient_telle_quelle_avec_sa_trace(store: Store) -> None:
    number = put(store, activity(alpha=12.5), b"premier", demonstration=True)
    [row] = store.current("activite").to_dict("records")
    assert row["valeur"] == 12.5
    assert row["structure"] == "alpha"
    assert pd.isna(row["commentaire"])
    assert (row["depot"], row["ligne"], row["ordre"], row["demonstration"]) == (number, 2, 1, True)


def test_les_numeros_portent_l_annee_et_se_suivent(store: Store) -> None:
    first = put(store, activity(alpha=1), b"1")
    second = put(store, activity(alpha=2), b"2", now=datetime(2027, 1, 1, tzinfo=UTC))
    assert (first, second) == ("2026-001", "2027-002")


def test_le_dernier_depot_remplace_la_valeur_et_garde_les_autres(store: Store) -> None:
    put(store, activity(alpha=1, beta=5), b"1")
    put(store, activity(alpha=2), b"2")
    assert values(store) == {"alpha": 2, "beta": 5}
    assert len(store.history("activite")) == 3


def test_retirer_un_depot_rend_les_valeurs_d_avant(store: Store) -> None:
    put(store, activity(alpha=1), b"1")
    second = put(store, activity(alpha=2, beta=7), b"2")
    store.withdraw(second, author="Service prévention", reason="Erreur de colonne", now=NOON)
    assert values(store) == {"alpha": 1}


def test_retirer_le_depot_du_milieu_ne_change_pas_la_valeur_courante(store: Store) -> None:
    put(store, activity(alpha=1), b"1")
    middle = put(store, activity(alpha=2), b"2")
    put(store, activity(alpha=3), b"3")
    store.withdraw(middle, author="Service prévention", reason="Doublon", now=NOON)
    assert values(store) == {"alpha": 3}


def test_le_journal_dit_qui_a_retire_quand_et_pourquoi(store: Store) -> None:
    number = put(store, activity(alpha=1), b"1", read=3, refused=2, added=1, period_start=date(2025, 1, 1))
    store.withdraw(
        number, author="Direction", reason="Erreur de colonne", now=datetime(2026, 3, 3, tzinfo=UTC)
    )
    [row] = store.deposits().to_dict("records")
    assert (row["statut"], row["retire_par"], row["motif_retrait"]) == (
        "retire",
        "Direction",
        "Erreur de colonne",
    )
    assert row["retire_le"].date() == date(2026, 3, 3)
    assert (row["auteur"], row["fichier"]) == ("Service prévention", "séances T1.csv")
    assert (row["lues"], row["refusees"], row["ajoutees"]) == (3, 2, 1)
    assert row["periode_debut"].date() == date(2025, 1, 1)


def test_le_meme_fichier_deux_fois_n_ajoute_rien_et_le_dit(store: Store) -> None:
    number = put(store, activity(alpha=1), b"le meme")
    before = store.versions()
    with pytest.raises(AlreadyDeposited) as refusal:
        put(store, activity(alpha=1), b"le meme")
    assert refusal.value.deposit["depot"] == number
    assert len(store.deposits()) == 1
    assert store.versions() == before


def test_un_fichier_retire_peut_etre_depose_de_nouveau(store: Store) -> None:
    number = put(store, activity(alpha=1), b"le meme")
    store.withdraw(number, author="Service prévention", reason="Trop tôt", now=NOON)
    again = put(store, activity(alpha=1), b"le meme")
    assert again != number
    assert values(store) == {"alpha": 1}


@pytest.mark.parametrize("number", ["2026-999", "", "2026-001'; --"])
def test_retirer_un_depot_inconnu_est_refuse(store: Store, number: str) -> None:
    put(store, activity(alpha=1), b"1")
    with pytest.raises(UnknownDeposit):
        store.withdraw(number, author="Service prévention", reason="-", now=NOON)


def test_retirer_deux_fois_est_refuse(store: Store) -> None:
    number = put(store, activity(alpha=1), b"1")
    store.withdraw(number, author="Service prévention", reason="-", now=NOON)
    with pytest.raises(UnknownDeposit):
        store.withdraw(number, author="Service prévention", reason="-", now=NOON)


def test_le_fichier_recu_est_rendu_octet_pour_octet(store: Store) -> None:
    content = "libellé;1\xa0234,5\r\n".encode("cp1252") + bytes(range(256))
    number = put(store, activity(alpha=1), content)
    put(store, activity(beta=1), b"un autre")
    assert store.received(number) == ("séances T1.csv", content)


def test_le_fichier_d_un_depot_retire_reste_consultable(store: Store) -> None:
    number = put(store, activity(alpha=1), b"contenu")
    store.withdraw(number, author="Service prévention", reason="-", now=NOON)
    assert store.received(number)[1] == b"contenu"


def test_demander_le_fichier_d_un_depot_inconnu_est_refuse(store: Store) -> None:
    with pytest.raises(UnknownDeposit):
        store.received("2026-001")


def test_seule_la_version_de_la_table_touchee_avance(store: Store) -> None:
    before = store.versions()
    number = put(store, activity(alpha=1), b"1")
    after_deposit = store.versions()
    store.withdraw(number, author="Service prévention", reason="-", now=NOON)
    after_withdrawal = store.versions()
    changed = {name for name in before if before[name] != after_deposit[name]}
    assert changed == {"activite"}
    assert before["activite"] < after_deposit["activite"] < after_withdrawal["activite"]


def test_un_second_lecteur_voit_le_depot_sans_redemarrer(store: Store) -> None:
    other = Store(store.root)
    assert other.current("activite").empty
    put(store, activity(alpha=1), b"1")
    assert values(other) == {"alpha": 1}
    assert other.versions() == store.versions()


def test_le_dossier_vient_de_l_environnement(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CASTELLUM_STORE", str(tmp_path / "ailleurs é"))
    put(Store(), activity(alpha=1), b"1")
    assert values(Store(tmp_path / "ailleurs é")) == {"alpha": 1}


def test_un_entrepot_se_copie_et_se_deplace(store: Store, tmp_path: Path) -> None:
    put(store, activity(alpha=1), b"1")
    moved = Path(store.root).rename(tmp_path / "deplace")
    assert values(Store(moved)) == {"alpha": 1}


def test_les_lignes_donnees_ne_sont_pas_modifiees(store: Store) -> None:
    rows = activity(alpha=1)
    before = rows.copy(deep=True)
    put(store, rows, b"1")
    pd.testing.assert_frame_equal(rows, before)


def test_un_depot_sans_ligne_est_dans_le_journal_et_ne_change_rien(store: Store) -> None:
    put(store, activity(alpha=1), b"1")
    put(store, activity(alpha=1).iloc[:0], b"vide")
    assert values(store) == {"alpha": 1}
    assert len(store.deposits()) == 2


def test_des_milliers_de_lignes_font_un_seul_depot(store: Store) -> None:
    rows = pd.concat([activity(alpha=1)] * 5000, ignore_index=True)
    put(store, rows.assign(structure=[f"s{number}" for number in range(5000)]), b"gros")
    assert len(store.current("activite")) == 5000


EVENTS = st.lists(
    st.tuples(st.sampled_from("dr"), st.sampled_from(["alpha", "beta"]), st.integers(0, 9)), max_size=6
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=EVENTS)
def test_current_values_are_those_of_the_active_deposits(
    tmp_path_factory: pytest.TempPathFactory, events: list
) -> None:
    store = Store(tmp_path_factory.mktemp("entrepot"))
    active: dict[str, tuple[str, int]] = {}
    for position, (event, structure, value) in enumerate(events):
        if event == "d":
            number = put(store, activity(**{structure: value}), f"{position}".encode())
            active[number] = (structure, value)
        elif active:
            number = list(active)[value % len(active)]
            store.withdraw(number, author="a", reason="r", now=NOON)
            del active[number]
    assert values(store) == dict(active.values())


def test_beaucoup_de_petits_depots_ne_laissent_pas_beaucoup_de_petits_fichiers(store: Store) -> None:
    for number in range(FILES_AT_MOST + 4):
        put(store, activity(alpha=number), f"{number}".encode())
    assert len(store._tables["activite"].ensure().file_uris()) <= FILES_AT_MOST
    assert len(store.history("activite")) == FILES_AT_MOST + 4
    assert store.current("activite")["valeur"].tolist() == [FILES_AT_MOST + 3]
    assert len(store.deposits()) == FILES_AT_MOST + 4


def test_une_table_n_est_relue_que_si_un_evenement_l_a_touchee(store: Store) -> None:
    put(store, activity(alpha=1), b"1")
    read = store.current("activite")
    assert store.current("activite") is read
    put(store, activity(alpha=2), b"2")
    assert store.current("activite")["valeur"].tolist() == [2]
    assert read["valeur"].tolist() == [1]


def test_un_autre_processus_voit_le_depot_sans_attendre(store: Store, tmp_path: Path) -> None:
    other = Store(tmp_path / "store")
    assert other.current("activite").empty
    put(store, activity(alpha=1), b"1")
    assert other.current("activite")["valeur"].tolist() == [1]
