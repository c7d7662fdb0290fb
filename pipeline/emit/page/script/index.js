// The index: finding a report among many.

import { byId } from "./dom.js";

const reports = [...document.querySelectorAll(".report")];

byId("search").addEventListener("input", (event) => {
  const wanted = event.target.value.trim().toLowerCase().split(/\s+/);
  let shown = 0;
  for (const row of reports) {
    const words = row.dataset.words.toLowerCase();
    row.hidden = !wanted.every((word) => words.includes(word));
    if (!row.hidden) shown += 1;
  }
  byId("none").hidden = shown > 0 || reports.length === 0;
});
try {
  const kept = localStorage.getItem("taizhang-scheme");
  if (kept) document.documentElement.dataset.scheme = kept;
} catch {
  // A browser that keeps nothing follows the system.
}
document.documentElement.dataset.ready = "true";
