// Live stock on any shop page. The types are in liveshelf.d.ts; what all this is good for, in the README.

import { client, shopper } from "./here.js";
import { LiveCartButton } from "./button.js";
import { LiveStock } from "./stock.js";

export { client, shopper }; // for the pages that come with it; not a promise

/** @type {typeof import("./liveshelf.d.ts").watch} */
export const watch = (items, callback, options) => client.watch(items, callback, options);

export const add = (item, quantity) => shopper.add(item, quantity);
export const remove = (item) => shopper.remove(item);
export const extend = (item) => shopper.extend(item);
export const cart = () => shopper.cart();
export const session = () => shopper.session();
export const configure = (settings) => shopper.configure(settings);

for (const [name, element] of [["live-stock", LiveStock], ["live-cart-button", LiveCartButton]]) { // prettier-ignore
  if (!customElements.get(name)) customElements.define(name, element);
}
