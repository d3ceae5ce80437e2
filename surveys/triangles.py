"""Weightings of three criteria drawn as a triangle: each corner is one criterion alone, the middle weighs all alike.

Bottom left is relevance, bottom right the share of emissions, top the influence. Lengths are pixels.
"""

from surveys.weighing import GRID, STEPS

STEP = 11
MARGIN = 7
ROW = STEP * 0.866  # the height of a triangle with sides of one step
WIDTH = STEP * STEPS + 2 * MARGIN
HEIGHT = round(ROW * STEPS) + 2 * MARGIN


def place_of(weights):
    """Where a weighting (relevance, emissions, influence; whole numbers, not all 0) stands, as SVG writes it: (x, y)."""
    _relevance, emissions, influence = (STEPS * weight / sum(weights) for weight in weights)
    return f"{MARGIN + STEP * (emissions + influence / 2):.1f}", f"{MARGIN + ROW * (STEPS - influence):.1f}"


PLACES = [place_of(weights) for weights in GRID]


def dots(chosen):
    """The dots of those weightings of GRID for which `chosen` is true: a path of strokes without length."""
    return "".join(f"M{x} {y}h0" for (x, y), is_chosen in zip(PLACES, chosen, strict=True) if is_chosen)
