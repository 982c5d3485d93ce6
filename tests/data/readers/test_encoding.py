from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.readers.encoding import decode, line_at

STRUCTURES = (
    "CSAPA Les Alizés",
    "Association La Clède",
    "Service Santé",
    "Réseau « Gambetta »",
    "Équipe mobile",
)
COMMENTS = (
    "séance annulée",
    "à confirmer",
    "reçu tardivement",
    "fermé en août",
    "public mêlé, âgé",
    "goûter",
    "noël",
)
TYPED_COMMENTS = ("l’équipe a changé", "œuvre sociale", "coût\u00a0: 1\u00a0200 €", "gare – centre", "n° 12")

rows = st.lists(st.tuples(st.sampled_from(STRUCTURES), st.sampled_from(COMMENTS)), min_size=3, max_size=40)

unhurried = settings(deadline=None, max_examples=30)


def table(lines: list[tuple[str, str]], end: str = "\r\n") -> str:
    body = [
        f"2025-01;{structure};Nîmes;{number};{comment}" for number, (structure, comment) in enumerate(lines)
    ]
    return end.join(["Période;Structure;Ville;Valeur;Précisions", *body, ""])


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"]
)
@unhurried
@given(lines=rows)
def test_un_tableau_francais_se_relit_quel_que_soit_son_codage(
    encoding: str, lines: list[tuple[str, str]]
) -> None:
    text = table(lines)
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert not decoded.problems


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850"])
@unhurried
@given(lines=rows)
def test_un_tableau_de_mac_ou_de_dos_ancien_se_relit(encoding: str, lines: list[tuple[str, str]]) -> None:
    text = table(lines, end="\r" if encoding == "mac_roman" else "\r\n")
    assert decode(text.encode(encoding)).text == text


@unhurried
@given(lines=st.lists(st.tuples(st.sampled_from(STRUCTURES), st.sampled_from(TYPED_COMMENTS)), min_size=3))
def test_les_apostrophes_tirets_et_euros_de_windows_sont_lus(lines: list[tuple[str, str]]) -> None:
    text = table(lines)
    decoded = decode(text.encode("cp1252"))
    assert decoded.text == text
    assert decoded.label == "texte Windows (Excel français)"
    assert decoded.repairs[0].cause == "code_page"


def test_un_premier_accent_apres_20_ko_compte() -> None:
    text = "mois;commentaire\n" + "2025-01;rien a dire\n" * 2_000 + "2025-02;séance annulée\n"
    assert decode(text.encode("cp1252")).text == text


def test_deux_codages_dans_un_fichier_sont_lus_et_a_confirmer() -> None:
    lines = table([(STRUCTURES[0], COMMENTS[number % 5]) for number in range(12)]).splitlines(keepends=True)
    content = b"".join(
        line.encode("cp1252" if number in {4, 7} else "utf-8") for number, line in enumerate(lines)
    )
    decoded = decode(content)
    assert decoded.text == "".join(lines)
    assert [(problem.severity, problem.cause, problem.line) for problem in decoded.problems] == [
        ("confirm", "mixed_encodings", 5)
    ]
    assert "5 et 8" in decoded.problems[0].message


def test_deux_anciens_codages_dans_un_fichier_sont_vus() -> None:
    lines = table([(STRUCTURES[number % 5], COMMENTS[number % 5]) for number in range(30)]).splitlines(
        keepends=True
    )
    content = b"".join(line.encode("cp850" if number == 9 else "cp1252") for number, line in enumerate(lines))
    decoded = decode(content)
    assert decoded.text == "".join(lines)
    assert [problem.cause for problem in decoded.problems] == ["mixed_encodings"]


@pytest.mark.parametrize("page", ["cp1252", "mac_roman", "cp850"])
def test_des_accents_encodes_deux_fois_sont_remis_en_etat_et_dits(page: str) -> None:
    text = table(
        [(STRUCTURES[0], "séance annulée"), (STRUCTURES[3], "fermé en août"), ("Mère", "ça coûte 12\u202f€")]
    )
    damaged = text.encode().decode(page, "ignore")
    decoded = decode(damaged.encode())
    assert decoded.text == text
    assert decoded.repairs[0].cause == "double_encoding"
    assert decoded.repairs[0].lines[0] == 1


def test_un_texte_juste_n_est_pas_pris_pour_du_double_codage() -> None:
    text = "libellé\nPÂQUES À L’ÂGE ; «CAFÉ» ; CRÊPES ; Åland\n"
    assert decode(text.encode()).text == text
    assert decode(text.encode()).repairs == ()


def test_des_accents_separes_de_leur_lettre_sont_reunis_et_dits() -> None:
    text = table([(STRUCTURES[0], COMMENTS[0])])
    decoded = decode(unicodedata.normalize("NFD", text).encode())
    assert decoded.text == text
    assert decoded.repairs[0].cause == "separate_accents"


def test_un_fichier_coupe_au_milieu_d_une_lettre_est_dit() -> None:
    content = table([(STRUCTURES[0], "reçu")]).encode() + "2025-02;é".encode()[:-1]
    problem = decode(content).problems[0]
    assert (problem.severity, problem.cause, problem.line) == ("error", "cut_file", 3)


def test_des_lettres_deja_perdues_sont_a_confirmer() -> None:
    problem = decode("mois;lieu\n2025-01;N\ufffdmes\n".encode()).problems[0]
    assert (problem.severity, problem.cause, problem.line) == ("confirm", "lost_characters", 2)


def test_un_doute_sur_les_accents_est_demande() -> None:
    assert [problem.cause for problem in decode(b"mois;lieu\n2025-01;X\x8fY\x81\n").problems][:1] == [
        "unsure_accents"
    ]


@unhurried
@given(st.binary(max_size=400))
def test_n_importe_quels_octets_donnent_un_texte(content: bytes) -> None:
    assert isinstance(decode(content).text, str)


@unhurried
@given(rows, st.sampled_from(["cp1252", "mac_roman", "utf-16"]))
def test_aucun_message_ne_parle_de_codage_ni_ne_cite_un_mot_du_fichier(
    lines: list[tuple[str, str]], encoding: str
) -> None:
    decoded = decode(table(lines).encode(encoding))
    words = " ".join(
        [*(r.message for r in decoded.repairs), *(p.message for p in decoded.problems), decoded.label]
    )
    assert not any(term in words.lower() for term in ("utf", "cp1252", "latin", "encodage", "unicode erreur"))
    assert not any(structure in words for structure in STRUCTURES)


@unhurried
@given(st.lists(st.sampled_from(["a", "\n", "\r", "\r\n"])))
def test_la_ligne_d_une_position_compte_toutes_les_fins_de_ligne(parts: list[str]) -> None:
    text = "".join(parts)
    assert line_at(text, len(text)) == 1 + len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")) - 1
