// The page of `clienthealth serve` asks once a second whether it is still current. When it is not,
// it loads anew; what was unfolded stays unfolded.
"use strict";

(() => {
  const stamp = document.querySelector('meta[name="stamp"]').content;
  const nameOf = (each) =>
    `${each.closest("[id]")?.id ?? ""} ${each.querySelector("summary")?.textContent ?? ""}`;
  const unfolded = () => [...document.querySelectorAll("details[open]")].map(nameOf);
  const remembered = `unfolded ${location.pathname}`;

  const open = new Set(JSON.parse(sessionStorage.getItem(remembered) ?? "[]"));
  sessionStorage.removeItem(remembered);
  for (const each of document.querySelectorAll("details")) {
    if (open.has(nameOf(each))) each.open = true;
  }

  const status = document.getElementById("status");
  const title = document.title;
  const lost = "The server has ended: this page no longer follows the ledger.";
  const tell = (isLost) => {
    if (isLost === (status.textContent === lost)) return;
    status.textContent = isLost ? lost : "";
    status.className = isLost ? "" : "visually-hidden";
    document.title = isLost ? `Ended: ${title}` : title;
    if (isLost) document.querySelector("header").append(status); // at the top, where it is seen
  };

  const look = async () => {
    try {
      const answer = await fetch(location.pathname, { method: "HEAD", cache: "no-store" });
      tell(false);
      if (answer.headers.get("ETag") !== `"${stamp}"`) {
        sessionStorage.setItem(remembered, JSON.stringify(unfolded()));
        location.reload();
        return;
      }
    } catch {
      tell(true);
    }
    setTimeout(look, 1000);
  };
  setTimeout(look, 1000);
})();
