// The panel's tabs, and following the choice made in the text.

import { byId, element } from "./dom.js";
import { onDecide } from "./corrections.js";
import { choose, chosen, onChoose, quantitiesOf, records, statementsOf } from "./model.js";
import { VIEW_OF, views } from "./views.js";

const tabs = byId("tabs");
const room = byId("table");
const made = new Map();
let active = null;

/** Show a view by its id. */
export function openView(id) {
  const view = views.find((found) => found.id === id) ?? views[0];
  if (!made.has(view.id)) made.set(view.id, view.make());
  room.replaceChildren(...made.get(view.id));
  active = view;
  for (const tab of tabs.querySelectorAll("[role=tab]")) {
    const isActive = tab.dataset.view === view.id;
    tab.setAttribute("aria-selected", String(isActive));
    tab.tabIndex = isActive ? 0 : -1;
    if (isActive) room.setAttribute("aria-labelledby", tab.id);
  }
  view.refresh?.();
}

export const activeView = () => active;

/** The row that stands for a record in a view: its own, or that of what is said of it. */
function rowFor(record) {
  if (record.kind === "mention") return records.get(record.raw.school_id) ?? record;
  if (record.kind === "numeral" && quantitiesOf.has(record.id)) return rowFor(quantitiesOf.get(record.id)[0]);
  if (record.kind === "quantity") return statementsOf.get(record.id)?.[0] ?? record;
  return record;
}

function follow(record, from) {
  if (!record) return active?.refresh?.();
  const row = rowFor(record);
  const wanted = VIEW_OF[row.kind];
  if (from !== "table" && from !== "keys" && active?.id !== wanted) openView(wanted);
  active?.reveal?.(row);
}

/** Go to the next or previous record of the open view. */
export function walk(step) {
  const list = active?.walk() ?? [];
  if (list.length === 0) return;
  const current = chosen.id ? rowFor(records.get(chosen.id)).id : null;
  const now = list.findIndex((record) => record.id === current);
  const next = now < 0 ? (step > 0 ? 0 : list.length - 1) : Math.max(0, Math.min(list.length - 1, now + step));
  choose(list[next].id, "keys");
}

function countTabs() {
  for (const tab of tabs.querySelectorAll("[role=tab]")) {
    tab.querySelector(".count").textContent = views.find((view) => view.id === tab.dataset.view).count();
  }
}

export function startPanel() {
  for (const view of views) {
    tabs.append(
      element("button", { type: "button", class: "tab", role: "tab", id: `tab-${view.id}`, "data-view": view.id, "aria-controls": "table", onclick: () => openView(view.id) }, view.title, element("span", { class: "count" }, "")),
    );
  }
  const spread = byId("spread");
  spread.addEventListener("click", () => {
    const wide = document.body.classList.toggle("wide-panel");
    spread.setAttribute("aria-pressed", String(wide));
  });
  tabs.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const list = [...tabs.querySelectorAll("[role=tab]")];
    const next = list[(list.indexOf(document.activeElement) + step + list.length) % list.length];
    openView(next.dataset.view);
    next.focus();
  });
  countTabs();
  openView("statements");
  onChoose.on(follow);
  onDecide.on(() => {
    countTabs();
    active?.refresh?.();
  });
  addEventListener("beforeprint", () => active?.printAll?.());
  addEventListener("afterprint", () => active?.refresh?.());
}
