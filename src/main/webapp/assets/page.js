// The shopper's pages, of one item or of many: keep every count true and every button honest.

import { Card } from "./card.js";
import { list } from "./cart.js";
import { Summary } from "./summary.js";
import { byId, showConnection } from "./text.js";
import { watch } from "./watch.js";

const summary = byId("lines") && new Summary(byId("lines"));
const cards = [...document.querySelectorAll("article[data-item]")].map(
  (article) => new Card(article, (line) => summary?.take(line)),
);

/** In another window the cart may have become another one. What is clicked meanwhile is newer than the answer. */
async function lookIntoCart() {
  const before = cards.map((card) => card.clicks);
  const lines = await list();
  if (!lines || cards.some((card, i) => card.busy || card.clicks !== before[i])) return;
  summary?.takeAll(lines.map((line) => ({ ...line, name: cards.find((card) => card.sku === line.item)?.name })));
  for (const card of cards) card.takeLine(lines.find((line) => line.item === card.sku));
}

setInterval(() => {
  for (const card of cards) card.showClock();
  summary?.showClocks();
}, 1000);
document.addEventListener("visibilitychange", () => document.hidden || lookIntoCart());
addEventListener("pageshow", (event) => event.persisted && lookIntoCart());

showConnection("live");
for (const card of cards) card.show();
watch(cards);
