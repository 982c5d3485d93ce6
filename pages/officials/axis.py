"""Un axe : ce qu'il donne, de ce qu'on y met à ce qu'on en espère."""

from __future__ import annotations

import streamlit as st

from analysis.actions_table import actions_table
from pages.parts.address import asked
from pages.parts.axis_cards import (
    action_lines,
    chain,
    decision_list,
    official_cards,
    opening,
    promise_list,
    report_link,
)
from pages.parts.entry_cards import sign_links
from pages.parts.figure import table_and_downloads
from pages.parts.frame import HOME, not_found, page_choice
from pages.parts.indicator_cards import statement_list
from pages.parts.markup import heading, paragraph
from pages.parts.overview_cards import alert_list
from pages.parts.reading import read_axis
from pages.parts.rights import may_contribute
from pages.parts.sources import catalogue, edition

axes = {axis.code: axis.label for axis in catalogue().codebook.axes.values()}
code = asked("axe") or next(iter(axes))
if code not in axes:
    not_found(f"Aucun axe n'a le code « {code} ».", axes, "axe", "axe")
else:
    view = read_axis(edition(), code)
    page_choice((HOME,), "axe", "Axe", axes)
    st.html(opening(view))
    if view.alerts:
        st.html(heading("À regarder d'abord") + alert_list(view.alerts))
    st.html(heading("Ce qu'on y met, ce qui est fait, ce que cela change") + chain(view))
    if view.decisions:
        st.html(heading("Décisions attendues") + decision_list(view.decisions))
    if view.timeline.actions:
        st.html(heading("Les actions") + action_lines(view.timeline))
        table_and_downloads(actions_table(view.timeline, code, view.label), "actions")
    if view.statements:
        st.html(heading("Commentaires et droits de réponse") + statement_list(view.statements))
    if may_contribute():
        st.html(sign_links(("meteo", "constat", "action"), axe=code))
    if view.official:
        st.html(
            heading("Le contexte, en données publiques officielles")
            + paragraph(
                "Pour comprendre, jamais pour juger : ces chiffres ne mesurent pas l'action de la Ville."
            )
            + official_cards(view.official)
        )
    st.html(heading("Les promesses servies") + promise_list(view.commitments) + report_link(code))
