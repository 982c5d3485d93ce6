"""Pieces of HTML made of our own tags; every text that goes in is escaped here, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from analysis.counted_verdicts import counted
from analysis.typography import spaced
from analysis.wording import LEVELS, VERDICTS

VERDICT_CLASSES = {
    "progres": "v-progres",
    "recul": "v-recul",
    "stable": "v-stable",
    "on ne peut pas conclure": "v-inconnu",
    "contexte": "v-contexte",
}


def element(tag: str, *content: str, css: str = "", **attributes: str) -> str:
    """An element around HTML already made; attribute values are escaped, `data_x` gives `data-x`."""
    named = ({"class": css} if css else {}) | {
        name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()
    }
    shown = "".join(f' {name}="{escape(value)}"' for name, value in named.items())
    return f"<{tag}{shown}>{''.join(content)}</{tag}>"


def text(value: str, tag: str = "span", css: str = "", **attributes: str) -> str:
    """An element around a plain text."""
    return element(tag, escape(value), css=css, **attributes)


def link(label: str, href: str, css: str = "") -> str:
    return text(label, "a", css, href=href)


def picture(source: str, description: str) -> str:
    return f'<img src="{escape(source)}" alt="{escape(description)}">' if source else ""


def badge(word: str) -> str:
    """A verdict: its icon (hidden from screen readers, the word says it) and its words."""
    shown = VERDICTS[word]
    icon = text(shown.icon, css="icon", aria_hidden="true")
    return element("span", icon, escape(shown.label), css=f"badge {VERDICT_CLASSES[word]}")


def verdict_count(word: str, number: int) -> str:
    """« ▲ 3 en progrès »."""
    icon = text(VERDICTS[word].icon, css="icon", aria_hidden="true")
    return element("span", icon, text(counted(word, number)), css=f"count {VERDICT_CLASSES[word]}")


def verdict_counts(counts: Iterable[tuple[str, int]]) -> str:
    return element("span", *(verdict_count(word, number) for word, number in counts), css="counts")


def level(code: str) -> str:
    """The place of an indicator in the result chain, as a small word."""
    return text(LEVELS[code], css="level")


def paragraph(value: str, css: str = "") -> str:
    return text(value, "p", css) if value else ""


def heading(value: str, rank: int = 2) -> str:
    return text(value, f"h{rank}")


def items(contents: Iterable[str], tag: str = "ul", css: str = "list") -> str:
    """A list of items whose HTML is already made."""
    return element(tag, *(element("li", content) for content in contents), css=css)


def definitions(pairs: Iterable[tuple[str, str]], css: str = "sheet") -> str:
    """Terms and their plain texts; a line break in a text is kept."""
    return element(
        "dl",
        *(text(term, "dt") + element("dd", escape(value).replace("\n", "<br>")) for term, value in pairs),
        css=css,
    )


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]], numbers: int = 0) -> str:
    """A table of plain texts; the last `numbers` columns are figures."""
    first = len(columns) - numbers

    def cells(values: Sequence[str], tag: str) -> str:
        return "".join(text(value, tag, "number" if n >= first else "") for n, value in enumerate(values))

    head = element("thead", element("tr", cells([spaced(name) for name in columns], "th")))
    body = element("tbody", *(element("tr", cells(row, "td")) for row in rows))
    whole = element("table", text(caption, "caption") if caption else "", head, body)
    return element("div", whole, css="scroll", tabindex="0")
