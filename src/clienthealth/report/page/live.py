"""A page that follows its ledger: it asks the server that it came from, and loads anew."""

from clienthealth.report.page.frame import content_policy, live_script


def live(page: str, stamp: str) -> str:
    """A page with a script that loads it anew as soon as its server has another one.

    The page may then ask its own server, which a page in a file may not; no other may be asked.

    Args:
        page: A page of this program, such as `render` gives in the format html.
        stamp: Of letters and digits; the `ETag` of the page's address until something changes.

    Raises:
        ValueError: it is no page of this program.
    """
    before, policy, after = page.partition(content_policy())
    body, end, rest = after.rpartition("</body>")
    if not (policy and end):
        raise ValueError("not a page of this program")
    note = f'"><meta name="stamp" content="{stamp}'
    script = f"<script>{live_script()}</script>\n"
    return f"{before}{content_policy(live=True)}{note}{body}{script}{end}{rest}"
