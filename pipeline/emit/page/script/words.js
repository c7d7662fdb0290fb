// Chinese words for codes and records.

import { clip } from "./dom.js";
import { kinds, mentionsOf, pathTo, records, report, statementsOf, words } from "./model.js";

/** The Chinese word for a code, or the code itself when there is none. */
export function label(table, code) {
  return report.labels[table]?.[code] ?? String(code ?? "");
}

const grouped = (value) => {
  const [whole, part] = value.split(".");
  const sign = whole.startsWith("-") ? "−" : "";
  const digits = whole.replace("-", "");
  const spaced = digits.length > 4 ? digits.replace(/\B(?=(\d{3})+$)/g, ",") : digits;
  return sign + spaced + (part ? `.${part}` : "");
};

/** Value, bound and unit: as printed where they are printed, else as one would write them. */
export function valueWords(raw) {
  if (raw.value === null || raw.value === undefined) return "";
  const sign = label("bound_sign", raw.bound ?? "eq");
  const quantity = records.get(raw.quantity_id)?.raw;
  const person = raw.reviewed ?? quantity?.reviewed;
  if (quantity && !person) return `${sign}${quantity.text.replace(/\s+/g, "")}${quantity.unit_implied ? quantity.unit : ""}`;
  const unit = raw.unit ?? "";
  if (unit === "名次") return `第${raw.value}`;
  return `${sign}${grouped(raw.value)}${raw.upper ? `~${grouped(raw.upper)}` : ""}${unit}`;
}

/** The layer that draws a record: the role for statements, else the kind. */
export function layerOf(record) {
  if (record.kind === "statement") return record.raw.role;
  return record.kind === "mention" ? "school" : record.kind;
}

/** The word on a record's tag. */
export function tagOf(record) {
  if (record.kind === "statement") return label("role", record.raw.role);
  if (record.kind === "commitment") return label("modality", record.raw.modality);
  if (record.kind === "finding") return label("severity", record.raw.severity);
  if (record.kind === "project") return label("stage", record.raw.stage);
  return label("kind", record.kind);
}

/** What a statement is about. */
export function indicatorWords(raw) {
  return raw.indicator?.name ?? raw.action?.text ?? clip(raw.text, 24);
}

export function schoolName(id) {
  return records.get(id)?.raw.name ?? "";
}

const TITLES = {
  numeral: (raw) => `${raw.text}  ${label("numeral_class", raw.class)}`,
  quantity: (raw) => `${raw.text}${raw.bound_text && !raw.text.includes(raw.bound_text) ? `(${raw.bound_text})` : ""}`,
  statement: (raw) => [indicatorWords(raw), valueWords(raw), raw.period ? `${raw.period}年` : ""].filter(Boolean).join(" "),
  mention: (raw) => (raw.school_id && schoolName(raw.school_id) !== raw.text ? `${raw.text} → ${schoolName(raw.school_id)}` : raw.text),
  school: (raw) => raw.name,
  list: (raw) => `${raw.stated === null ? "" : `写明 ${raw.stated} 个,`}列名 ${raw.named} 个`,
  project: (raw) => raw.name,
  commitment: (raw) => clip(raw.text, 46),
  finding: (raw) => clip(raw.message, 60),
};

/** One line that names a record. */
export function titleOf(record) {
  return TITLES[record.kind](record.raw);
}

/** The family of a finding in Chinese. */
export function familyOf(raw) {
  return label("finding_family", raw.code.split(".")[0]);
}

const facetWords = (facets) =>
  Object.entries(facets)
    .filter(([, value]) => value)
    .map(([name, value]) => `${label("field", name)} ${value}`)
    .join("、");

const changeWords = (change) => {
  const derived = change.derived_base ? `,推得基数 ${change.derived_base}` : "";
  return `${label("direction", change.direction)}(${label("change_kind", change.kind)})${change.ambiguous ? ",口径不明" : ""}${derived}`;
};

const CODED = {
  class: "numeral_class", bound: "bound", role: "role", measure: "measure", modality: "modality", match: "match",
  closure: "closure", stage: "stage", verifiability: "verifiability", severity: "severity",
};
const HIDDEN = new Set([
  "id", "start", "end", "text", "document_id", "section_id", "quantity_id", "numeral_ids", "statement_ids", "school_ids",
  "project_ids", "members", "evidence", "reviewed", "message", "parent_id",
]);
const SHOWN = {
  facets: facetWords,
  change: changeWords,
  indicator: (value) => `${value.name}${value.known ? "" : "(表外)"}`,
  value: (value) => grouped(value),
  upper: (value) => grouped(value),
  deadline: (value) => `${value.date}${value.text ? `(${value.text})` : "(按年度)"}`,
  fraction: (value) => `${value[1]} 分之 ${value[0]}`,
  school_id: (value) => schoolName(value),
  repeats: (value) => (records.has(value) ? titleOf(records.get(value)) : value),
  joins: (value) => value.map((join) => `${join.name}:${join.rule}${join.confirmed ? "" : "(待确认)"}`).join(";"),
};

function fieldWords(name, value, kind) {
  if (kind === "numeral" && name === "value") return value;
  if (SHOWN[name]) return SHOWN[name](value);
  if (CODED[name] && !(kind === "school" && name === "level")) return label(CODED[name], value);
  if (value === true) return "是";
  if (value === false) return "否";
  if (Array.isArray(value)) return value.join("、");
  if (typeof value === "object") return value.text ?? "";
  return String(value);
}

/** Every field of a record that says something, as {name, label, words}. */
export function fieldsOf(record) {
  const raw = record.raw;
  const shown = [];
  for (const [name, value] of Object.entries(raw)) {
    if (record.kind === "finding" && (name === "computation" || name === "suggestion")) continue;
    if (HIDDEN.has(name) || value === null || value === "" || value === false) continue;
    if (Array.isArray(value) && value.length === 0) continue;
    const text = fieldWords(name, value, record.kind);
    if (text) shown.push({ name, label: label("field", name), words: text });
  }
  return shown;
}

/** Where a record stands, as a path of headings. */
export function placeWords(start) {
  return pathTo(start).map((section) => `${section.number ?? ""}${clip(section.title, 22)}`).join(" › ");
}

/** The records that this one speaks of or is spoken of by, as [words, record]. */
export function relationsOf(record) {
  const raw = record.raw;
  const found = [];
  const add = (name, id) => records.has(id) && found.push([name, records.get(id)]);
  if (raw.quantity_id) add("数量", raw.quantity_id);
  for (const id of raw.numeral_ids ?? []) add("数字", id);
  for (const other of statementsOf.get(record.id) ?? []) found.push(["数据", other]);
  for (const id of raw.statement_ids ?? []) add("数据", id);
  for (const id of [raw.school_id, ...(raw.school_ids ?? [])]) add("学校", id);
  for (const id of raw.project_ids ?? []) add("项目", id);
  if (raw.repeats) add("同一事实", raw.repeats);
  if (raw.parent_id) add("隶属", raw.parent_id);
  if (record.kind === "school") for (const other of mentionsOf.get(record.id) ?? []) found.push(["提及", other]);
  return found;
}

/** Numerals that no quantity claims. */
export function unclaimedNumerals() {
  const claimed = new Set(kinds.quantity.flatMap((record) => record.raw.numeral_ids));
  return kinds.numeral.filter((record) => !claimed.has(record.id));
}

/** The words around a record, with itself in the middle: [before, itself, after]. */
export function contextOf(span, reach) {
  return [words(span.start - reach, span.start), words(span.start, span.end), words(span.end, span.end + reach)];
}
