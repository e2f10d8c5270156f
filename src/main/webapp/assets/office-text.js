// What the operator's page says, and how it gets there.

import { countdown } from "./clock.js";

export const byId = (id) => document.getElementById(id);

export const words = () => document.querySelector("main").dataset;

/** Writes only what differs: an untouched text neither flickers nor is read out again. Tells whether it did. */
export function write(element, text) {
  const differs = element.textContent !== String(text);
  if (differs) element.textContent = text;
  return differs;
}

/** A number as the page's language writes it. */
export const number = (value, digits = 0) =>
  new Intl.NumberFormat(document.documentElement.lang || "en", { maximumFractionDigits: digits }).format(value);

/** The sentence with numbers and names in it. */
export const fill = (sentence, values) =>
  sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));

/** Writes the counts of an item into whatever says which of them it shows. */
export function writeCounts(root, counts, changed = () => {}) {
  for (const cell of root.querySelectorAll("[data-of]")) {
    const what = cell.dataset.of;
    if (what !== "next" && write(cell, number(counts[what]))) changed(cell);
  }
  writeNext(root, counts);
}

/** How long it is until the next held unit may come back. */
export function writeNext(root, { next }) {
  const cell = root.querySelector("[data-of=next]");
  write(cell, (next && countdown("{time}", next)) || words().none);
}
