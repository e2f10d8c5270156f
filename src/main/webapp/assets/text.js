// What the pages say, and how it gets there.

export const main = document.querySelector("main");

/** The words travel in the page, in the reader's language: a script speaks no language of its own. */
export const words = main.dataset;

export const byId = (id) => document.getElementById(id);

/** Writes only what differs: an untouched text neither flickers nor is read out again. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** How the page stands with the shop: "live" or "away". */
export function showConnection(state) {
  main.dataset.state = state;
  const away = state === "away";
  write(byId("connection"), away ? words.reconnecting : words.live);
  write(byId("away"), away ? words.awayNotice : "");
  byId("connection").hidden = false;
}
