"""At the ends of its controls a figure has room for its markers and its labels."""

from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.markers import MarkerStyle

from lossviz.frames import Frames
from lossviz.scenes.cost import cost_curve
from lossviz.scenes.information import gaussian_kl, gradient_compare, hidden_saturation
from lossviz.scenes.likelihood import gaussian_fit
from lossviz.scenes.norms import loss_or_penalty


def room(line):
    """Pixels from a line's markers to the nearest edge of its axes; negative if one is cut off."""
    marker = MarkerStyle(line.get_marker())
    outline = marker.get_path().transformed(marker.get_transform()).get_extents()
    edges, points = line.axes.bbox, line.axes.transData.transform(line.get_xydata())
    nearest = min((points - edges.min).min(), (edges.max - points).min())
    return nearest - line.get_markersize() * outline.max.max()


@pytest.mark.parametrize(
    ("scene", "values", "panels"),
    [
        (gaussian_kl, {"mu": -3.0}, [1]),
        (gaussian_kl, {"mu": 3.0}, [1]),
        (gradient_compare, {"z": -6.0}, [0, 1]),
        (gradient_compare, {"z": 10.0}, [0, 1]),
        (hidden_saturation, {"hidden_z": -10.0}, [0, 1]),
        (hidden_saturation, {"hidden_z": 10.0}, [0, 1]),
        (loss_or_penalty, {"p": 1.0, "lam": 0.0}, [0, 2]),
        (loss_or_penalty, {"p": 1.0, "lam": 6.0}, [0, 2]),
        (cost_curve, {"w": -1.0, "learning_rate": 0.25}, [1]),
        (cost_curve, {"w": 4.0, "learning_rate": 0.25}, [1]),
    ],
)
def test_no_marker_is_cut_off(scene, values, panels):
    frames = Frames(scene)
    frames.update(**values)
    axes = [frames.figure.axes[panel] for panel in panels]
    markers = [
        line
        for panel in axes
        for line in panel.lines
        if line.get_animated() and line.get_marker() != "None" and len(line.get_xydata())
    ]
    assert markers
    assert min(map(room, markers)) >= 0


def test_the_labels_of_the_map_lie_apart():
    figure = Frames(gaussian_fit).figure
    renderer = RendererAgg(*figure.bbox.size, figure.dpi)
    labels = {text.get_text(): text.get_window_extent(renderer) for text in figure.axes[1].texts}
    assert list(labels) == ["1.25", "1.5", "2", "3", "5"]
    assert not any(one.overlaps(other) for one, other in combinations(labels.values(), 2))
