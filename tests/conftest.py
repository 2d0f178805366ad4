"""For every test: windows are made off the screen, also when a single file is run by hand."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
