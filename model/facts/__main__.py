"""Prints the tables of facts as Markdown: `python -m model.facts > docs/platform.md`."""

import sys

from model.facts.document import platform_document

sys.stdout.buffer.write(platform_document().encode())
