"""Pictures of what people see, to be looked at: the terminal at three widths, the pages at two.

Run it from the root of the repository: `python tests/browser/pictures.py FOLDER [WORD ...]`. With
words it makes only the pictures whose names hold one of them. The pages are the studio's, light
and dark; long ones are cut into sheets of a screen's height.
"""

import base64
import os
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from shutil import which

sys.path.insert(0, str(Path(__file__).parents[1]))

from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, SVG_EXPORT_THEME
from rich.text import Text

from browser.browsing import Browser, open_browser

ROOT = Path(__file__).parents[2]
DAY = "2026-10-31"
STUDIO = ROOT / "examples" / "studio.yaml"
TERMINALS = (80, 120, 160)
WIDTHS = (390, 1280)
SHEET, SHEETS = 2400, 4
"""The height of a sheet, in pixels, and how many of a page are made at most."""
SCHEMES = {"light": DEFAULT_TERMINAL_THEME, "dark": SVG_EXPORT_THEME}

SPOKEN = {
    "score": ["score"],
    "explain": ["explain", "knallpreis"],
    "review": ["review"],
    "check": ["check"],
    "trend": ["trend"],
    "today": ["today"],
    "collect": ["collect"],
    "letgo": ["letgo", "knallpreis"],
}
"""By name: the commands whose output on a terminal is shown."""
PAGES = {
    "score": ["score"],
    "review": ["review"],
    "brief": ["review", "--brief"],
    "check": ["check"],
    "letgo": ["letgo", "knallpreis"],
    "boundaries": ["boundaries", "ellerfeld"],
    "collect": ["collect"],
    "today": ["today"],
}
"""By name: the commands whose pages are shown."""


def output(arguments: list[str], **surroundings: str) -> str:
    """What a command prints on stdout."""
    where = [] if arguments[0] in {"explain", "letgo", "boundaries"} else [str(STUDIO)]
    program = str(Path(sys.executable).with_name("clienthealth"))
    command = [program, *arguments, *where, "--as-of", DAY]
    values = {**os.environ, "CLIENTHEALTH_LEDGER": str(STUDIO), **surroundings}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=values)
    if done.stderr and not done.stdout:
        sys.exit(f"{arguments}: {done.stderr}")
    return done.stdout


def shot(browser: Browser, file: Path, width: int, top: int, height: int) -> None:
    """A picture of a part of what is open."""
    clip = {"x": 0, "y": top, "width": width, "height": height, "scale": 1}
    made = browser.command("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
    file.write_bytes(base64.b64decode(made["data"]))
    sys.stdout.write(f"{file}\n")


def terminal_pictures(browser: Browser, folder: Path, words: list[str]) -> None:
    """What commands print on terminals of several widths."""
    for name, arguments in SPOKEN.items():
        for width in TERMINALS:
            title = f"terminal-{name}-{width}"
            if words and not any(word in title for word in words):
                continue
            text = output(arguments, COLUMNS=str(width), FORCE_COLOR="1")
            for scheme, theme in SCHEMES.items():
                console = Console(record=True, width=width, file=StringIO())
                console.print(Text.from_ansi(text), soft_wrap=True)
                svg = folder / f"{title}-{scheme}.svg"
                console.save_svg(
                    str(svg), title=" ".join(["clienthealth", *arguments]), theme=theme
                )
                browser.open(svg, width=width * 13)
                size = browser.ask(
                    "(b => [b.width, b.height])(document.documentElement.getBoundingClientRect())"
                )
                shot(browser, svg.with_suffix(".png"), int(size[0]), 0, int(size[1]))


def page_pictures(browser: Browser, folder: Path, words: list[str]) -> None:
    """The pages, sheet by sheet."""
    for name, arguments in PAGES.items():
        page = folder / f"{name}.html"
        for width in WIDTHS:
            for scheme in SCHEMES:
                title = f"page-{name}-{width}-{scheme}"
                if words and not any(word in title for word in words):
                    continue
                if not page.exists():
                    page.write_text(output([*arguments, "--format", "html"]), encoding="utf-8")
                browser.open(page, width=width, scheme=scheme)
                height = browser.ask("document.documentElement.scrollHeight")
                for number, (top, part) in enumerate(_sheets(height, SHEETS), 1):
                    shot(browser, folder / f"{title}-{number}.png", width, top, part)
        page.unlink(missing_ok=True)


def _sheets(height: int, most: int) -> Iterator[tuple[int, int]]:
    for top in range(0, min(height, most * SHEET), SHEET):
        yield top, min(SHEET, height - top)


def main() -> None:
    """Make the pictures that are asked for."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    folder, words = Path(sys.argv[1]), sys.argv[2:]
    folder.mkdir(parents=True, exist_ok=True)
    programs = which("chromium") or which("chromium-browser") or which("google-chrome")
    driver = which("chromedriver")
    if programs is None or driver is None:
        sys.exit("no Chromium with its driver: apt-get install chromium chromium-driver")
    with open_browser(programs, driver) as browser:
        terminal_pictures(browser, folder, words)
        page_pictures(browser, folder, words)


if __name__ == "__main__":
    main()
