// Building elements. Text only ever enters as text: no markup is parsed anywhere in these scripts.

/** An element with attributes, `on…` listeners and children (nodes, strings, or nothing). */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "value") made.value = value;
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** A button that says what it does. */
export function button(label, onclick, attributes = {}) {
  return element("button", { type: "button", class: "plain", onclick, ...attributes }, label);
}

export const byId = (id) => document.getElementById(id);

/** Says something to people who listen to the page. */
export function announce(words) {
  byId("announce").textContent = words;
}

/** Text cut to a number of characters. */
export function clip(text, length) {
  const characters = Array.from(text);
  return characters.length > length ? characters.slice(0, length - 1).join("") + "…" : text;
}

/** The place in a sorted list where `value` would be put after its equals. */
export function bisect(list, value, key = (item) => item) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (key(list[middle]) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Something others can wait for: `on` to listen, `tell` to speak. */
export class Signal {
  #listeners = [];
  on(listener) {
    this.#listeners.push(listener);
  }
  tell(...values) {
    for (const listener of this.#listeners) listener(...values);
  }
}
