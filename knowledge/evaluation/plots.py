"""Plots of an evaluation, as PNG files; needs the extra `report`."""

from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from knowledge.evaluation.outcomes import Evaluation
from knowledge.evaluation.report import goals

mpl.use("Agg")
INK, SOFT, WARN = "#1f4e79", "#9db8d2", "#b3541e"


def draw(evaluation: Evaluation, folder: Path) -> tuple[str, ...]:
    """Write the plots into `folder`; their names."""
    figures = {
        "figures.png": _figures(evaluation),
        "reliability.png": _reliability(evaluation),
        "refusals.png": _refusals(evaluation),
    }
    for name, figure in figures.items():
        figure.savefig(folder / name, dpi=110, bbox_inches="tight")
    return tuple(figures)


def _figures(evaluation: Evaluation) -> Figure:
    figure = Figure(figsize=(7, 3.4))
    axes = figure.subplots()
    shown = [goal for goal in goals(evaluation) if goal.least is not None]
    names = [goal.name for goal in shown][::-1]
    colours = [INK if goal.is_met else WARN for goal in shown][::-1]
    bars = axes.barh(names, [goal.value for goal in shown][::-1], color=colours)
    axes.bar_label(bars, fmt="%.3f", padding=3)
    for place, goal in enumerate(reversed(shown)):
        axes.vlines(goal.least or 0.0, place - 0.4, place + 0.4, color="black", lw=1.5)
    axes.set(xlim=(0.7, 1.03), title="Reached (black: the goal)")
    return figure


def _reliability(evaluation: Evaluation) -> Figure:
    figure = Figure(figsize=(4.6, 4.2))
    axes = figure.subplots()
    bins = evaluation.reliability
    axes.plot([0, 1], [0, 1], color="grey", lw=1, ls="--")
    axes.plot([b.confidence for b in bins], [b.right for b in bins], color=INK, marker="o")
    for one in bins:
        axes.annotate(str(one.count), (one.confidence, one.right), fontsize=8, xytext=(4, -10),
                      textcoords="offset points")  # fmt: skip
    axes.set(xlim=(0, 1), ylim=(0, 1.02), xlabel="confidence", ylabel="share that was right")
    axes.set_title(f"Reliability (error {evaluation.calibration_error:.3f})")
    return figure


def _refusals(evaluation: Evaluation) -> Figure:
    """Of the lines that ended as a question: what each threshold of confidence would refuse."""
    figure = Figure(figsize=(4.6, 4.2))
    axes = figure.subplots()
    thresholds = [step / 100 for step in range(0, 100, 2)]
    for outcomes, name, colour in (
        (evaluation.answers, "questions of ours", SOFT),
        (evaluation.refusals, "others' business", INK),
    ):
        count = max(len(outcomes), 1)
        refused = [
            sum(not one.action and one.confidence < threshold for one in outcomes) / count
            for threshold in thresholds
        ]
        axes.plot(thresholds, refused, color=colour, label=name)
    axes.set(xlabel="refused below this confidence", ylabel="share refused", ylim=(0, 1.02))
    axes.legend()
    axes.set_title("Refusal by confidence alone")
    return figure
