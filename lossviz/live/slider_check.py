"""Tell the reader whether sliders work on the page being read."""

import ipywidgets as widgets

NO_SLIDER = """\
**No slider shows here yet.** Run this cell (click into it, then press Shift and Enter). If this
text stays, sliders do not work on this page:

- stop JupyterLab, install again with the command in the README, start it and reload the page;
- in VS Code, install the Jupyter extension and choose the Python of your environment as kernel;
- on GitHub there is no kernel: open the notebooks on Binder instead.
"""


class SliderCheck:
    """A slider that answers when it is moved; where it cannot be drawn, advice takes its place."""

    def __init__(self):
        self._answer = widgets.HTML("<b>Move the slider.</b> Python should answer here.")
        self.slider = widgets.IntSlider(5, 0, 10, description="slider")
        self.slider.observe(self._reply, names="value")
        self._view = widgets.VBox([self.slider, self._answer])

    def _reply(self, change):
        self._answer.value = f"<b>Sliders work here.</b> Python has read {change.new}."

    def _repr_mimebundle_(self, **_):
        return {
            **self._view._repr_mimebundle_(),
            "text/markdown": NO_SLIDER,
            "text/plain": NO_SLIDER,
        }
