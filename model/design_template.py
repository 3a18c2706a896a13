"""The commented design file to start from, and the names of the two files that starting writes."""

from pathlib import Path

TEMPLATE = Path(__file__).with_name("template.design.toml")
SCHEMA_NAME = "design.schema.json"
"""What the template's first line calls the schema, and expects beside it."""


def new_design_text() -> str:
    """A design that reads without fault: the recipe of "Networking in a Short-Lived Extension"."""
    return TEMPLATE.read_text(encoding="utf-8")
