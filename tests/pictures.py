"""`python -m tests.pictures`: takes the pictures of docs/reports.md in a headless Chromium, from the current code."""

from pathlib import Path
from tempfile import TemporaryDirectory

from explorer.exploration import Bounds
from reports.inputs import load_case
from reports.judging import judge_case
from reports.page.document import document
from tests.browser import Scheme, address_of, chromium, opened

DOCS = Path(__file__).parent.parent / "docs"
DESIGN = "recipe"
RUN = "app-not-refused-in-its-wake"
SHOTS: tuple[tuple[Scheme, str, str], ...] = (
    ("light", f"{RUN}/10", "Sequence"),
    ("dark", f"{RUN}/6", "State machines"),
)
SIZE = (1400, 880)


def main() -> None:
    """Write docs/page-light.png and docs/page-dark.png."""
    with TemporaryDirectory() as folder, chromium() as browser:
        page_file = Path(folder, "report.html")
        page_file.write_bytes(document([judge_case(load_case(DESIGN), Bounds())]))
        for scheme, place, tab in SHOTS:
            address = address_of(page_file, place)
            with opened(browser, address, SIZE, color_scheme=scheme, reduced_motion="reduce") as shown:
                shown.page.get_by_role("tab", name=tab).click()
                shown.page.screenshot(path=DOCS / f"page-{scheme}.png")


if __name__ == "__main__":
    main()
