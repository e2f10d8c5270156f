// What the elements have in common.

import { client } from "./here.js";

/** A part of an element, for the shop's style sheet. */
export function part(name, tag = "span") {
  const element = document.createElement(tag);
  element.setAttribute("part", name);
  return element;
}

/** Writes only what differs: an untouched text neither flickers nor is read out again. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Watches the item that its attribute names, while it is in the page. */
export class Live extends HTMLElement {
  level;
  #stop = () => {};

  connectedCallback() {
    const item = this.getAttribute("item");
    this.dataset.state = "waiting";
    if (item) this.#stop = client.watch(item, (level) => this.take(level));
  }

  disconnectedCallback() {
    this.#stop();
    this.level = undefined;
  }

  attributeChangedCallback(name, before) {
    if (!this.isConnected || before === this.getAttribute(name)) return;
    if (name === "item") {
      this.disconnectedCallback();
      this.connectedCallback();
    } else if (this.level) this.show();
  }

  take(level) {
    this.level = level;
    this.show();
  }

  tell = (name, detail) => this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}
