"""Live figures: ``show`` a scene of this package, or ``explore`` a function of your own."""

from lossviz.live.figure import Live, explore, show

__all__ = ["Live", "explore", "show"]
