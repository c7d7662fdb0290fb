// The forms: change a record, reject it with a reason, add a missed one, join or separate schools.

import { announce, button, byId, element } from "./dom.js";
import { decide, makeCorrection, reviewer, setReviewer, valuesOf } from "./corrections.js";
import { kinds, mentionsOf, report, words } from "./model.js";
import { label, titleOf } from "./words.js";

const dialog = byId("dialog");

function openDialog(title, ...children) {
  dialog.replaceChildren(element("h2", { id: "dialog-title" }, title), ...children);
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("[data-first]")?.focus();
}

export function closeDialog() {
  if (dialog.open) dialog.close();
}

export const dialogIsOpen = () => dialog.open;

function inputFor(field, value, first) {
  const common = { name: field.name, "data-first": first };
  if (field.input === "choice") {
    const options = field.choices.map((code) => element("option", { value: code, selected: code === value }, label(field.labels, code)));
    return element("select", common, options);
  }
  if (field.input === "yesno") return element("input", { ...common, type: "checkbox", checked: value === true });
  const mode = field.input === "integer" ? "numeric" : field.input === "number" ? "decimal" : null;
  return element("input", { ...common, type: "text", inputmode: mode, value: value ?? "" });
}

function readField(field, form) {
  const input = form.elements.namedItem(field.name);
  if (field.input === "yesno") return input.checked;
  const text = input.value.trim();
  if (text === "") return field.empty ? null : undefined;
  if (field.input === "integer") return /^\d{1,6}$/.test(text) ? Number(text) : undefined;
  if (field.input === "number") return /^-?\d+(\.\d+)?$/.test(text) ? text : undefined;
  return text;
}

const whoRow = () => element("label", {}, "姓名", element("input", { name: "reviewer", type: "text", value: reviewer(), autocomplete: "name" }));
const whyRow = (first) => element("label", {}, "理由", element("input", { name: "reason", type: "text", "data-first": first }));

/** A form whose answer is handed to `done(values, reason)`; `done` may return words that say what is wrong. */
function formOf(fields, values, done, { submit = "保存", whyFirst = false } = {}) {
  const wrong = element("p", { class: "wrong", role: "alert" });
  const form = element(
    "form",
    { class: "form", method: "dialog" },
    fields.map((field, at) => element("label", {}, label("field", field.name), inputFor(field, values[field.name], at === 0 && !whyFirst))),
    whyRow(whyFirst),
    whoRow(),
    wrong,
    element("div", { class: "buttons" }, button("取消", closeDialog), element("button", { type: "submit", class: "plain strong" }, submit)),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const read = {};
    for (const field of fields) {
      const value = readField(field, form);
      if (value === undefined) {
        wrong.textContent = `“${label("field", field.name)}”填得不对`;
        return;
      }
      read[field.name] = value;
    }
    setReviewer(form.elements.namedItem("reviewer").value.trim());
    const said = await done(read, form.elements.namedItem("reason").value.trim());
    if (said) wrong.textContent = said;
    else closeDialog();
  });
  return form;
}

/** Change the fields of a record. */
export function openEdit(record) {
  const fields = report.fields.forms[record.kind] ?? [];
  const machine = valuesOf(record);
  openDialog(
    `改正:${titleOf(record)}`,
    formOf(fields, machine, async (values, reason) => {
      const was = Object.fromEntries(Object.entries(machine).filter(([name, value]) => values[name] !== value));
      if (Object.keys(was).length === 0) return "没有改动;若机器是对的,请用“认可”";
      const names = record.kind === "school" ? [record.raw.name] : [];
      await decide(record.id, makeCorrection("change", { record, fields: values, was, names, reason }));
      announce(`已改正:${titleOf(record)}`);
      return "";
    }),
  );
}

/** Say that the machine is wrong: no such record. */
export function openReject(record) {
  if (record.kind === "school") return;
  openDialog(
    `驳回:${titleOf(record)}`,
    formOf([], {}, async (_, reason) => {
      await decide(record.id, makeCorrection("reject", { record, reason }));
      announce(`已驳回:${titleOf(record)}`);
      return "";
    }, { submit: "驳回", whyFirst: true }),
  );
}

