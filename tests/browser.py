"""A headless Chromium for the tests of pages: it opens a file, and keeps every request and every message."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Scheme: TypeAlias = Literal["light", "dark"]

NAMES = ("chromium", "chromium-browser", "google-chrome")
"""What Chromium is called, where it is installed as a package of the system."""

WIDE = (1440, 900)


@dataclass(frozen=True, slots=True)
class Opened:
    """A page in the browser, what it asked the network for, and what it said on the console."""

    page: "Page"
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def fragment(self) -> str:
        """What stands after the `#` of its address."""
        return str(self.page.evaluate("location.hash.slice(1)"))

    def texts(self, selector: str) -> list[str]:
        """The text of each element that is meant."""
        return [text.strip() for text in self.page.locator(selector).all_inner_texts()]

    def overflow(self) -> int:
        """By how many pixels the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@contextmanager
def chromium() -> Iterator["Browser"]:
    """One browser, without a sandbox where root runs it, which Chromium refuses otherwise."""
    executable = _executable()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def opened(browser: "Browser", address: str, size: tuple[int, int] = WIDE, **context: Any) -> Iterator[Opened]:
    """A page of its own, opened at an address; `context` goes to `new_context` (`color_scheme`, …)."""
    own = browser.new_context(viewport={"width": size[0], "height": size[1]}, **context)
    opened = Opened(own.new_page())
    opened.page.set_default_timeout(5000)
    opened.page.on("request", lambda request: opened.requests.append(request.url))
    opened.page.on("console", lambda message: opened.messages.append(message.text))
    opened.page.on("pageerror", lambda error: opened.messages.append(str(error)))
    opened.page.goto(address)
    yield opened
    own.close()


def faults_of_access(opened: Opened) -> list[str]:
    """What axe finds wrong with the page as it is: each rule with the elements concerned."""
    opened.page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = opened.page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
    return [f"{each['id']}: {node['target']} {node['failureSummary']}" for each in found for node in each["nodes"]]


def address_of(path: Path, fragment: str = "") -> str:
    """The address of a file, with what stands after the `#`."""
    return f"{path.as_uri()}#{fragment}" if fragment else path.as_uri()


def _executable() -> str:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        _go_without("no Chromium on the PATH: install the system's package `chromium`")
    for package in ("playwright", "axe_playwright_python"):
        if find_spec(package) is None:
            _go_without(f"no package `{package}`: install the extra `dev`")
    return str(found)


def _go_without(why: str) -> None:
    """Skipped at home; where everything must be there, that it is not is a failure."""
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)
