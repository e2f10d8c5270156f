// What the elements have in common.

import { client } from "./here.js";

export function part(name, tag = "span") {
  const element = document.createElement(tag);
  element.setAttribute("part", name);
  return element;
}

/** Writes only what differs: an untouched text neither flickers nor is read out again. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Shows what the page came with until something is known of the item; its parts are for the shop's style sheet. */
export class Live extends HTMLElement {
  static observedAttributes = ["item", "show", "few", "quantity", "label", "lang"];
  #stop;

  constructor() {
    super();
    this.attachShadow({ mode: "open" }).append(document.createElement("slot"));
  }

  /** Also called for each change of an attribute; and, when the script comes after the element, for each that it has. */
  connectedCallback() {
    this.#stop?.();
    this.dataset.state = "waiting";
    const take = (level) => {
      const before = this.level;
      this.level = level;
      this.show(before);
    };
    this.level = null; // it may be of another item, which must not be acted on
    this.#stop = client.watch(this.getAttribute("item") ?? [], take);
  }

  disconnectedCallback() {
    this.#stop?.();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.connectedCallback();
  }

  fill(...parts) {
    if (!parts[0].isConnected) this.shadowRoot.replaceChildren(...parts);
  }

  tell = (name, detail) => this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}
