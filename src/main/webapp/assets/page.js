// The shopper's pages, of one item or of many: keep every count true and every button honest.

import { Card } from "./card.js";
import { list } from "./cart.js";
import { client } from "./liveshelf.js";
import { Summary } from "./summary.js";
import { byId, showConnection, words } from "./text.js";

const articles = [...document.querySelectorAll("article[data-item]")];

// What the page has come with is known: the shop need not say it again. It wrote the time, and then we got the page.
const { responseStart } = performance.getEntriesByType("navigation")[0];
client.shelf.ahead = Date.parse(words.now) - (performance.timeOrigin + responseStart);
client.hear(
  articles.map(({ dataset: { at, item, version, held, nextExpiry: nextexpiry } }) => {
    return { item, version, held: Number(held), nextexpiry, inventorycount: byId("count" + at).textContent };
  }),
);

const summary = byId("lines") && new Summary(byId("lines"));
const cards = articles.map((article) => new Card(article, (line) => summary?.take(line)));

/** In another window the cart may have become another one. What is clicked meanwhile is newer than the answer. */
async function lookIntoCart() {
  const before = cards.map((card) => card.clicks);
  const lines = await list();
  if (!lines || cards.some((card, i) => card.busy || card.clicks !== before[i])) return;
  client.hear(lines);
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
client.onstate = showConnection;
for (const card of cards) client.watch(card.sku, (level) => card.take(level)); // also at once, and so it is shown
