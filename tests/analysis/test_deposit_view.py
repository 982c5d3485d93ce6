"""What a contributor reads about his file."""

from __future__ import annotations

from analysis.deposit_difference import (
    change_rows,
    difference_rows,
    difference_sentence,
    fewer_rows_label,
    missing_sentence,
)
from analysis.deposit_findings import doubt, filled_columns, findings
from analysis.deposit_view import reading_facts, reading_sentence, receipt_facts, what_is_awaited
from analysis.stored_rows import shown_rows
from data.intake import commit, difference
from data.store import Store
from tests.data.small_files import activity, around, passages, read


def test_un_fichier_juste_se_lit_bien() -> None:
    reading = read(activity(passages("12"), passages("7", "2025-02")))
    facts = dict(reading_facts(reading))
    assert facts["Contenu reconnu"] == "Activité"
    assert facts["Période couverte"] == "du 1er janvier 2025 au 28 février 2025"
    assert (facts["Lignes lues"], facts["Lignes prêtes"], facts["Somme des valeurs prêtes"]) == (
        "2",
        "2",
        "19",
    )
    assert "Lignes à corriger" not in facts


def test_une_erreur_dit_sa_ligne_sa_colonne_et_sa_valeur() -> None:
    reading = read(activity(passages("12"), passages("douze", "2025-02")))
    (found,) = findings(reading, "error")
    assert found.places[0][:3] == ("ligne 3", "valeur (G)", "douze")
    assert reading_sentence(reading).startswith("1 erreur à corriger")


def test_la_difference_se_lit_avant_et_apres(store: Store) -> None:
    first = read(activity(passages("12"), passages("7", "2025-02")), store=store)
    commit(first, store, author="Les Tilleuls", confirmed=True)
    second = read(activity(passages("13")), store=store)
    change = difference(second, store)
    assert difference_sentence(change) == "1 ligne modifiée par rapport à ce qui est enregistré."
    assert difference_rows(change) == [("janvier 2025", "0", "1", "0", "0")]
    ((where, column, before, after),) = change_rows(change, "activite", around(store))
    assert where.startswith("janvier 2025 · Accueil des Tilleuls · ")
    assert (column, before, after) == ("Valeur", "12", "13")
    same = difference(read(activity(passages("12")), store=store), store)
    assert difference_sentence(same).startswith("Rien ne change\u00a0: 1 ligne identique")


def test_les_lignes_se_lisent_avec_des_mots_plutot_que_des_codes() -> None:
    shown = shown_rows("activite", read(activity(passages("1234,5"))).rows, around())
    row = shown.iloc[0]
    assert row["Période"] == "janvier 2025"
    assert row["Structure"] == "Accueil des Tilleuls"
    assert row["Valeur"] == "1\u202f234,5"
    assert row["Ligne du fichier"] == 2
    assert "Commentaire" not in shown


def test_moins_de_lignes_que_ce_qui_est_enregistre_se_dit(store: Store) -> None:
    both = activity(passages("12"), passages("3").replace("passages", "heures_mediation"))
    commit(read(both, store=store), store, author="Les Tilleuls", confirmed=True)
    change = difference(read(activity(passages("12")), store=store), store)
    assert change.missing == 1
    assert missing_sentence(change) == (
        "Attention\u00a0: 1 ligne déjà enregistrée pour les mêmes périodes n'est pas dans ce fichier. "
        "Elle restera en place."
    )
    assert "n'est pas dans ce fichier" in fewer_rows_label(change)


def test_des_mots_inconnus_se_disent_ensemble_chacun_a_sa_place() -> None:
    wrong = activity(passages("12").replace("passages", "pasages"), passages("3").replace("QP004001", "Lune"))
    (found,) = findings(read(wrong), "error")
    assert found.sentence.startswith("Ces mots ne figurent pas dans la liste de leur colonne")
    assert found.sentence.endswith("n'est pas recopié\u00a0: regardez sa case.")
    assert found.count == "2 cases"
    titles, rows = filled_columns(found)
    assert titles == ("Où", "Colonne", "Valeur lue", "À écrire")
    assert {row[0]: row[2] for row in rows} == {"ligne 2": "pasages", "ligne 3": ""}


def test_des_messages_differents_se_disent_case_par_case() -> None:
    clashing = activity(passages("1"), passages("2"), passages("3", "2025-02"), passages("4", "2025-02"))
    (found,) = findings(read(clashing), "error")
    titles, rows = filled_columns(found)
    assert found.sentence.startswith("Des lignes se contredisent")
    assert titles[-1] == "Pourquoi"
    assert len({row[-1] for row in rows}) == 2


def test_deux_colonnes_sur_des_personnes_disent_une_fois_que_le_fichier_est_refuse() -> None:
    headings = "periode;structure;territoire;mesure;valeur;nom;prenom"
    file = f"{headings}\n2025-01;accueil_tilleuls;QP004001;passages;1;Martin;Jeanne\n"
    (found,) = findings(read(file), "error")
    assert found.sentence.count("La colonne ") == 2
    assert found.sentence.count("le fichier est refusé") == 1
    assert found.sentence.endswith("déposez de nouveau le fichier.")
    assert "Martin" not in found.sentence


def test_une_question_montre_toutes_ses_cases_meme_une_fois_repondue() -> None:
    content = activity(passages("1.234"), passages("5.678", "2025-02"))
    for answers in ((), ("ambiguous_number",)):
        asked = read(content)
        found = doubt(read(content, answers=answers), asked.questions[0])
        assert [place[2] for place in found.places] == ["1.234", "5.678"]


def test_une_longue_liste_d_erreurs_est_comptee_en_entier() -> None:
    rows = (passages("x", f"{2000 + month // 12}-{month % 12 + 1:02d}") for month in range(240))
    lines = [row.replace("passages", f"mesure {place}") for row in rows for place in range(60)]
    reading = read(activity(*lines))
    count = reading.report.count("error")
    assert count == 2 * len(lines)
    assert [found.count for found in findings(reading, "error")] == ["14\u202f400 cases"] * 2
    assert findings(reading, "error")[0].rest == "Et 14\u202f390 autres cases."


def test_ce_qui_reste_a_dire_avant_d_enregistrer_est_dit() -> None:
    assert "pour qui vous déposez" in what_is_awaited(None, True, True, True)
    assert "seules lignes prêtes" in what_is_awaited("Les Tilleuls", True, True, False)
    assert what_is_awaited("Les Tilleuls", True, True, True) == ""


def test_le_recu_porte_le_numero_et_les_comptes(store: Store) -> None:
    receipt = commit(
        read(activity(passages("12")), store=store), store, author="Les Tilleuls", confirmed=True
    )
    facts = dict(receipt_facts(receipt))
    assert facts["Numéro"] == receipt.number
    assert facts["Lignes nouvelles"] == "1"
    assert len(facts["Empreinte du fichier"]) == 16
