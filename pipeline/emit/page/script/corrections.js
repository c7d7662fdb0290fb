// What the reader decided: kept in the browser until it is saved to the file beside the report, either by
// the local server or by a download. One correction is one line of corpus/reviews/<source id>.jsonl.

import { Signal } from "./dom.js";
import { kinds, lineAt, lines, records, report, words } from "./model.js";

const CONTEXT = 16;
const STORE = `taizhang-review:${report.source.id}`;
export const onDecide = new Signal();
/** Corrections not yet in the bundle, by the record or words they speak of. */
const pending = new Map();
let failure = "";

function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    failure = "浏览器不让本页存数据,关闭前请下载校核";
  }
}

export const reviewer = () => read("taizhang-reviewer") ?? "";
export const setReviewer = (name) => keep("taizhang-reviewer", name);

/** An id made from content (cyrb53), the same for the same decision. */
function contentId(text) {
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 2654435761);
    two = Math.imul(two ^ code, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909);
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return (4294967296 * (2097151 & two) + (one >>> 0)).toString(16).padStart(14, "0");
}

const tailOf = (text) => Array.from(text).slice(-CONTEXT).join("");
const headOf = (text) => Array.from(text).slice(0, CONTEXT).join("");

/** Words with what stands around them in their line: how a correction finds its place again. */
export function anchorOf(span) {
  const line = lines[lineAt(span.start)];
  return {
    quote: words(span.start, span.end),
    before: tailOf(line.slice(line.start, span.start)),
    after: headOf(line.slice(Math.min(span.end, line.end), line.end)),
    place: span.start,
  };
}

/** The words that stand for a record: a statement is known by its number, other records by their own words. */
function anchorSpan(record) {
  const quantity = record.kind === "statement" ? records.get(record.raw.quantity_id) : null;
  return quantity ?? record;
}

/** The machine's values of the fields that a form shows. */
export function valuesOf(record) {
  const values = {};
  for (const field of report.fields.forms[record.kind] ?? []) {
    const value = record.raw[field.name];
    if (field.name === "indicator") values.indicator = value?.name ?? null;
    else if (field.name === "deadline") values.deadline = value?.date ?? null;
    else if (record.kind === "mention") values.name = records.get(value ?? record.raw.school_id)?.raw.name ?? record.raw.text;
    else values[field.name] = value ?? null;
  }
  return values;
}

/** A correction of a record, or of a stretch of text for one that is added. */
export function makeCorrection(action, { record = null, kind = record?.kind, span = null, fields = {}, was = {}, names = [], target = null, reason = "" }) {
  const about = names.length || target ? {} : anchorOf(span ?? anchorSpan(record));
  const code = record?.kind === "finding" ? { code: record.raw.code } : {};
  const made = new Date().toISOString().slice(0, 19) + "Z";
  const body = { action, kind, ...about, ...code, fields, was, names, target, reason, by: reviewer(), made };
  for (const [name, value] of Object.entries(body)) {
    const empty = value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
    if (empty && name !== "before" && name !== "after") delete body[name];
  }
  return { id: contentId(JSON.stringify(body)), ...body };
}

/** Keep a decision; `key` is the record's id, so that a second decision replaces the first. */
export async function decide(key, correction) {
  const old = pending.get(key);
  const entry = { correction, saved: false };
  pending.set(key, entry);
  store();
  const earlier = old?.saved ? old.correction.id : records.get(key)?.raw.reviewed?.correction;
  if (report.saving) await send(entry, earlier);
  onDecide.tell(key);
}

export const isPending = (key) => pending.has(key);

/** Take back a decision: a new one is forgotten, one that is saved is withdrawn. */
export async function takeBack(key, appliedId) {
  const entry = pending.get(key);
  pending.delete(key);
  store();
  const saved = entry?.saved ? entry.correction.id : entry ? null : appliedId;
  if (saved) {
    const withdrawal = makeCorrection("withdraw", { kind: entry?.correction.kind ?? "record", target: saved });
    await decide(`withdraw:${saved}`, withdrawal);
  }
  onDecide.tell(key);
}

async function send(entry, replaces) {
  try {
    const answer = await fetch(report.saving.url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Taizhang-Token": report.saving.token },
      body: JSON.stringify({ ...entry.correction, replaces: replaces ?? undefined }),
    });
    const said = await answer.json();
    if (!answer.ok) throw new Error(said.message ?? answer.statusText);
    entry.saved = true;
    entry.message = said.message;
    failure = "";
    store();
  } catch (error) {
    failure = `没有存上:${error.message}`;
  }
}

/** Send what could not be sent before. */
export async function sendAll() {
  for (const entry of pending.values()) if (!entry.saved) await send(entry, null);
  onDecide.tell(null);
}

function store() {
  const rows = [...pending].filter(([, entry]) => !entry.saved).map(([key, entry]) => [key, entry.correction]);
  keep(STORE, JSON.stringify(rows));
}

/** Read what an earlier visit left, without what the bundle has taken in meanwhile. */
export function loadPending() {
  const known = new Set(report.corrections.map((outcome) => outcome.correction));
  let rows = [];
  try {
    rows = JSON.parse(read(STORE) ?? "[]");
  } catch {
    rows = [];
  }
  for (const [key, correction] of rows) {
    if (!known.has(correction.id)) pending.set(key, { correction, saved: false });
  }
}

/** What people said of a record: {action, by, reason, correction, waiting} or null. */
export function verdictOf(record) {
  const entry = pending.get(record.id);
  if (entry) return { ...entry.correction, correction: entry.correction.id, waiting: !entry.saved };
  const withdrawn = record.raw.reviewed && pending.has(`withdraw:${record.raw.reviewed.correction}`);
  return record.raw.reviewed && !withdrawn ? { ...record.raw.reviewed, waiting: false } : null;
}

const DECIDED = ["quantity", "statement", "mention", "project", "commitment", "finding", "numeral", "list"];

/** How many records carry a person's word, and how many decisions wait to be saved. */
export function tally() {
  const reviewed = DECIDED.flatMap((kind) => kinds[kind]).filter((record) => verdictOf(record)).length;
  const waiting = [...pending.values()].filter((entry) => !entry.saved).length;
  return { reviewed: reviewed + report.corrections.filter((o) => o.action === "reject").length, waiting, failure };
}

export const pendingCorrections = () => [...pending].map(([key, entry]) => ({ key, ...entry }));

/** The file to lay beside the report: its name and its lines. */
export function reviewFile() {
  const rows = [...pending.values()].map((entry) => entry.correction);
  rows.sort((a, b) => (a.place ?? 0) - (b.place ?? 0) || (a.id < b.id ? -1 : 1));
  const name = (reviewer() || "校核").replace(/[^\p{L}\p{N}_-]/gu, "");
  return { name: `${report.source.id}@${name}.jsonl`, content: rows.map((row) => JSON.stringify(row)).join("\n") + "\n" };
}
