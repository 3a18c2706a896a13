"""The small parts of a SARIF log: messages that hold no link, and places in files."""

from pathlib import Path

from model.design import Place
from reports.errors import printable
from reports.forms.places import relative_uri
from reports.forms.verdict_json import Json

BASES: Json = {
    "%SRCROOT%": {"description": {"text": "The checkout in an action, else the folder in which outlive was run."}},
    "GALLERY": {"description": {"text": "The folder of the designs that come with outlive."}},
}
"""What relative URIs are relative to; nobody else's machine has these folders in the same place."""

_ACTIVE = str.maketrans({"\\": "\\\\", "[": "\\[", "]": "\\]", "{": "{{", "}": "}}"})
"""What would make a link or a placeholder of plain text (SARIF 2.1.0, 3.11.5 and 3.11.6)."""


def message(text: str) -> Json:
    """The text as a message that is shown as it stands, line by line."""
    return {"text": "\n".join(printable(line).translate(_ACTIVE) for line in text.split("\n"))}


def artifact(path: Path) -> Json:
    """The file, so that it is found on another machine too where that can be."""
    uri, base = relative_uri(path)
    return {"uri": uri, **({"uriBaseId": base} if base else {}), "index": 0}


def located(path: Path, place: Place) -> Json:
    """A place in the file, or the file alone where no place is known."""
    region = {"startLine": place.line, "startColumn": place.column}
    return {"physicalLocation": {"artifactLocation": artifact(path), **({"region": region} if place.line else {})}}
