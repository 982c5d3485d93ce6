"""Every action in every role, at the desk that pages and commands use."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from data.desk import Desk
from data.intake import NotAcceptable, commit
from data.rights import ANYBODY, AT_THE_MACHINE, LEAST_ROLE, ROLES, Action, Actor, Forbidden, Role
from data.store import Store
from tests.data.small_files import activity, passages, read

TILLEULS = activity(passages("10"))
OTHERS = activity("2025-01;mediation;;QP004001;;passages;7")
MINE = frozenset({"accueil_tilleuls"})
ACTIONS: dict[Action, Callable[[Desk, str], object]] = {
    "deposit": lambda desk, number: desk.deposit(read(OTHERS), author="Accueil"),
    "withdraw": lambda desk, number: desk.withdraw(number, author="Accueil", reason="essai"),
    "received": lambda desk, number: desk.received(number),
    "journal": lambda desk, number: desk.deposits(),
    "operations": lambda desk, number: desk.operations(),
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path)


@pytest.fixture
def number(store: Store) -> str:
    """A deposit about the Tilleuls."""
    return commit(read(TILLEULS), store, author="Accueil").number


def somebody(role: Role, structures: frozenset[str] | None = None) -> Actor:
    return Actor("a.durand@ville.fr", role, structures)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", ACTIONS)
def test_chaque_action_demande_son_role(store: Store, number: str, action: Action, role: Role) -> None:
    desk = Desk(store, somebody(role))
    before = store.deposits()
    if ROLES.index(role) >= ROLES.index(LEAST_ROLE[action]):
        ACTIONS[action](desk, number)
        return
    with pytest.raises(Forbidden, match="il faut le rôle"):
        ACTIONS[action](desk, number)
    assert Store(store.root).deposits().equals(before)


def test_une_association_depose_pour_elle_seule(store: Store) -> None:
    desk = Desk(store, somebody("analyste", MINE))
    assert desk.deposit(read(TILLEULS), author="Accueil").added == 1
    both = activity(passages("10", "2025-02"), "2025-01;mediation;;QP004001;;passages;7")
    for content in (OTHERS, both):
        with pytest.raises(Forbidden, match="autres structures"):
            desk.deposit(read(content), author="Accueil")
    assert len(store.deposits()) == 1


def test_le_fichier_d_une_autre_structure_ne_se_compare_a_rien(store: Store) -> None:
    """The difference would show what the others have sent."""
    commit(read(OTHERS), store, author="Médiation")
    desk = Desk(store, somebody("analyste", MINE))
    with pytest.raises(Forbidden, match="autres structures"):
        desk.difference(read(activity("2025-01;mediation;;QP004001;;passages;8")))


def test_des_lignes_d_aucune_structure_ne_sont_pas_a_une_association(store: Store) -> None:
    headings = "decision;date;intitule;porteur;echeance;statut"
    decisions = f"{headings}\nd1;2026-01-10;Ouvrir un lieu;Ville;2026-12-31;ouverte\n"
    reading = read(decisions)
    assert reading.table == "decisions"
    with pytest.raises(Forbidden, match="d'aucune structure"):
        Desk(store, somebody("analyste", MINE)).refuse_others(reading)


def test_une_association_signe_son_droit_de_reponse_et_celui_de_nulle_autre(store: Store) -> None:
    desk = Desk(store, somebody("analyste", MINE))
    headings = "avis;type;date;signataire;indicateur;texte;structure"
    reply = f"{headings}\nR1;droit de réponse;2026-10-01;Présidence;TRA-01;Deux postes.;"
    receipt = desk.deposit(read(f"{reply}accueil_tilleuls\n"), author="Accueil", confirmed=True)
    assert desk.deposits()["depot"].tolist() == [receipt.number]
    for other in ("mediation", ""):
        with pytest.raises(Forbidden, match="autres structures"):
            desk.deposit(read(f"{reply.replace('R1', 'R2')}{other}\n"), author="Accueil", confirmed=True)


def test_une_association_ne_voit_que_ses_depots(store: Store, number: str) -> None:
    other = commit(read(OTHERS), store, author="Médiation").number
    desk = Desk(store, somebody("analyste", MINE))
    assert desk.deposits()["depot"].tolist() == [number]
    for refused in (
        lambda: desk.received(other),
        lambda: desk.withdraw(other, author="Accueil", reason="essai"),
    ):
        with pytest.raises(Forbidden, match="pas de vos structures"):
            refused()
    assert desk.received(number)[1] == TILLEULS.encode()


def test_un_depot_retire_reste_a_sa_structure(store: Store, number: str) -> None:
    desk = Desk(store, somebody("analyste", MINE))
    desk.withdraw(number, author="Accueil", reason="essai")
    assert desk.deposits()["statut"].tolist() == ["retire"]


def test_chaque_operation_est_notee_avec_qui_et_quand(store: Store) -> None:
    desk = Desk(store, somebody("administration"))
    receipt = desk.deposit(read(TILLEULS), author="Accueil")
    desk.received(receipt.number)
    desk.withdraw(receipt.number, author="Accueil", reason="essai")
    noted = desk.operations()
    assert noted[["acteur", "role", "operation", "objet"]].to_numpy().tolist() == [
        ["a.durand@ville.fr", "administration", "depot", receipt.sha256],
        ["a.durand@ville.fr", "administration", "lecture d'un fichier reçu", receipt.number],
        ["a.durand@ville.fr", "administration", "retrait", receipt.number],
    ]
    assert noted["date"].is_monotonic_increasing


def test_un_refus_est_note_quand_on_sait_de_qui(store: Store, number: str) -> None:
    with pytest.raises(Forbidden):
        Desk(store, somebody("lecture")).withdraw(number, author="x", reason="x")
    with pytest.raises(Forbidden):
        Desk(store, ANYBODY).withdraw(number, author="x", reason="x")
    noted = Desk(store, AT_THE_MACHINE).operations()
    assert noted[["acteur", "operation", "objet"]].to_numpy().tolist() == [
        ["a.durand@ville.fr", "refus", number]
    ]


def test_ce_qui_ne_se_depose_pas_ne_devient_pas_permis(store: Store) -> None:
    with pytest.raises(NotAcceptable):
        Desk(store, AT_THE_MACHINE).deposit(read("n'importe quoi"), author="Accueil")
