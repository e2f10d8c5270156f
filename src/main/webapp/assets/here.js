// This page and its browser, as the client needs them.

import { Client } from "./client.js";
import { Shopper } from "./shopper.js";

const env = {
  base: new URL("../..", import.meta.url).href, // this is assets/VERSION/NAME
  fetch: (...all) => fetch(...all),
  now: Date.now,
  random: Math.random,
  setTimeout: (...all) => setTimeout(...all),
  clearTimeout: (timer) => clearTimeout(timer),
  hidden: () => document.hidden,
  report: (mistake) => setTimeout(() => { throw mistake; }), // prettier-ignore
  storage: () => localStorage,
  bits: (array) => crypto.getRandomValues(array),
  locks: navigator.locks,
  BroadcastChannel: globalThis.BroadcastChannel,
  EventSource: globalThis.EventSource,
};

/** The one client of this page. */
export const client = new Client(env);
export const shopper = new Shopper(client, env);

const look = () => client.look();
document.addEventListener("visibilitychange", look);
addEventListener("online", () => setTimeout(look, Math.random() * 300));
// A page that is put aside for a while holds nothing, so that the browser may keep it, and no other tab waits for it.
addEventListener("pagehide", client.stop);
document.addEventListener("freeze", client.stop);
addEventListener("pageshow", client.start);
document.addEventListener("resume", client.start);
client.start();
