"""The start notebook states no result."""

GIVEN = []
RESULTS = []
