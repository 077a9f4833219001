"""Lesson 00 has no formulas."""

DISPLAYED = {}

INLINE = {}

NO_FUNCTION = {}
