// The report as the page knows it: its lines, its records, and where they lie. Offsets are code points
// throughout, as in the bundle; only `Line` knows that a string counts otherwise.

import { Signal, bisect, byId } from "./dom.js";

export const report = JSON.parse(byId("data").textContent);

/** A line of the text and the element that shows it. */
class Line {
  constructor(shown) {
    this.shown = shown;
    this.start = Number(shown.dataset.start);
    this.text = shown.textContent;
    this.entries = [];
    const characters = /[\ud800-\udbff]/.test(this.text) ? Array.from(this.text) : null;
    this.characters = characters;
    this.end = this.start + (characters ? characters.length : this.text.length);
  }
  /** The words between two places of the report, as far as they stand in this line. */
  slice(start, end) {
    const from = Math.max(0, start - this.start);
    const to = Math.max(0, end - this.start);
    return this.characters ? this.characters.slice(from, to).join("") : this.text.slice(from, to);
  }
  /** The place in the report of a place in the line's string. */
  placeOf(unit) {
    return this.start + (this.characters ? Array.from(this.text.slice(0, unit)).length : unit);
  }
}

export const lines = Array.from(document.querySelectorAll("#sheet .line"), (shown) => new Line(shown));

/** Index of the line that holds a place, or that before it. */
export function lineAt(place) {
  return Math.max(0, bisect(lines, place, (line) => line.start) - 1);
}

/** The words between two places; line ends between them become line feeds. */
export function words(start, end) {
  const parts = [];
  for (let at = lineAt(start); at < lines.length && lines[at].start < end; at += 1) {
    if (lines[at].end > start) parts.push(lines[at].slice(start, end));
  }
  return parts.join("\n");
}

const SENTENCE_END = /[。!?;!?;]/;

/** The sentence around a stretch of text, within its line. */
export function sentenceAround(start, end) {
  const line = lines[lineAt(start)];
  const characters = line.characters ?? line.text;
  let from = start - line.start;
  while (from > 0 && !SENTENCE_END.test(characters[from - 1])) from -= 1;
  let to = Math.min(end, line.end) - line.start;
  while (to < characters.length && !SENTENCE_END.test(characters[Math.max(0, to - 1)])) to += 1;
  return { start: line.start + from, end: line.start + to };
}

const KINDS = [
  ["numeral", "numerals"],
  ["quantity", "quantities"],
  ["statement", "statements"],
  ["mention", "school_mentions"],
  ["list", "lists"],
  ["project", "projects"],
  ["commitment", "commitments"],
  ["finding", "findings"],
];

/** Every record by its id, as {id, kind, start, end, raw}. */
export const records = new Map();
/** Records of a kind in the order of the text. */
export const kinds = {};
for (const [kind, key] of KINDS) {
  kinds[kind] = report[key].map((raw) => {
    const place = kind === "finding" ? (raw.evidence.find((span) => !span.source) ?? { start: 0, end: 0 }) : raw;
    const record = { id: raw.id, kind, start: place.start, end: place.end, raw };
    records.set(raw.id, record);
    return record;
  });
}
kinds.school = report.schools.map((raw) => ({ id: raw.id, kind: "school", start: 0, end: 0, raw }));
for (const record of kinds.school) records.set(record.id, record);

const groupBy = (list, key) => {
  const groups = new Map();
  for (const item of list) {
    for (const value of [key(item)].flat()) {
      if (value === null || value === undefined) continue;
      if (!groups.has(value)) groups.set(value, []);
      groups.get(value).push(item);
    }
  }
  return groups;
};

export const statementsOf = groupBy(kinds.statement, (record) => record.raw.quantity_id);
export const quantitiesOf = groupBy(kinds.quantity, (record) => record.raw.numeral_ids);
export const mentionsOf = groupBy(kinds.mention, (record) => record.raw.school_id);
export const projectsOf = groupBy(kinds.project, (record) => record.raw.school_id);
export const commitmentsOf = groupBy(kinds.commitment, (record) => record.raw.statement_ids);

for (const record of kinds.school) {
  const first = mentionsOf.get(record.id)?.[0];
  if (first) [record.start, record.end] = [first.start, first.end];
}

const sections = new Map(report.sections.map((section) => [section.id, section]));
const sectionOrder = [...report.sections].sort((a, b) => a.start - b.start || a.level - b.level);

/** The innermost section that holds a place. */
export function sectionAt(place) {
  let found = sectionOrder[bisect(sectionOrder, place, (section) => section.start) - 1];
  while (found && found.end <= place) found = sections.get(found.parent_id);
  return found ?? null;
}

/** The page of the file that a place was read from, or null. */
export function pageOf(place) {
  return report.pages[bisect(report.pages, place, ([start]) => start) - 1]?.[1] ?? null;
}

/** The titled sections above a place, outermost first. */
export function pathTo(place) {
  const path = [];
  for (let at = sectionAt(place); at; at = sections.get(at.parent_id)) {
    if (at.title) path.unshift(at);
  }
  return path;
}

/** The chapter a record is counted under: the second titled section from outside, else the first. */
export function chapterOf(record) {
  const path = pathTo(record.start);
  const chosen = path[1] ?? path[0];
  return chosen ? `${chosen.number ?? ""}${chosen.title}` : "";
}

/** The places a record draws on: one, or a finding's several. */
export function spansOf(record) {
  if (record.kind === "finding") return record.raw.evidence.filter((span) => !span.source);
  if (record.kind === "school") return mentionsOf.get(record.id) ?? [];
  return [record];
}

/** What is chosen and what is pointed at. */
export const chosen = { id: null };
export const onChoose = new Signal();

/** Choose a record; `from` says where it was chosen, so that the other side can follow. */
export function choose(id, from) {
  chosen.id = id;
  onChoose.tell(id ? records.get(id) : null, from);
}
