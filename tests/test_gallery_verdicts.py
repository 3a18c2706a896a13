"""The verification suite: every gallery design, in every profile, gets the verdicts that its file expects."""

import subprocess
import sys
from pathlib import Path

from model.design_reader import load_design
from model.property_ids import PROPERTY_IDS
from reports.gallery import DESIGNS, gallery_document

OUTLIVE = Path(sys.executable).with_name("outlive")


def test_no_verdict_of_the_gallery_differs_from_what_its_file_expects() -> None:
    told = subprocess.run([OUTLIVE, "verify"], capture_output=True, text=True, check=False)

    assert "No verdict differs from [expect]." in told.stdout, told.stdout[-3000:] + told.stderr
    assert told.returncode == 0


def test_every_design_says_what_it_expects_of_every_property() -> None:
    silent = [path.stem for path in DESIGNS.glob("*.toml") if set(load_design(path).expect[""]) != set(PROPERTY_IDS)]

    assert silent == []


def test_the_page_of_the_gallery_is_what_the_files_give() -> None:
    page = Path(__file__).parent.parent / "docs" / "gallery.md"

    assert page.read_text(encoding="utf-8") == gallery_document()
