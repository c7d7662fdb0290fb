// Pairs and conflicts as several places at once: their sentences side by side below the text, and a bridge
// in the margin from one to the other.

import { button, byId, element } from "./dom.js";
import { kinds, onChoose, spansOf } from "./model.js";
import { goTo, marksFor, quotedSentence, reader } from "./reader.js";
import { familyOf, placeWords, titleOf } from "./words.js";

const drawer = byId("places");
const bridge = byId("bridge");
let bridged = null;

/** The places that belong together with a record: a finding's, or those of a fact told twice. */
export function placesOf(record) {
  if (record.kind === "finding") {
    return record.raw.evidence.map((span) => ({ ...span, from: span.source ?? null }));
  }
  if (record.kind !== "statement" && record.kind !== "commitment") return [];
  const first = record.raw.repeats ?? record.id;
  const same = kinds[record.kind].filter((other) => other.id === first || other.raw.repeats === first);
  return same.length > 1 ? same.map((other) => ({ start: other.start, end: other.end, text: other.raw.text, from: null })) : [];
}

function placeColumn(span, number) {
  const heading = span.from ? `${span.from}(另一份报告)` : placeWords(span.start) || "文首";
  const link = span.from
    ? element("a", { class: "link", href: `${encodeURIComponent(span.from)}.html#at=${span.start}-${span.end}` }, "打开")
    : element("button", { type: "button", class: "link", onclick: () => goTo(span.start) }, "到原文");
  return element(
    "article",
    { class: "place" },
    element("h3", {}, element("span", {}, `${number + 1}  ${heading}`), link),
    element("p", {}, span.from ? element("mark", {}, span.text) : quotedSentence(span)),
  );
}

/** Show the places of a record at once. */
export function showPlaces(record) {
  const places = placesOf(record);
  const title = record.kind === "finding" ? familyOf(record.raw) : "同一事实的几处说法";
  const said = record.kind === "finding" ? record.raw.message : titleOf(record);
  drawer.replaceChildren(
    element("header", {}, element("h2", {}, `${title} · ${places.length} 处`), element("p", {}, said), button("关闭", hidePlaces, { "aria-label": "关闭对照" })),
    element("div", { class: "columns", tabindex: 0, role: "group", "aria-label": "各处原文" }, places.map(placeColumn)),
  );
  drawer.hidden = false;
}

export function hidePlaces() {
  drawer.hidden = true;
}

export const placesAreOpen = () => !drawer.hidden;

/** Draw the bridge in the left margin between the places of the chosen record. */
export function drawBridge() {
  bridge.replaceChildren();
  if (!bridged) return;
  const marks = marksFor(bridged);
  const spans = spansOf(bridged);
  if (spans.length < 2 || spans.length > 12 || marks.length < 2) return;
  const room = reader.getBoundingClientRect();
  const seen = new Map();
  for (const mark of marks) {
    const entry = mark.entries.find((found) => found.record === bridged);
    if (entry && !seen.has(entry.start)) seen.set(entry.start, mark);
  }
  const heights = [...seen.values()].map((mark) => {
    const box = mark.getClientRects()[0] ?? mark.getBoundingClientRect();
    return box.top + box.height / 2 - room.top + reader.scrollTop;
  });
  const sheetLeft = marks[0].closest(".line").getBoundingClientRect().left - room.left;
  const x = Math.max(10, sheetLeft - 10);
  const svg = (name, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };
  bridge.setAttribute("height", Math.max(...heights) + 20);
  for (let at = 0; at < heights.length; at += 1) {
    bridge.append(svg("circle", { cx: x, cy: heights[at], r: 3.5 }));
    if (at === 0) continue;
    const [from, to] = [heights[at - 1], heights[at]];
    const bend = x - Math.min(26, x - 4, 8 + Math.abs(to - from) / 8);
    bridge.append(svg("path", { d: `M${x} ${from}C${bend} ${from} ${bend} ${to} ${x} ${to}` }));
  }
}

/** Follow the choice: a record with several places opens them. */
export function startPlaces() {
  onChoose.on((record) => {
    bridged = record && placesOf(record).length > 1 ? record : null;
    if (bridged && record.kind === "finding") showPlaces(record);
    else hidePlaces();
    drawBridge();
  });
  let waiting = false;
  const again = () => {
    if (waiting || !bridged) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      drawBridge();
    }, 120);
  };
  reader.addEventListener("scroll", again);
  addEventListener("resize", again);
}

