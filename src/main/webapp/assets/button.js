// <live-cart-button item="P">: puts an item into the cart and takes it out again. What stands in it is for pages without scripts.

import { Live, part, write } from "./element.js";
import { shopper } from "./here.js";
import { say } from "./words.js";

export class LiveCartButton extends Live {
  #button = part("button", "button");
  #note = part("note");
  #clock = part("clock");
  #busy = false;
  #trouble; // what the last click came to, if it came to nothing
  #tick;
  #heed = () => this.level && this.show();

  constructor() {
    super();
    this.#button.type = "button";
    this.#button.onclick = () => this.#click();
    this.#note.role = "status";
    this.#clock.role = "timer";
  }

  connectedCallback() {
    super.connectedCallback();
    const session = this.getAttribute("session");
    if (session) shopper.configure({ session });
    shopper.addEventListener("change", this.#heed);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    shopper.removeEventListener("change", this.#heed);
    clearTimeout(this.#tick);
  }

  show() {
    const { count, gone, item } = this.level;
    const { inCart, expires } = shopper.line(item);
    const left = expires - Date.now();
    clearTimeout(this.#tick);
    if (left > 0 && this.isConnected) this.#tick = setTimeout(this.#heed, 1_000);
    if (expires && left <= 0 && !this.#busy) {
      this.#trouble = "expired";
      return shopper.expire(item); // and so back here
    }
    const out = !inCart && (gone || !count);
    this.dataset.state = this.#busy ? "busy" : inCart ? "in-cart" : out ? "sold-out" : this.#trouble ? "trouble" : "add";
    const text = say(this, inCart ? "remove" : out ? "sold-out" : "add");
    const label = this.getAttribute("label");
    write(this.#button, text);
    if (label) this.#button.ariaLabel = `${text}: ${label}`;
    this.#button.ariaDisabled = this.#busy || out; // not disabled: that would drop the focus
    write(this.#note, this.#trouble || inCart ? say(this, this.#trouble || "in-cart") : "");
    const seconds = Math.ceil(left / 1_000);
    write(this.#clock, left > 0 ? `${(seconds / 60) | 0}:${String(seconds % 60).padStart(2, 0)}` : "");
    this.fill(this.#button, " ", this.#note, " ", this.#clock);
  }

  async #click() {
    if (!this.level || this.#button.ariaDisabled === "true") return;
    const { item } = this.level;
    this.#busy = true;
    this.#trouble = "";
    this.show();
    const remove = shopper.line(item).inCart;
    const answer = await (remove ? shopper.remove(item) : shopper.add(item, this.getAttribute("quantity") ?? 1));
    this.#busy = false;
    if (!answer.ok) this.#trouble = answer.status === 409 ? "too-few" : "trouble";
    this.#heed(); // perhaps it is for another item by now
    this.tell("live-cart-change", answer);
  }
}
