"""What `check`, `hint` and `solution` give back: plain text, and HTML for a notebook."""

import base64
import html
from dataclasses import dataclass

# Each status has a sign and a word; its colour (JupyterLab's own, by theme) only repeats them.
SIGNS = {
    "correct": ("✓", "var(--jp-success-color1, #2e7d32)"),
    "wrong": ("✗", "var(--jp-warn-color1, #b26a00)"),
    "error": ("!", "var(--jp-error-color1, #c62828)"),
}
OTHERWISE = ("○", "var(--jp-border-color1, #808080)")


@dataclass(repr=False)
class Report:
    """A report on one answer: `status`, `mistake` (a name or None), `message`.

    `status` is "not started", "error", "wrong" or "correct". `code` is a line or a function to
    show, after the words `code_title`. `picture()` gives a PNG and its description, or None.
    """

    key: str
    status: str
    message: str
    mistake: str | None = None
    code: str = ""
    code_title: str = ""
    picture: object = None

    def __repr__(self):
        text = f"{self.key}: {self.status}. {self.message}"
        return f"{text}\n{self.code_title}\n{_indented(self.code)}" if self.code else text

    def _repr_html_(self):
        sign, colour = SIGNS.get(self.status, OTHERWISE)
        title = f"{sign} {html.escape(self.key)}: {html.escape(self.status)}"
        parts = [f"<strong>{title}</strong>", paragraph(self.message), self._code(), self._image()]
        return card("".join(parts), colour)

    def _code(self):
        return paragraph(self.code_title) + code_block(self.code) if self.code else ""

    def _image(self):
        drawn = self.picture() if self.picture else None
        if not drawn:
            return ""
        png, description = drawn
        data = base64.b64encode(png).decode()
        return (
            f'<img alt="{html.escape(description)}" src="data:image/png;base64,{data}" '
            'style="max-width: 100%; margin-top: 0.6em">'
        )


@dataclass(repr=False)
class Note:
    """A hint, a solution or a refusal: `message`, and `code` if there is some."""

    message: str
    code: str = ""

    def __repr__(self):
        return f"{self.message}\n{_indented(self.code)}" if self.code else self.message

    def _repr_html_(self):
        return card(paragraph(self.message) + code_block(self.code), OTHERWISE[1])


def card(content, colour):
    return (
        f'<div style="border-left: 4px solid {colour}; padding: 0.3em 0.9em; max-width: 46em; '
        f'line-height: 1.5; color: var(--jp-content-font-color1, currentColor)">{content}</div>'
    )


def paragraph(text):
    return f'<p style="margin: 0.3em 0">{html.escape(text)}</p>'


def code_block(code):
    if not code:
        return ""
    return (
        '<pre style="margin: 0.3em 0; padding: 0.5em 0.8em; white-space: pre-wrap; '
        "color: inherit; background: var(--jp-cell-editor-background, transparent)"
        f'">{html.escape(code)}</pre>'
    )


def _indented(code):
    return "\n".join(f"    {line}" if line else "" for line in code.splitlines())
