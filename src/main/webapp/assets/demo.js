// The demo shop. It uses what every shop can use, and nothing else.

import { cart, extend } from "./liveshelf.js";

const badge = document.getElementById("in-cart");
const list = document.getElementById("lines");
const MINUTE = 60_000;

/** Shows the cart that the shop knows of, in the corner and on its own page. */
async function look() {
  let lines;
  try {
    lines = await cart();
  } catch {
    if (list && !list.children.length) tellEmpty(list.dataset.trouble);
    return; // what is shown stays; the next look may find more
  }
  const units = lines.reduce((sum, line) => sum + line.inCart, 0);
  badge.textContent = units;
  badge.hidden = units === 0;
  if (list) show(lines);
}

function tellEmpty(text) {
  const words = document.querySelector("#empty span");
  words.hidden = !text;
  if (text) words.textContent = text;
}

const whenEmpty = list && document.querySelector("#empty span").textContent;

function show(lines) {
  for (const known of [...list.children]) {
    if (!lines.some((line) => line.item === known.dataset.item)) known.remove();
  }
  for (const line of lines) {
    const known = [...list.children].find((row) => row.dataset.item === line.item) ?? addRow(line.item);
    known.querySelector(".times").textContent = `× ${line.inCart}`;
    known.querySelector(".longer").hidden = !line.expires;
  }
  tellEmpty(lines.length === 0 && whenEmpty);
}

function addRow(item) {
  const row = document.getElementById("line").content.firstElementChild.cloneNode(/* deep= */ true);
  row.dataset.item = item;
  const link = row.querySelector("a");
  link.textContent = item;
  link.href = `./?item=${encodeURIComponent(item)}`;
  for (const element of row.querySelectorAll("live-stock, live-cart-button")) {
    element.setAttribute("item", item);
    element.setAttribute("label", item);
  }
  row.querySelector(".longer").addEventListener("click", async () => {
    await extend(item);
    look();
  });
  list.append(row);
  return row;
}

addEventListener("live-cart-change", look);
document.addEventListener("visibilitychange", () => document.hidden || look());
setInterval(() => document.hidden || look(), MINUTE); // what has run out is gone from here, too
look();
