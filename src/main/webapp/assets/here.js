// This page and its browser.

import { Client } from "./client.js";
import { Shopper } from "./shopper.js";

/** The one client of this page. The shop is where the script has come from: this is assets/VERSION/NAME. */
export const client = new Client(window, new URL("../..", import.meta.url).href);
export const shopper = new Shopper(client);

const on = (type, listener) => addEventListener(type, listener, /* capture= */ true); // also what only the document hears
on("visibilitychange", () => client.look());
on("online", () => setTimeout(() => client.look(), Math.random() * 300));
// A page that is put aside for a while holds nothing, so that the browser may keep it, and no other tab waits for it.
on("pagehide", client.stop);
on("freeze", client.stop);
on("pageshow", client.start);
on("resume", client.start);
client.start();
