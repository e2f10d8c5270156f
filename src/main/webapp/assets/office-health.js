// How the shop is, in words; and the audit.

import { ask } from "./office-call.js";
import { byId, fill, number, words, write } from "./office-text.js";

function list(root, lines) {
  const same = [...root.children].map((line) => line.textContent).join("\n") === lines.join("\n");
  if (same) return;
  root.replaceChildren(
    ...lines.map((line) => {
      const entry = document.createElement("li");
      entry.textContent = line;
      return entry;
    }),
  );
}

export class Health {
  constructor() {
    byId("audit").addEventListener("click", () => this.#audit());
  }

  async look() {
    const { status, json } = await ask("../health");
    const { engine, draining, trouble = [], viewers, store } = json;
    const said = words();
    const known = engine !== undefined;
    const bad = !known || draining || engine !== "up" || trouble.length > 0;
    byId("health").dataset.state = bad ? "ill" : "well";
    let state = said.well;
    if (!known) state = said.unreachable;
    else if (draining) state = said.draining;
    else if (engine !== "up") state = said.ill;
    else if (trouble.length) [state] = trouble.splice(0, 1);
    write(byId("state"), state);
    const rest = known && engine !== "up" && !trouble.length ? [engine] : trouble;
    list(byId("trouble"), rest);
    write(byId("facts"), known && status ? fill(said.facts, { store, viewers: number(viewers) }) : "");
  }

  async #audit() {
    const said = words();
    const button = byId("audit");
    const findings = byId("findings");
    button.disabled = true;
    write(findings, `${said.looking}…`);
    const { ok, json } = await ask("audit");
    button.disabled = false;
    if (!ok) return write(findings, json.detail ?? said.unreachable);
    if (!json.findings.length) return write(findings, said.straight);
    const lines = document.createElement("ul");
    list(lines, json.findings.map(({ item, what }) => `${item}: ${what}`)); // prettier-ignore
    findings.replaceChildren(said.crooked, lines);
  }
}
