// The text: marks put up block by block as they come into view, pointing and choosing, moving to places.

import { announce, bisect, byId, clip, element } from "./dom.js";
import { choose, lineAt, lines, mentionsOf, onChoose, records, sentenceAround, spansOf } from "./model.js";
import { cutLine, layOut } from "./segments.js";
import { familyOf, layerOf, tagOf, titleOf } from "./words.js";

export const reader = byId("text");
const sheet = byId("sheet");
const tip = byId("tip");
/** Marks of a record that are put up, by its id. */
const marksOf = new Map();
const ready = new WeakSet();
const lineOf = new Map();
let pointed = [];

function putUp(line) {
  const parts = cutLine(line).map((stretch) => {
    const text = line.slice(stretch.start, stretch.end);
    if (stretch.entries.length === 0) return document.createTextNode(text);
    const classes = new Set(stretch.entries.flatMap((entry) => entry.classes.split(" ")));
    const mark = element("mark", { class: `mark ${[...classes].join(" ")}`, tabindex: -1 }, text);
    mark.entries = stretch.entries;
    for (const { record } of stretch.entries) {
      if (record.hidden) mark.classList.add("rejected");
      if (!marksOf.has(record.id)) marksOf.set(record.id, []);
      marksOf.get(record.id).push(mark);
    }
    return mark;
  });
  line.shown.replaceChildren(...parts);
  const notes = notesOf(line);
  if (notes) line.shown.after(notes);
}

function notesOf(line) {
  const seen = new Set();
  for (const { record, start } of line.entries) {
    if (record.kind === "finding" && record.raw.severity !== "info" && start >= line.start) seen.add(record);
  }
  if (seen.size === 0) return null;
  const order = ["high", "medium", "low"];
  const sorted = [...seen].sort((a, b) => order.indexOf(a.raw.severity) - order.indexOf(b.raw.severity));
  const shown = sorted.slice(0, 4).map((record) =>
    element(
      "button",
      { type: "button", class: "note", "data-severity": record.raw.severity, "data-record": record.id, onclick: () => choose(record.id, "note") },
      element("b", {}, familyOf(record.raw)),
      element("span", {}, clip(record.raw.message, 90)),
    ),
  );
  return element("div", { class: "notes", role: "group", "aria-label": "此段的问题" }, shown);
}

/** Put up the marks of a block, once. */
export function prepare(block) {
  if (!block || ready.has(block)) return;
  ready.add(block);
  for (const shown of block.querySelectorAll(".line")) putUp(lineOf.get(shown));
}

/** Put up everything: before printing, and for those who search the page. */
export function prepareAll() {
  for (const block of sheet.querySelectorAll(".block")) prepare(block);
}

/** Marks of a record, put up first if need be. */
export function marksFor(record) {
  for (const span of spansOf(record)) prepare(lines[lineAt(span.start)]?.shown.closest(".block"));
  const own = record.kind === "school" ? (mentionsOf.get(record.id) ?? []) : [record];
  return own.flatMap((one) => marksOf.get(one.id) ?? []);
}

/** Bring a place of the text into view. */
export function goTo(start, { align = "center" } = {}) {
  const line = lines[lineAt(start)];
  if (!line) return;
  prepare(line.shown.closest(".block"));
  document.body.dataset.view = "text";
  const mark = [...line.shown.querySelectorAll(".mark")].find((found) => found.entries.some((entry) => entry.start >= start));
  (align === "center" && mark ? mark : line.shown).scrollIntoView({ block: align });
}

/** Light up a stretch of the text that need not be a record, without touching it. */
export function lightUp(start, end) {
  if (!globalThis.Highlight || !CSS.highlights) return;
  const range = new Range();
  const [from, to] = [pointAt(start), pointAt(end)];
  if (!from || !to) return;
  range.setStart(...from);
  range.setEnd(...to);
  CSS.highlights.set("linked", new Highlight(range));
}

/** The node and offset of a place. */
function pointAt(place) {
  const line = lines[lineAt(place)];
  let left = line.slice(line.start, place).length;
  const walker = document.createTreeWalker(line.shown, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (left <= node.length) return [node, left];
    left -= node.length;
  }
  return null;
}

function light(list, name) {
  for (const mark of list) mark.classList.add(name);
}

function clear(name) {
  for (const mark of sheet.querySelectorAll(`.${name}`)) mark.classList.remove(name);
}

const isOn = (record) => !document.documentElement.classList.contains(`off-${layerOf(record)}`);

/** Records under a mark whose layer is on: what is said of a number here, then innermost first. */
export function recordsAt(mark) {
  const shown = new Set((mark.entries ?? []).map((entry) => entry.record).filter(isOn));
  const said = [...shown].filter((record) => record.kind === "statement" && shown.has(records.get(record.raw.quantity_id)));
  return [...new Set([...said, ...shown])];
}

/** Show what lies at a mark beside it. */
function point(mark) {
  const found = matchMedia("(hover: none)").matches ? [] : recordsAt(mark);
  clear("hot");
  if (found.length === 0) return unpoint();
  light(marksFor(found[0]), "hot");
  const rows = found.slice(0, 5).map((record) =>
    element("p", {}, element("span", { class: `tag ${layerOf(record)}` }, tagOf(record)), element("span", {}, titleOf(record))),
  );
  if (found.length > 5) rows.push(element("span", { class: "more" }, `还有 ${found.length - 5} 条`));
  tip.replaceChildren(...rows);
  tip.hidden = false;
  const box = mark.getClientRects()[0] ?? mark.getBoundingClientRect();
  const below = box.bottom + 10 + tip.offsetHeight < innerHeight;
  tip.style.left = `${Math.max(8, Math.min(box.left, innerWidth - tip.offsetWidth - 8))}px`;
  tip.style.top = `${below ? box.bottom + 8 : Math.max(8, box.top - tip.offsetHeight - 8)}px`;
  pointed = found;
}

