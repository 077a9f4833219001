"""Nothing here is a test, and Cosmic Ray, which it imports, is not in tests/requirements.txt."""

collect_ignore_glob = ["*.py"]
