// Headers become buttons that sort; what is folded up opens for a link, or all of it at once.
// On paper comes what is unfolded.
"use strict";

(() => {
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const status = document.getElementById("status");
  const opposite = { ascending: "descending", descending: "ascending" };

  const keyOf = (row, column) => {
    const cell = row.cells[column];
    return "key" in cell.dataset ? cell.dataset.key : cell.textContent.trim();
  };

  const comparison = (column, kind, direction) => (one, other) => {
    const [a, b] = [keyOf(one, column), keyOf(other, column)];
    if (a === "" || b === "") return (a === "") - (b === ""); // the unknown comes last
    const order = kind === "number" ? Number(a) - Number(b) : collator.compare(a, b);
    return direction === "ascending" ? order : -order;
  };

  const sort = (header) => {
    const direction = opposite[header.ariaSort] ?? "ascending";
    const body = header.closest("table").tBodies[0];
    const rows = [...body.rows].sort(
      comparison(header.cellIndex, header.dataset.sort, direction),
    );
    body.append(...rows);
    for (const other of header.parentElement.cells) other.ariaSort = "none";
    header.ariaSort = direction;
    status.textContent = `Sorted by ${header.textContent.trim()}, ${direction}`;
  };

  for (const header of document.querySelectorAll("th[data-sort]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...header.childNodes);
    button.addEventListener("click", () => sort(header));
    header.append(button);
    header.ariaSort ??= "none";
  }

  const openFor = (target) => {
    for (let at = target; at; at = at.parentElement) {
      if (at instanceof HTMLDetailsElement) at.open = true;
    }
  };
  const openForAddress = () => openFor(document.getElementById(location.hash.slice(1)));
  addEventListener("hashchange", openForAddress);
  openForAddress();

  // A line above whatever is wider than its place, for as long as it is.
  const cues = new Map();
  const cue = (region) => {
    const wide = region.scrollWidth > region.clientWidth + 1;
    if (wide && !cues.has(region)) {
      const line = document.createElement("p");
      line.className = "cue";
      line.ariaHidden = "true";
      line.textContent = "Scroll sideways for more \u2192";
      region.before(line);
      cues.set(region, line);
    }
    if (cues.has(region)) cues.get(region).hidden = !wide;
  };
  const watched = new ResizeObserver((entries) => {
    for (const entry of entries) cue(entry.target);
  });
  for (const region of document.querySelectorAll(".scroll")) watched.observe(region);

  const all = [...document.querySelectorAll("details")];
  if (all.length) {
    const button = document.createElement("button");
    const name = () => {
      button.textContent = all.every((each) => each.open) ? "Fold everything" : "Unfold everything";
    };
    button.type = "button";
    button.className = "unfold";
    button.addEventListener("click", () => {
      const open = !all.every((each) => each.open);
      for (const each of all) each.open = open;
    });
    for (const each of all) each.addEventListener("toggle", name);
    name();
    document.querySelector("nav")?.append(button);
  }
})();
