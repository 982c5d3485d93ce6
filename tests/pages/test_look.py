"""Every colour of the pages is legible on every ground it stands on, in both themes."""

from __future__ import annotations

import re
import tomllib
from itertools import product

import pytest

from analysis.charts import VERDICT_COLOURS
from tests.contrast import channels, contrast
from tests.pages.conftest import PROJECT

STYLE = (PROJECT / "pages" / "parts" / "page.css").read_text(encoding="utf-8")
THEMES = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
NAMES = ("light", "dark")
TEXTS = ("ink", "quiet", "accent")
GROUNDS = ("paper", "tint")
VERDICTS = ("progres", "recul", "stable", "inconnu", "contexte")
FOR_TEXT, FOR_GRAPHICS = 4.5, 3.0
TINTED = 0.12  # how much of its own colour the ground of a verdict has


def variables(theme: str) -> dict[str, str]:
    """The colours that the style sheet names, as this theme shows them."""
    declared = re.findall(r"--(\w+): (?:light-dark\((#\w+), (#\w+)\)|(#\w+));", STYLE)
    return {name: same or (light if theme == "light" else dark) for name, light, dark, same in declared}


def grounds(theme: str) -> list[str]:
    own = variables(theme)
    streamlit = [THEMES[theme][name] for name in ("backgroundColor", "secondaryBackgroundColor")]
    return [*streamlit, *(own[name] for name in GROUNDS)]


def mixed(colour: str, ground: str) -> str:
    """A little of a colour over a ground, as `color-mix` does."""
    parts = zip(channels(colour), channels(ground), strict=True)
    return "#" + "".join(f"{round(TINTED * over + (1 - TINTED) * under):02x}" for over, under in parts)


@pytest.mark.parametrize(("theme", "text"), list(product(NAMES, TEXTS)))
def test_un_texte_se_lit_sur_tous_les_fonds(theme: str, text: str) -> None:
    colour = variables(theme)[text]
    assert min(contrast(colour, ground) for ground in grounds(theme)) >= FOR_TEXT


@pytest.mark.parametrize(("theme", "verdict"), list(product(NAMES, VERDICTS)))
def test_un_verdict_se_lit_et_son_signe_se_voit(theme: str, verdict: str) -> None:
    """Its words are of the colour of text, on a ground tinted with its own."""
    own = variables(theme)
    for ground in grounds(theme):
        tinted = mixed(own[verdict], ground)
        assert contrast(own["ink"], tinted) >= FOR_TEXT
        assert contrast(own[verdict], ground) >= FOR_GRAPHICS


@pytest.mark.parametrize("theme", NAMES)
def test_les_couleurs_de_streamlit_se_lisent_aussi(theme: str) -> None:
    chosen = THEMES[theme]
    for name in ("textColor", "linkColor"):
        assert contrast(chosen[name], chosen["backgroundColor"]) >= FOR_TEXT
    for colour in (chosen["primaryColor"], *chosen["chartCategoricalColors"]):
        assert contrast(colour, chosen["backgroundColor"]) >= FOR_GRAPHICS


def test_un_bouton_principal_se_lit_dans_les_deux_themes() -> None:
    light, dark = re.findall(r"data-tag-index\] \* \{ color: light-dark\((#\w+), (#\w+)\)", STYLE)[0]
    assert contrast(light, THEMES["light"]["primaryColor"]) >= FOR_TEXT
    assert contrast(dark, THEMES["dark"]["primaryColor"]) >= FOR_TEXT


def test_les_pages_et_les_graphiques_ont_les_memes_couleurs_de_verdict() -> None:
    assert {variables("light")[name] for name in VERDICTS} == {c.lower() for c in VERDICT_COLOURS.values()}
