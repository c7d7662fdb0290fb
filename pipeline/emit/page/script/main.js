// The page of one report. Start here: parts are wired in the order a reader meets them.

import { announce, byId } from "./dom.js";
import { loadPending, onDecide, tally } from "./corrections.js";
import { redrawCard, startCard } from "./card.js";
import { openAdd } from "./form.js";
import { choose, kinds, onChoose, records, report, statementsOf } from "./model.js";
import { startKeys } from "./keys.js";
import { downloadReview } from "./lists.js";
import { openView, startPanel } from "./panel.js";
import { startPlaces } from "./places.js";
import { goTo, lightUp, prepareAll, selectedSpan, startReader } from "./reader.js";
import { layerOf } from "./words.js";

const root = document.documentElement;
const body = document.body;

function countLayers() {
  const counts = {};
  for (const kind of ["numeral", "quantity", "statement", "mention", "commitment", "finding"]) {
    for (const record of kinds[kind]) counts[layerOf(record)] = (counts[layerOf(record)] ?? 0) + 1;
  }
  for (const shown of document.querySelectorAll("[data-count]")) {
    shown.textContent = (counts[shown.dataset.count] ?? 0).toLocaleString("zh-CN");
  }
}

function startLayers() {
  for (const toggle of document.querySelectorAll("#layers .layer")) {
    toggle.addEventListener("click", () => {
      const off = root.classList.toggle(`off-${toggle.dataset.layer}`);
      toggle.setAttribute("aria-pressed", String(!off));
      announce(`${toggle.querySelector(".name").textContent}:${off ? "已关" : "已开"}`);
    });
  }
}

function startScheme() {
  const key = "taizhang-scheme";
  try {
    const kept = localStorage.getItem(key);
    if (kept) root.dataset.scheme = kept;
  } catch {
    // A browser that keeps nothing follows the system.
  }
  byId("scheme").addEventListener("click", () => {
    const dark = root.dataset.scheme ? root.dataset.scheme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.scheme = dark ? "light" : "dark";
    try {
      localStorage.setItem(key, root.dataset.scheme);
    } catch {
      // As above.
    }
  });
}

function showProgress() {
  const { reviewed, waiting, failure } = tally();
  byId("progress").textContent = failure || `已校核 ${reviewed}${waiting ? ` · 待保存 ${waiting}` : ""}`;
  byId("export").hidden = Boolean(report.saving) || waiting === 0;
}

/** Follow the address: #record id, or #at=start-end. */
function followAddress() {
  const wanted = decodeURIComponent(location.hash.slice(1));
  if (!wanted) return;
  const place = wanted.match(/^at=(\d+)(?:-(\d+))?$/);
  if (place) {
    const [start, end] = [Number(place[1]), Number(place[2] ?? place[1])];
    const exact = [...records.values()].filter((record) => record.start === start && record.end === end && record.kind !== "school");
    const number = exact.find((record) => record.kind === "quantity");
    const best = exact.find((record) => record.kind === "statement") ?? statementsOf.get(number?.id)?.[0] ?? number ?? exact[0];
    if (best) choose(best.id, "address");
    goTo(start);
    if (end > start) lightUp(start, end);
  } else if (records.has(wanted)) {
    choose(wanted, "address");
    goTo(records.get(wanted).start);
  }
}

function writeAddress(record) {
  const url = record ? `#${encodeURIComponent(record.id)}` : location.pathname + location.search;
  try {
    history.replaceState(null, "", url);
  } catch {
    // Some browsers refuse this for files.
  }
}

/** On a phone the card lies over the text: bring the chosen words out from under it. */
function uncover(record) {
  const card = byId("card");
  if (!record || getComputedStyle(card).position !== "fixed") return;
  const mark = document.querySelector(".mark.pinned");
  if (mark && mark.getBoundingClientRect().bottom > card.getBoundingClientRect().top) mark.scrollIntoView({ block: "center" });
}

function startAdding() {
  const add = byId("add");
  document.addEventListener("selectionchange", () => {
    const span = selectedSpan();
    add.hidden = !span;
    if (!span) return;
    const box = getSelection().getRangeAt(0).getBoundingClientRect();
    add.style.left = `${Math.max(8, Math.min(box.left, innerWidth - 110))}px`;
    add.style.top = `${Math.max(8, box.top - 42)}px`;
  });
  add.addEventListener("pointerdown", (event) => event.preventDefault());
  add.addEventListener("click", () => {
    const span = selectedSpan();
    if (span) openAdd(span);
  });
}

function startViews() {
  const show = (view) => {
    body.dataset.view = body.dataset.view === view && view === "chapters" ? "text" : view;
    mark();
  };
  const mark = () => {
    for (const go of document.querySelectorAll("[data-go]")) {
      if (go.dataset.go === body.dataset.view) go.setAttribute("aria-current", "page");
      else go.removeAttribute("aria-current");
    }
  };
  for (const go of document.querySelectorAll("[data-go]")) go.addEventListener("click", () => show(go.dataset.go));
  byId("chapters").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    event.preventDefault();
    goTo(Number(link.dataset.start), { align: "start" });
    mark();
  });
  new MutationObserver(mark).observe(body, { attributes: true, attributeFilter: ["data-view"] });
  mark();
}

loadPending();
countLayers();
startLayers();
startScheme();
startReader();
startPlaces();
startCard();
startPanel();
startKeys();
startAdding();
startViews();
showProgress();
onDecide.on(() => {
  showProgress();
  redrawCard();
});
onChoose.on(writeAddress);
onChoose.on(uncover);
byId("export").addEventListener("click", downloadReview);
byId("print").addEventListener("click", () => {
  prepareAll();
  print();
});
addEventListener("hashchange", followAddress);
followAddress();
if (report.corrections.some((outcome) => outcome.status === "gone")) openView("corrections");
root.dataset.ready = "true";
