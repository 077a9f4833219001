"""Live figures: ``show`` a scene of this package, or ``explore`` a function of your own."""

from lossviz.live.figure import Live, explore, show
from lossviz.live.progress import progress_bar
from lossviz.live.slider_check import SliderCheck

__all__ = ["Live", "SliderCheck", "explore", "progress_bar", "show"]
