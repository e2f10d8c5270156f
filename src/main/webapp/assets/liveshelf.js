// Live stock on any shop page. The types are in liveshelf.d.ts; what all this is good for, in the README.

import { client, shopper } from "./here.js";
import { LiveCartButton } from "./button.js";
import { LiveStock } from "./stock.js";

export { client }; // for the pages that come with it; not a promise

export const { watch } = client;
export const { add, remove, extend, cart, session, configure } = shopper;

// In another tab the cart may have become another one.
addEventListener("visibilitychange", () => document.hidden || shopper.look());
shopper.look();

for (const [name, element] of [["live-stock", LiveStock], ["live-cart-button", LiveCartButton]]) { // prettier-ignore
  customElements.get(name) ?? customElements.define(name, element);
}
