"""docs/reports.md shows what the current code writes."""

from pathlib import Path

from reports.samples import SAMPLES, samples_document

PAGE = Path(__file__).parent.parent / "docs" / "reports.md"


def test_the_page_of_samples_is_what_the_code_writes_now() -> None:
    assert PAGE.read_text(encoding="utf-8") == samples_document()


def test_every_form_of_report_has_a_sample() -> None:
    headings = " ".join(heading for heading, *_ in SAMPLES)

    for option in ("--markdown", "--sarif", "--junit", "--itf", "--pytest", "--device-script", "--json"):
        assert option in headings
