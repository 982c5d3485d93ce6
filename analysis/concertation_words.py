"""What is said of the consultation bodies: do they meet, decide, tell, and is it followed?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from analysis.decision_register import DONE, GIVEN_UP, LATE, SILENT, Decided
from analysis.indicators.instances import MINUTES_DAYS, NEWS_DAYS
from analysis.meetings_view import HELD, Session
from analysis.wording import NO_BREAK, date_text, list_text, number_text, plural, sentence


def answer(decisions: Sequence[Decided], first: date) -> str:
    """The answer in a sentence: what was decided in a year, and what of it all is not followed."""
    if not decisions:
        return "Aucune décision n'a encore été déposée."
    recent = sum(one.taken >= first for one in decisions)
    late = sum(one.is_in(LATE) for one in decisions)
    silent = sum(one.is_in(SILENT) for one in decisions)
    start = (
        f"Elles décident ({plural(recent, 'décision', 'décisions')} en douze mois)"
        if recent
        else "Elles n'ont rien décidé depuis douze mois"
    )
    problems = []
    if late:
        forms = ("décision échue n'est pas réalisée", "décisions échues ne sont pas réalisées")
        problems.append(plural(late, *forms))
    if silent:
        forms = ("est sans nouvelles", "sont sans nouvelles")
        problems.append(f"{plural(silent, *forms)} depuis plus de {NEWS_DAYS} jours")
    if not problems:
        return f"{start}, et aucune décision échue n'attend{NO_BREAK}: toutes ont des nouvelles."
    return f"{start}, mais tout n'est pas suivi{NO_BREAK}: {list_text(problems)}."


def met(recent: Sequence[Session], coming: Sequence[Session]) -> str:
    """« 15 séances tenues sur 18 prévues en douze mois. La prochaine : CLS, le 10 décembre 2026. »"""
    said = []
    if recent:
        held = sum(one.state == HELD for one in recent)
        meetings = plural(held, "séance tenue", "séances tenues")
        said.append(f"{meetings} sur {number_text(len(recent))} prévues en douze mois.")
    if coming:
        said.append(f"La prochaine{NO_BREAK}: {coming[0].name}, le {date_text(coming[0].day)}.")
    elif recent:
        said.append("Aucune séance n'est au calendrier.")
    return " ".join(said)


def decided(decisions: Sequence[Decided], first: date, today: date) -> str:
    """Of the decisions that fell due in a year, how many are carried out; how many were given up."""
    due = [one for one in decisions if one.due is not None and first <= one.due < today]
    if not due:
        return "Aucune décision n'est arrivée à échéance depuis douze mois." if decisions else ""
    done, dropped = (sum(one.is_in(state) for one in due) for state in (DONE, GIVEN_UP))
    proven = sum(one.is_in(DONE) and bool(one.record) for one in due)
    said = f"{number_text(done)} sur {number_text(len(due))} échues en douze mois sont réalisées"
    if done:
        said += f", {number_text(proven)} avec justificatif"
    if dropped:
        said += f"{NO_BREAK}; {plural(dropped, 'abandonnée', 'abandonnées')}"
    return sentence(said)


def minutes_sent(recent: Sequence[Session]) -> str:
    """« 13 relevés sur 15 diffusés en 10 jours au plus. »"""
    judged = [one for one in recent if one.minutes_in_time is not None]
    if not judged:
        return ""
    in_time = sum(one.minutes_in_time is True for one in judged)
    sent = plural(in_time, "relevé", "relevés")
    return f"{sent} sur {number_text(len(judged))} diffusés en {MINUTES_DAYS} jours au plus, en douze mois."


LOOKS_CAUTION = (
    "Ce que l'indicateur a fait depuis la décision dit ce qui a suivi, pas ce qu'elle a produit\u00a0: "
    "d'autres causes jouent. Le mot est celui que la règle commune donne à la série ce jour-là."
)
