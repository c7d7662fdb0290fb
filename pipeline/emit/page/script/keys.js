// The keyboard: a reviewer's hands stay on it.

import { byId } from "./dom.js";
import { accept } from "./card.js";
import { closeDialog, dialogIsOpen, openAdd, openEdit, openHelp, openReject } from "./form.js";
import { choose, chosen, lineAt, lines, records } from "./model.js";
import { activeView, walk } from "./panel.js";
import { hidePlaces, placesAreOpen } from "./places.js";
import { selectedSpan } from "./reader.js";

const current = () => (chosen.id ? records.get(chosen.id) : null);

/** Choose the record one layer further out (1) or in (-1) at the chosen place. */
function nest(step) {
  const record = current();
  if (!record) return;
  const around = (lines[lineAt(record.start)]?.entries ?? []).filter((entry) => entry.start < record.end && entry.end > record.start);
  const sorted = [...new Set(around.sort((a, b) => a.end - a.start - (b.end - b.start)).map((entry) => entry.record))];
  const next = sorted[sorted.indexOf(record) + step];
  if (next) choose(next.id, "keys");
}

function close() {
  if (placesAreOpen()) hidePlaces();
  else choose(null, "keys");
}

function toggleLayer(digit) {
  const buttons = document.querySelectorAll("#layers .layer");
  buttons[(Number(digit) + 9) % 10]?.click();
}

const ACTIONS = {
  j: () => walk(1), n: () => walk(1), k: () => walk(-1), p: () => walk(-1),
  a: async () => {
    const record = current();
    if (!record) return;
    await accept(record);
    walk(1);
  },
  r: () => current() && openReject(current()),
  e: () => current() && openEdit(current()),
  "+": () => selectedSpan() && openAdd(selectedSpan()),
  "[": () => nest(-1), "]": () => nest(1),
  "/": () => activeView()?.focusSearch?.(),
  "?": openHelp,
  Escape: close,
};

export function startKeys() {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (dialogIsOpen()) {
      if (event.key === "Escape") closeDialog();
      return;
    }
    const target = event.target;
    if (target.matches?.("input, select, textarea")) {
      if (event.key === "Escape") target.blur();
      return;
    }
    if (/^[0-9]$/.test(event.key)) toggleLayer(event.key);
    else if (event.key === "Enter" && target.matches?.(".mark")) target.click();
    else if (ACTIONS[event.key]) ACTIONS[event.key]();
    else return;
    event.preventDefault();
  });
  byId("help").addEventListener("click", openHelp);
}

