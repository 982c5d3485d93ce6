"""What did this action change? Three methods, the attempts to prove them wrong, and a verdict."""

from analysis.evaluation.decision import DataSituation, Decision, decide
from analysis.evaluation.declaration import Declaration
from analysis.evaluation.difference import difference_in_differences
from analysis.evaluation.effect import Check, Effect
from analysis.evaluation.interrupted import interrupted_series
from analysis.evaluation.judgement import Judgement, falsify, judge
from analysis.evaluation.power import smallest_visible_effect
from analysis.evaluation.synthetic import synthetic_control

__all__ = [
    "Check",
    "DataSituation",
    "Decision",
    "Declaration",
    "Effect",
    "Judgement",
    "decide",
    "difference_in_differences",
    "falsify",
    "interrupted_series",
    "judge",
    "smallest_visible_effect",
    "synthetic_control",
]
