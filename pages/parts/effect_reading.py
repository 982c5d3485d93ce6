"""What the page of effects reads: evaluations made once for all visitors of one audience."""

from __future__ import annotations

import streamlit as st

from analysis.effects import choices
from analysis.effects.choices import NO_WITNESS, EffectChoices
from analysis.effects.links import EffectLink, effect_links
from analysis.effects.subjects import Subjects, subjects
from analysis.effects.view import EffectView, effect_view
from pages.parts.sources import Edition, situation

EVALUATING = "Évaluation en cours…"


@st.cache_resource(show_spinner=False, max_entries=4)
def effect_choices(made_from: Edition) -> EffectChoices:
    return choices.effect_choices(situation(made_from), _subjects(made_from))


@st.cache_resource(show_spinner=EVALUATING, max_entries=256)
def read_effect(made_from: Edition, action: str, figure: str, witness: str = NO_WITNESS) -> EffectView:
    offered = _subjects(made_from)[action]
    return effect_view(situation(made_from), offered[figure], offered.get(witness))


@st.cache_resource(show_spinner=False, max_entries=128)
def read_effect_links(made_from: Edition, indicator: str) -> tuple[EffectLink, ...]:
    offered = effect_choices(made_from)
    return effect_links(situation(made_from), _subjects(made_from), offered, indicator)


@st.cache_resource(show_spinner=False, max_entries=4)
def _subjects(made_from: Edition) -> Subjects:
    return subjects(situation(made_from))
