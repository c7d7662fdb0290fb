// From overlapping records to flat stretches of text: a stretch carries every record that lies over it,
// innermost (shortest) first, and the classes that draw them together.

import { kinds, lineAt, lines, spansOf, statementsOf } from "./model.js";

const STRENGTH = { guarantee: "guarantee", plain: "plain-strength", strive: "strive", process: "process", explore: "explore" };

function classesOf(record) {
  const raw = record.raw;
  if (record.kind === "statement") return raw.role;
  if (record.kind === "commitment") return `commitment ${STRENGTH[raw.modality]}`;
  if (record.kind === "mention") return "school";
  if (record.kind === "finding") return raw.severity === "info" ? "remark" : "finding";
  if (record.kind === "quantity") {
    const roles = (statementsOf.get(record.id) ?? []).map((statement) => `of-${statement.raw.role}`);
    return ["quantity", ...new Set(roles)].join(" ");
  }
  return record.kind;
}

const DRAWN = ["numeral", "quantity", "statement", "mention", "project", "commitment", "finding"];

/** Give every line the entries that lie in it. Run once. */
export function layOut() {
  for (const kind of DRAWN) {
    for (const record of kinds[kind]) {
      const classes = classesOf(record);
      for (const span of spansOf(record)) {
        if (span.end <= span.start) continue;
        const entry = { record, start: span.start, end: span.end, classes };
        for (let at = lineAt(span.start); at < lines.length && lines[at].start < span.end; at += 1) {
          if (lines[at].end > span.start) lines[at].entries.push(entry);
        }
      }
    }
  }
}

/** The stretches of a line in order, as {start, end, entries}; entries is empty for plain text. */
export function cutLine(line) {
  const borders = [];
  for (const entry of line.entries) {
    borders.push({ place: Math.max(entry.start, line.start), entry, opens: true });
    borders.push({ place: Math.min(entry.end, line.end), entry, opens: false });
  }
  borders.sort((a, b) => a.place - b.place || Number(a.opens) - Number(b.opens));
  const open = new Set();
  const stretches = [];
  let from = line.start;
  const close = (to) => {
    if (to <= from) return;
    const entries = [...open].sort((a, b) => a.end - a.start - (b.end - b.start));
    stretches.push({ start: from, end: to, entries });
    from = to;
  };
  for (const border of borders) {
    close(border.place);
    if (border.opens) open.add(border.entry);
    else open.delete(border.entry);
  }
  close(line.end);
  return stretches;
}
