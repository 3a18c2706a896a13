"""`outlive new`: writes a design file to start from, and beside it the schema that editors check it against."""

import json
from pathlib import Path

from model.design_schema import design_schema
from model.design_template import SCHEMA_NAME, new_design_text
from reports.errors import ReportError, printable
from reports.judging import KEPT
from reports.writing import refuse_existing, say, write_whole


def start_design(name: str) -> int:
    """Write both files, unless something is there already; the exit status.

    Raises:
        ReportError: the design, or another schema, is there already, or the place cannot be written to.
    """
    path = Path(name)
    schema = path.with_name(SCHEMA_NAME)
    text = (json.dumps(design_schema(), indent=1, ensure_ascii=False) + "\n").encode()
    _refuse(path, schema, text)
    write_whole(schema, text)
    write_whole(path, new_design_text().encode())
    say(f"wrote {printable(name)} and {printable(str(schema))}; now: outlive check {printable(name)}")
    return KEPT


def _refuse(path: Path, schema: Path, text: bytes) -> None:
    if path.suffix != ".toml":
        raise ReportError(f"{printable(str(path))}: a design file ends in .toml; call it {printable(path.stem)}.toml")
    refuse_existing(path)
    if not (schema.is_file() and schema.read_bytes() == text):
        refuse_existing(schema)
