"""The annex of a report: how a verdict is given, what is hidden, what each indicator counts, the sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from analysis.indicator_view import IndicatorView
from analysis.report.content import Block, Bullets, Definitions, Heading, Paragraph
from analysis.report.period import ReportPeriod
from analysis.sheet import DISCLOSURES, change_note
from analysis.window import ENOUGH_COVERAGE, POINTS
from analysis.wording import ACTIVITY, FLAG_MEANINGS, FLAGS, VERDICTS, date_text, plural, share_text

KEPT = (
    "Question",
    "Définition",
    "Ce qui est compté",
    "Rapporté à",
    "Sens de lecture",
    "Fréquence",
    "Source",
    "Responsable",
    "Limites",
    "Effet pervers possible",
    "À lire avec",
    "Diffusion",
)
TEST = (
    "Un chiffre mensuel, trimestriel ou semestriel\u00a0: la dernière année est comparée aux mêmes périodes "
    f"de l'année d'avant. Un chiffre annuel\u00a0: la tendance des {POINTS} dernières valeurs est testée. Un "
    "changement n'est dit que s'il dépasse la marge d'erreur, à 95\u00a0%. Les périodes provisoires de la "
    "fin sont laissées de côté."
)
MEANINGS = {
    "progres": "le changement dépasse la marge d'erreur, dans le sens souhaité.",
    "recul": "le changement dépasse la marge d'erreur, dans l'autre sens.",
    "stable": "aucun changement au-delà de la marge, et une marge assez étroite pour le dire.",
    "on ne peut pas conclure": (
        f"moins de {POINTS} périodes de suite (deux ans pour un chiffre mensuel ou trimestriel), moins de "
        f"{share_text(ENOUGH_COVERAGE)} des structures, un chiffre secret ou manquant, une définition "
        "changée, ou une marge trop large."
    ),
    "contexte": "suivi pour comprendre, sans cible ni jugement.",
}
INTERVALS = (
    "Les intervalles sont à 95\u00a0%\u00a0: Wilson pour les parts, exact ou Byar pour les nombres et les "
    "taux. Aucun intervalle n'est donné où il n'en existe pas de sûr."
)
OVER = (
    "La période de ce rapport est passée\u00a0: les verdicts et les alertes sont refaits avec les seules "
    "périodes finies alors, corrections reçues depuis comprises. Les cibles sont celles d'aujourd'hui. Les "
    "pages du tableau de bord, elles, vont jusqu'à aujourd'hui."
)


def method_part(views: Sequence[IndicatorView], period: ReportPeriod) -> Iterator[Block]:
    yield Heading(1, "Méthode", new_page=True)
    if period.is_over:
        yield Paragraph(OVER, "note")
    yield Heading(2, "Comment un verdict est donné")
    yield Paragraph(TEST)
    meanings = ((f"{VERDICTS[word].label}\u00a0: ", text) for word, text in MEANINGS.items())
    yield Bullets(tuple(meanings))
    yield Paragraph(f"{INTERVALS} Des réalisations, on lit\u00a0: «\u00a0{ACTIVITY}\u00a0»")
    yield Heading(2, "Ce qui est caché, ce qui manque")
    yield Bullets(_marks())
    yield from _breaks(views)
    yield Heading(2, "Ce que chaque indicateur compte")
    yield from (_sheet(view) for view in views)


def sources_part(views: Iterable[IndicatorView]) -> Iterator[Block]:
    """Who sent what these figures are made from, and when for the last time."""
    deposits = {one.number: one for view in views for one in view.deposits}
    authors: dict[str, list[str]] = {}
    for one in sorted(deposits.values(), key=lambda each: (each.day, each.number)):
        authors.setdefault(one.author, []).append(date_text(one.day))
    yield Heading(1, "Sources")
    yield Paragraph(
        "Chaque chiffre mène, sur la page de son indicateur, aux dépôts et aux fichiers d'où il vient.",
        "quiet",
    )
    lines = ((f"{author}\u00a0: ", _sent(days)) for author, days in sorted(authors.items()))
    yield Bullets(tuple(lines)) if authors else Paragraph("Aucun dépôt ne nourrit encore ces indicateurs.")


def _sent(days: Sequence[str]) -> str:
    return f"{plural(len(days), 'dépôt', 'dépôts')}, le dernier le {days[-1]}."


def _marks() -> tuple[tuple[str, str], ...]:
    words = ((FLAGS[flag], meaning) for flag, meaning in FLAG_MEANINGS.items() if FLAGS[flag])
    marks = tuple((f"{word[:1].upper()}{word[1:]}\u00a0: ", meaning) for word, meaning in words)
    return (
        *marks,
        *((f"{code}\u00a0: ", text) for code, text in DISCLOSURES.items() if code in ("S1", "S2")),
    )


def _breaks(views: Iterable[IndicatorView]) -> Iterator[Block]:
    changes = tuple(
        (f"{view.code}, {date_text(change.date)}\u00a0: ", change_note(change))
        for view in views
        for change in view.changes
    )
    if changes:
        yield Heading(2, "Changements de définition et ruptures de série")
        yield Bullets(changes)


def _sheet(view: IndicatorView) -> Definitions:
    pairs = tuple((term, text) for term, text in view.sheet if term in KEPT)
    return Definitions(f"{view.code} · {view.label}", pairs)
