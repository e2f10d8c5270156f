// The operator's page: what there is, as it changes, and the operator's hand in it.

import { client } from "./liveshelf.js";
import { say } from "./office-call.js";
import { Charts } from "./office-charts.js";
import { Health } from "./office-health.js";
import { Panel } from "./office-panel.js";
import { Table } from "./office-table.js";
import { byId, write } from "./office-text.js";

const EVERY = 15_000; // as often as the shop takes a sample

const panel = new Panel();
const table = new Table((sku) => panel.open(sku));
panel.onchange = () => table.refresh();
const health = new Health();
const charts = new Charts();

const connection = byId("connection");
client.onstate = (state) => {
  connection.dataset.state = state;
  connection.hidden = false;
  write(connection, connection.dataset[state]);
};

say.over = () => {
  write(byId("over").firstElementChild, document.querySelector("main").dataset.over);
  byId("over").hidden = false;
};

function look() {
  if (document.hidden) return;
  health.look();
  charts.look();
}

setInterval(look, EVERY);
document.addEventListener("visibilitychange", () => {
  look();
  table.refresh();
});
setInterval(() => document.hidden || (table.tick(), panel.tick()), 1_000);
look();
table.look();