function unpoint() {
  tip.hidden = true;
  pointed = [];
  clear("hot");
}

/** Choose at a mark: the first record, and at the same mark again the next one. */
function pick(mark) {
  const found = recordsAt(mark);
  if (found.length === 0) return;
  const at = found.findIndex((record) => record.id === pick.last);
  const next = mark === pick.mark && at >= 0 ? found[(at + 1) % found.length] : found[0];
  pick.mark = mark;
  pick.last = next.id;
  choose(next.id, "text");
}

function pinChosen(record, from) {
  clear("pinned");
  clear("part");
  for (const mark of sheet.querySelectorAll('.mark[tabindex="0"]')) mark.tabIndex = -1;
  for (const note of sheet.querySelectorAll(".note.hot")) note.classList.remove("hot");
  if (!record) return;
  const marks = marksFor(record);
  light(marks, "pinned");
  if (marks[0]) marks[0].tabIndex = 0;
  for (const note of sheet.querySelectorAll(".note")) note.classList.toggle("hot", note.dataset.record === record.id);
  const parts = [record.raw.indicator, record.raw.action, record.raw.event].filter(Boolean);
  for (const part of parts) outline(part);
  if (from !== "text" && marks.length) {
    if (record.kind === "school") document.body.dataset.view = "text";
    const box = marks[0].getBoundingClientRect();
    const room = reader.getBoundingClientRect();
    if (box.top < room.top + 60 || box.bottom > room.bottom - 60) marks[0].scrollIntoView({ block: "center" });
  }
  announce(`${tagOf(record)}:${titleOf(record)}`);
}

function outline(part) {
  const line = lines[lineAt(part.start)];
  for (const mark of line?.shown.querySelectorAll(".mark") ?? []) {
    const range = mark.entries.some((entry) => entry.start <= part.start && entry.end >= part.end);
    if (range && part.text && mark.textContent === part.text) mark.classList.add("part");
  }
}

/** The stretch of the report that is selected, or null. */
export function selectedSpan() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const start = placeOf(range.startContainer, range.startOffset);
  const end = placeOf(range.endContainer, range.endOffset);
  return start !== null && end !== null && end > start ? { start, end } : null;
}

function placeOf(node, offset) {
  const parent = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const shown = parent?.closest?.("#sheet .line");
  if (!shown) return null;
  const before = document.createRange();
  before.setStart(shown, 0);
  before.setEnd(node, offset);
  return lineOf.get(shown).placeOf(before.toString().length);
}

function followScroll() {
  const links = [...document.querySelectorAll("#chapters a")];
  const top = reader.getBoundingClientRect().top + 90;
  const blocks = [...sheet.querySelectorAll(".block")];
  const current = blocks[bisect(blocks, top, (block) => block.getBoundingClientRect().top) - 1];
  const start = Number(current?.querySelector(".line")?.dataset.start ?? 0);
  let active = null;
  for (const link of links) if (Number(link.dataset.start) <= start && start < Number(link.dataset.end)) active = link;
  for (const link of links) {
    if (link !== active) link.removeAttribute("aria-current");
    else if (!link.hasAttribute("aria-current")) {
      link.setAttribute("aria-current", "true");
      link.scrollIntoView({ block: "nearest" });
    }
  }
}

/** Wire the text up. */
export function startReader() {
  for (const line of lines) lineOf.set(line.shown, line);
  layOut();
  const watcher = new IntersectionObserver(
    (seen) => {
      for (const { target, isIntersecting } of seen) {
        if (!isIntersecting) continue;
        prepare(target);
        watcher.unobserve(target);
      }
    },
    { root: reader, rootMargin: "900px 0px" },
  );
  for (const block of sheet.querySelectorAll(".block")) watcher.observe(block);
  sheet.addEventListener("pointerover", (event) => {
    const mark = event.target.closest?.(".mark");
    if (event.pointerType === "touch") return;
    if (mark) point(mark);
    else unpoint();
  });
  sheet.addEventListener("pointerleave", unpoint);
  sheet.addEventListener("focusin", (event) => event.target.classList.contains("mark") && point(event.target));
  sheet.addEventListener("focusout", unpoint);
  sheet.addEventListener("click", (event) => {
    const mark = event.target.closest?.(".mark");
    if (mark && getSelection()?.isCollapsed !== false) pick(mark);
  });
  let waiting = false;
  reader.addEventListener("scroll", () => {
    tip.hidden = true;
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      followScroll();
    });
  });
  followScroll();
  addEventListener("beforeprint", prepareAll);
  onChoose.on(pinChosen);
}

/** A stretch of text as nodes with one part of it marked. */
export function quoted(start, end, part) {
  const line = lines[lineAt(start)];
  return [
    line.slice(start, Math.max(start, part.start)),
    element("mark", {}, line.slice(part.start, Math.min(part.end, line.end))),
    line.slice(Math.min(part.end, line.end), end),
  ];
}

/** The sentence around a span, its own words marked. */
export function quotedSentence(span) {
  const around = sentenceAround(span.start, span.end);
  return quoted(around.start, Math.max(around.end, span.end), span);
}

export const pointedRecords = () => pointed;
