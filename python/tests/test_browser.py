"""The pages in a real browser: Debian's Chromium, driven by Playwright.

Leaves pictures of every page in SCREENSHOTS, at the widths of a desk and of a telephone.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sync_api = pytest.importorskip("playwright.sync_api")

pytestmark = pytest.mark.browser
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
SCREENSHOTS = Path(os.environ.get("SCREENSHOTS") or Path(__file__).resolve().parents[2] / "build" / "screenshots")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = {"desk": (1280, 900), "phone": (390, 844)}


@pytest.fixture(scope="session")
def server(news: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "newsext", "serve", str(news), "--no-open", "--port", str(port)]
    # Not from the top folder, whose newsext.so Python would take for the package.
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=news.parent, stdout=quiet, stderr=quiet)
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(150):
            time.sleep(0.2)
            try:
                urllib.request.urlopen(f"{base}/-/newsext", timeout=5).close()
                break
            except OSError:
                assert process.poll() is None, "the server has stopped"
        yield base
    finally:
        process.terminate()
        process.wait(30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    assert CHROMIUM, "no chromium here: sh ext/build/setup.sh browser"
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Any, server: str) -> Iterator[Any]:
    """A page that fails the test where it runs into an error or asks another host."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=server)
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: troubles.append(request.url) if not request.url.startswith(server) else None)
    page.on("dialog", lambda dialog: troubles.append(f"dialog: {dialog.message}"))
    yield page
    assert not troubles
    context.close()


def test_from_the_front_page_to_a_speaker_to_an_article(page: Any) -> None:
    page.goto("/-/newsext")
    assert page.title() == "Who said what: news"
    page.get_by_role("link", name="Ottoline Achterberg").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Ottoline Achterberg"
    said = page.locator(".said").first
    words = said.locator("blockquote").inner_text().strip("“”")
    said.locator(".where a").first.click()
    assert "/article/" in page.url
    marked = page.locator("q:target")
    assert words.startswith(marked.inner_text()[:20].strip("“”'"))
    number = marked.get_attribute("data-n")
    note = page.locator(f"#note-{number}")
    assert "Ottoline Achterberg" in note.inner_text()
    marked.hover()
    assert "lit" in (note.get_attribute("class") or "")
    note.get_by_role("link", name="Ottoline Achterberg").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Ottoline Achterberg"


def test_search(page: Any) -> None:
    page.goto("/-/newsext/news/news")
    page.get_by_role("searchbox", name="Search what was said").fill("promises OR docks")
    page.keyboard.press("Enter")
    page.wait_for_url("**/quotes?q=promises+OR+docks")
    assert page.locator(".said mark").first.inner_text().lower() in ("promises", "docks")
    page.get_by_label("Form").select_option("direct")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**type=direct**")
    assert page.locator(".said blockquote.indirect").count() == 0 < page.locator(".said").count()


def test_filter_of_an_article_by_speaker(page: Any) -> None:
    page.goto("/-/newsext/news/news/article/3")
    every = page.locator(".note").count()
    chip = page.get_by_role("navigation", name="Show the quotes of one speaker").get_by_role("link").nth(1)
    chip.click()
    assert 0 < page.locator(".note").count() < every
    assert page.locator("a.chip[aria-current]").count() == 1


def test_keyboard_reaches_the_content_first(page: Any) -> None:
    page.goto("/-/newsext/news/news")
    page.locator("main").evaluate("element => element.previousElementSibling.focus()")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


def test_charts_have_words_and_numbers(page: Any) -> None:
    page.goto("/-/newsext/news/news")
    chart = page.get_by_role("img", name="Bar chart")
    assert chart.count() == 1 and chart.bounding_box()["height"] > 100
    page.get_by_text("The numbers").click()
    assert page.get_by_role("cell").count() > 0
    assert page.evaluate("document.documentElement.lang") == "en"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["", "/quotes?q=the", "/article/3", "/speaker?key=ottoline+achterberg"])
def test_contrast(page: Any, path: str, scheme: str) -> None:
    """Every text stands out from its ground by 4.5 to 1."""
    page.emulate_media(color_scheme=scheme)
    page.goto("/-/newsext/news/news" + path)
    faint = page.evaluate("""() => {
      const context = Object.assign(document.createElement("canvas"), { width: 1, height: 1 })
        .getContext("2d", { willReadFrequently: true });
      const read = (colour) => {
        context.clearRect(0, 0, 1, 1);
        context.fillStyle = colour;
        context.fillRect(0, 0, 1, 1);
        return [...context.getImageData(0, 0, 1, 1).data];
      };
      const light = (c) => c.slice(0, 3).map((v) => v / 255)
        .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
      const ground = (element) => {
        for (let e = element; e; e = e.parentElement) {
          const found = read(getComputedStyle(e).backgroundColor);
          if (found[3] === 255) return found;
        }
        return [255, 255, 255, 255];
      };
      const found = [];
      const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!walker.currentNode.textContent.trim() || element.closest(".unseen, option")) continue;
        const [a, b] = [light(read(getComputedStyle(element).color)), light(ground(element))].sort((x, y) => y - x);
        const ratio = (a + 0.05) / (b + 0.05);
        if (ratio < 4.5) found.push(`${element.tagName}.${element.className} ${ratio.toFixed(2)}`);
      }
      return [...new Set(found)];
    }""")
    assert not faint


@pytest.mark.parametrize("path", ["", "/quotes?q=script", "/article/22", "/speaker?key=horace+pinnock"])
def test_hostile_text_stays_text(page: Any, path: str) -> None:
    page.goto("/-/newsext/news/news" + path)
    page.wait_for_load_state("networkidle")
    assert page.title() != "owned"
    assert page.locator("main script, main img, a[href^='javascript' i]").count() == 0
    assert "<script>" in page.locator("main").inner_text()


PICTURES = {
    "front": "",
    "speaker": "/speaker?key=ottoline+achterberg",
    "search": "/quotes?q=promises+OR+strike+OR+council",
    "article": "/article/3",
    "article-one-speaker": "/article/3?speaker=noordlijn",
    "hostile": "/article/22",
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PICTURES)
def test_pictures(page: Any, name: str, width: str) -> None:
    """Each page fits its window; what it looks like is left for people to see."""
    wide, high = WIDTHS[width]
    page.set_viewport_size({"width": wide, "height": high})
    page.goto("/-/newsext/news/news" + PICTURES[name])
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= wide
    small = page.evaluate("""() => [...document.querySelectorAll("main button, main select, main input, main a.chip")]
      .filter((e) => e.offsetHeight < 24).map((e) => e.outerHTML)""")
    assert not small
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}-{width}.png", full_page=True)


def test_pictures_in_the_dark(page: Any) -> None:
    page.emulate_media(color_scheme="dark")
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for name in ("front", "article"):
        page.goto("/-/newsext/news/news" + PICTURES[name])
        page.wait_for_load_state("networkidle")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 24, 27)"
        page.screenshot(path=SCREENSHOTS / f"{name}-dark.png", full_page=True)