const DEFAULTS = {
  statement: { role: "result", measure: "stock", modality: "plain" },
  quantity: { bound: "eq" },
  project: { stage: "planned", modality: "plain" },
  commitment: { modality: "plain", verifiability: "C" },
  finding: { severity: "medium" },
};

/** Numbers in the selected words give the form a start. */
function guessed(kind, quote) {
  const number = quote.match(/\d+(\.\d+)?/);
  if (kind === "quantity" && number) return { value: number[0], unit: quote.slice(number.index + number[0].length).trim() };
  if (kind === "mention" || kind === "project") return { name: quote };
  return {};
}

/** Add a record over a stretch of the text. */
export function openAdd(span) {
  const quote = words(span.start, span.end);
  const show = (kind) => {
    const fields = report.fields.forms[kind];
    const values = { ...DEFAULTS[kind], ...guessed(kind, quote) };
    const choices = report.fields.addable.map((code) =>
      button(label("kind", code), () => show(code), { "aria-pressed": code === kind ? "true" : "false", class: code === kind ? "plain strong" : "plain" }),
    );
    openDialog(
      "补记",
      element("blockquote", {}, quote),
      element("div", { class: "stack", role: "group", "aria-label": "补记哪一种" }, choices),
      formOf(fields, values, async (read, reason) => {
        const hit = kind === "statement" ? kinds.quantity.find((q) => q.start >= span.start && q.end <= span.end) : null;
        const over = hit ?? span;
        if (kind === "statement" && !hit) return "所选文字里没有数量;请先补记数量,或选中数量再补";
        await decide(`add:${kind}:${over.start}-${over.end}`, makeCorrection("add", { kind, span: over, fields: read, reason }));
        announce("已补记");
        return "";
      }),
    );
  };
  show(report.fields.addable[0]);
}

/** Say of two schools that they are one, or are not. */
export async function decideSchools(action, school, name, reason = "") {
  const key = `${action}:${school.raw.name}:${name}`;
  await decide(key, makeCorrection(action, { kind: "school", names: [school.raw.name, name], reason }));
  announce(label("review_action", action));
}

/** Join a school with another, or take a form of its name apart from it. */
export function openSchools(school) {
  const others = kinds.school.filter((other) => other.id !== school.id);
  const forms = [...new Set((mentionsOf.get(school.id) ?? []).map((mention) => mention.raw.text))].filter((form) => form !== school.raw.name);
  const other = element("select", { name: "other", "data-first": true, "aria-label": "另一所学校" }, others.map((o) => element("option", { value: o.raw.name }, o.raw.name)));
  const apart = element("select", { name: "apart", "aria-label": "一种写法" }, forms.map((form) => element("option", { value: form }, form)));
  const reason = element("input", { name: "reason", type: "text" });
  const who = element("input", { name: "reviewer", type: "text", value: reviewer() });
  const act = async (action, name) => {
    if (!name) return;
    setReviewer(who.value.trim());
    await decideSchools(action, school, name, reason.value.trim());
    closeDialog();
  };
  openDialog(
    `学校:${school.raw.name}`,
    element(
      "div",
      { class: "form" },
      element("label", {}, "同一所", other),
      element("label", {}, "不是它", apart),
      element("label", {}, "理由", reason),
      element("label", {}, "姓名", who),
      element("div", { class: "buttons" }, button("取消", closeDialog), button("分开这个写法", () => act("separate", apart.value), { disabled: forms.length === 0 }), button("合并为一所", () => act("join", other.value), { class: "plain strong", disabled: others.length === 0 })),
    ),
  );
}

const KEYS = [
  ["j / k", "下一条、上一条(按当前表的次序)"],
  ["a", "认可"], ["r", "驳回"], ["e", "改正"],
  ["[ / ]", "此处外一层、内一层的记录"],
  ["/", "在表里搜索"], ["Esc", "关闭"],
  ["1–9, 0", "开关图层"],
  ["?", "这份说明"],
];

/** The keys, in a dialog. */
export function openHelp() {
  openDialog(
    "按键",
    element("dl", {}, KEYS.map(([keys, what]) => [element("dt", {}, element("kbd", {}, keys)), element("dd", {}, what)])),
    element("p", {}, "选中正文里的文字,可以补记漏掉的记录。点一处标注,再点一次换外一层。"),
    element("div", { class: "buttons" }, button("知道了", closeDialog, { "data-first": true })),
  );
}
