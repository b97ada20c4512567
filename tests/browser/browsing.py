"""A browser for the tests: open a page in some setting, query it, press keys, print."""

import base64
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

HEIGHT = 900
MM = 72 / 25.4
"""Points in a millimetre of paper."""


class Browser:
    """One window of the browser."""

    def __init__(self, driver: Chrome) -> None:
        self.driver = driver

    def open(
        self, page: Path, *, width: int = 1280, scheme: str = "light", media: str = ""
    ) -> None:
        """Open a page anew in a window of a width, in a light or dark scheme."""
        self.complaints()
        self.see(width=width, scheme=scheme, media=media)
        self.driver.get("about:blank")
        self.driver.get(page.as_uri())

    def see(self, *, width: int, scheme: str = "light", media: str = "") -> None:
        """Look at what is open in another way."""
        size = {"width": width, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
        self.command("Emulation.setDeviceMetricsOverride", **size)
        features = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},  # tests do not wait
        ]
        self.command("Emulation.setEmulatedMedia", media=media, features=features)

    def command(self, name: str, **values: Any) -> dict[str, Any]:
        """A command of the browser's own protocol."""
        return self.driver.execute_cdp_cmd(name, values)

    def ask(self, script: str, *values: Any) -> Any:
        """What an expression of JavaScript gives."""
        return self.driver.execute_script(f"return {script}", *values)

    def run(self, script: str) -> None:
        """Run statements of JavaScript."""
        self.driver.execute_script(script)

    def complaints(self) -> list[str]:
        """What stands on the console since the page was opened."""
        log: list[dict[str, str]] = self.driver.get_log("browser")  # type: ignore[no-untyped-call]
        return [entry["message"] for entry in log]

    def press(self, key: str, *, shift: bool = False) -> None:
        """Press a key, wherever the focus is."""
        codes = {"Tab": (9, ""), "Enter": (13, "\r"), " ": (32, " ")}
        code, text = codes[key]
        keys = {"key": key, "code": "Space" if key == " " else key, "windowsVirtualKeyCode": code}
        keys["modifiers"] = 8 if shift else 0
        self.command("Input.dispatchKeyEvent", type="keyDown", text=text, **keys)
        self.command("Input.dispatchKeyEvent", type="keyUp", **keys)

    def printed(self) -> PdfReader:
        """The page on paper, as the page itself wants its paper."""
        answer = self.command("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        return PdfReader(io.BytesIO(base64.b64decode(answer["data"])))


@contextmanager
def open_browser(program: str, driver: str) -> Iterator[Browser]:
    """A browser without a window of its own, with nothing remembered."""
    options = ChromeOptions()
    options.binary_location = program
    for argument in ("--headless", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    started = Chrome(options=options, service=Service(driver))
    try:
        yield Browser(started)
    finally:
        started.quit()
