"""How every figure looks: the Okabe-Ito colours, line styles that tell them apart, sizes, names.

Colour is never the only difference: a second line in one axes takes a second line style or marker.
Source of the palette: M. Okabe and K. Ito, "Color Universal Design: How to make figures and
presentations that are friendly to colorblind people", 2002 (revised 2008), section 10.
"""

BLACK = "#000000"
ORANGE = "#E69F00"
SKY = "#56B4E9"
GREEN = "#009E73"
BLUE = "#0072B2"
VERMILION = "#D55E00"
PURPLE = "#CC79A7"
GREY = "#6B6B6B"
PALE = "#D9D9D9"

SYMBOLS = {"delta": "δ", "lam": "λ", "mu": "μ", "sigma": "σ", "tau": "τ", "theta": "θ"}

SIZE = (7.6, 3.5)

MOVING = {"animated": True}  # for each artist that a scene will move

RC = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 10.5,
    "text.color": "#222222",
    "text.usetex": False,
    "figure.facecolor": "white",
    "figure.edgecolor": "white",
    "axes.facecolor": "white",
    "axes.edgecolor": "#555555",
    "axes.labelcolor": "#222222",
    "axes.titlesize": 11,
    "axes.titleweight": "normal",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "grid.color": "#E4E4E4",
    "grid.linewidth": 0.8,
    "xtick.color": "#555555",
    "ytick.color": "#555555",
    "xtick.labelcolor": "#222222",
    "ytick.labelcolor": "#222222",
    "lines.linewidth": 2.0,
    "lines.markersize": 7,
    "legend.frameon": False,
    "legend.fontsize": 10,
    "mathtext.fontset": "dejavusans",
}


def label(parameter):
    """How a parameter is called beside its slider and on an axis: by its letter, or in words."""
    return SYMBOLS.get(parameter, parameter.replace("_", " "))


def legend_above(axes, columns=3):
    """A legend in place of the title, where no curve can run under it."""
    axes.legend(
        loc="lower center",
        bbox_to_anchor=(0.5, 1.0),
        ncols=columns,
        columnspacing=1.2,
        handlelength=1.8,
        handletextpad=0.5,
    )
