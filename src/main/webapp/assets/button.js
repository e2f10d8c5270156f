// <live-cart-button item="P">: puts an item into the cart and takes it out again. What stands in it is for pages without scripts.

import { Live, part, write } from "./element.js";
import { shopper } from "./here.js";
import { say } from "./words.js";

export class LiveCartButton extends Live {
  static observedAttributes = ["item", "quantity", "session", "label", "lang", "add", "remove", "sold-out", "gone"];
  #button = part("button", "button");
  #note = part("note");
  #clock = part("clock");
  #busy = false;
  #trouble = ""; // what the last click came to, if it came to nothing
  #tick;
  #slot = document.createElement("slot");

  constructor() {
    super();
    this.#button.type = "button";
    this.#button.onclick = () => this.#click();
    this.#note.setAttribute("role", "status");
    this.#clock.setAttribute("role", "timer");
    this.attachShadow({ mode: "open", delegatesFocus: true }).append(this.#slot);
  }

  connectedCallback() {
    super.connectedCallback();
    const session = this.getAttribute("session");
    if (session) shopper.configure({ session });
    shopper.addEventListener("change", this.#heed);
    document.addEventListener("visibilitychange", this.#look);
    this.#look();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    shopper.removeEventListener("change", this.#heed);
    document.removeEventListener("visibilitychange", this.#look);
    clearInterval(this.#tick);
  }

  #look = () => document.hidden || shopper.look(); // in another tab the cart may have become another one
  #heed = () => this.level && this.show();

  show() {
    const { count, gone } = this.level;
    const { inCart, expires } = shopper.line(this.level.item);
    const left = expires ? expires - Date.now() : 0;
    clearInterval(this.#tick);
    if (inCart && expires && left <= 0 && !this.#busy) {
      this.#trouble = "expired";
      return shopper.expire(this.level.item); // and so back here
    }
    if (inCart && expires) this.#tick = setInterval(this.#heed, 1_000);
    const away = !inCart && (gone ? "gone" : count === 0 && "sold-out");
    const trouble = this.#trouble;
    this.dataset.state = this.#busy ? "busy" : inCart ? "in-cart" : away || (trouble ? "trouble" : "add");
    const text = say(this, inCart ? "remove" : away || "add");
    const label = this.getAttribute("label");
    write(this.#button, text);
    this.#button.ariaLabel = label && `${text}: ${label}`;
    this.#button.ariaDisabled = this.#busy || !!away; // not disabled: that would drop the focus
    this.#button.ariaBusy = this.#busy;
    write(this.#note, trouble || inCart ? say(this, trouble || "in-cart") : "");
    const seconds = Math.round(left / 1_000);
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    write(this.#clock, inCart && expires ? say(this, "in-cart-for", { time }) : "");
    if (this.#slot.isConnected) this.#slot.replaceWith(this.#button, " ", this.#note, " ", this.#clock);
  }

  async #click() {
    if (this.#button.ariaDisabled === "true") return;
    const { item } = this.level;
    this.#busy = true;
    this.#trouble = "";
    this.show();
    const remove = shopper.line(item).inCart > 0;
    const answer = await (remove ? shopper.remove(item) : shopper.add(item, Number(this.getAttribute("quantity") ?? 1)));
    this.#busy = false;
    if (!answer.ok) this.#trouble = answer.status === 409 ? "too-few" : "trouble";
    this.show();
    this.tell("live-cart-change", answer);
  }
}
