"""Take the README's two pictures of the committed report, with a headless Chromium.

python docs/pictures.py
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
PICTURES = {"index.png": ROOT / "reports" / "index.html", "article.png": next((ROOT / "reports" / "articles").glob("paste-blogger-*.html"))}


def main() -> None:
    """Write docs/index.png and docs/article.png."""
    browser_path = os.environ.get("POLARIZE_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1080, "height": 900})
        for name, source in PICTURES.items():
            page.goto(source.as_uri())
            page.screenshot(path=ROOT / "docs" / name)
        browser.close()


if __name__ == "__main__":
    main()
