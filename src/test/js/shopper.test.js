// The shopper, and what is in the cart.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Shopper } from "../../main/webapp/assets/shopper.js";
import { Browser, World, settle } from "./world.js";

function open(answer, more = {}) {
  const world = new World();
  world.shop.set("P", 10);
  const store = new Map();
  const localStorage = { getItem: (key) => store.get(key) ?? null, setItem: (key, value) => store.set(key, value) };
  const tab = new Browser(world).tab({ localStorage, ...more });
  const calls = [];
  const { fetch } = tab.env;
  tab.env.fetch = (url, how) => {
    if (!url.endsWith("/cart")) return fetch(url, how);
    calls.push({ url, ...how });
    return answer(how);
  };
  return { world, shop: world.shop, tab, calls, store, shopper: new Shopper(tab.client) };
}

const line = (shop, count, incart) => ({ ...shop.set("P", count), incart, expires: "2026-11-22T21:30:00Z" });

test("what the cart answers is shown at once, and is what the shop is asked about next", async () => {
  const { world, shop, tab, calls, shopper } = open(async () => shop.response(200, line(shop, 8, 2)));
  tab.watch("P");
  await world.pass(1_000);
  const answer = await shopper.add("P", 2);
  await world.pass(1_000);

  const { expires, ...rest } = answer;
  assert.deepEqual(rest, { ok: true, status: 200, problem: undefined, item: "P", count: 8, inCart: 2 });
  assert.ok(expires instanceof Date);
  assert.deepEqual(tab.heard, ["P=10", "P=8"]);
  assert.equal(Object.fromEntries(calls[0].body).quantity, "2");
  assert.equal(calls[0].credentials, "omit");
  assert.equal(shop.asked.at(-1).since[0], shop.words("P").version);
});

test("a conflict changes the count, not the cart", async () => {
  const answers = [];
  const { shop, shopper } = open(async () => answers.shift());
  answers.push(shop.response(200, line(shop, 8, 2)));
  const { item, inventorycount, version } = shop.set("P", 0);
  answers.push(shop.response(409, { title: "Not enough left", detail: "Ask for 2 or fewer.", item, inventorycount, version }));

  await shopper.add("P", 2);
  const refused = await shopper.add("P", 9);
  assert.deepEqual([refused.ok, refused.status, refused.count, refused.inCart], [false, 409, 0, 2]);
  assert.equal(refused.problem, "Ask for 2 or fewer.");
});

test("no answer is status 0, and no exception", async () => {
  const { shopper } = open(async () => {
    throw new TypeError("Failed to fetch");
  });
  const { ok, status, inCart } = await shopper.remove("P");
  assert.deepEqual([ok, status, inCart], [false, 0, 0]);
  await assert.rejects(shopper.cart());
});

test("the session is made once, kept, cannot be guessed, and is in no address", async () => {
  const { shop, calls, store, shopper } = open(async () => shop.response(200, { items: [] }));
  shopper.look();
  assert.equal(calls.length, 0, "nobody has a cart yet");
  await shopper.cart();
  const session = shopper.session();

  assert.match(session, /^[0-9]{40,128}$/);
  assert.equal(store.get("liveshelf.session"), session);
  assert.equal(calls[0].headers["Liveshelf-Session"], session);
  assert.ok(!calls[0].url.includes(session));
  assert.notEqual(open().shopper.session(), session);
});

test("where nothing may be kept the session lasts as long as the page", () => {
  const forbidden = {
    get localStorage() {
      throw new DOMException("not here", "SecurityError");
    },
  };
  const { tab } = open();
  Object.defineProperties(tab.env, Object.getOwnPropertyDescriptors(forbidden));
  const shopper = new Shopper(tab.client);
  assert.equal(shopper.session(), shopper.session());
});

test("a look into the cart that is overtaken by a click, or by another shopper, is looked again", async () => {
  const waiting = [];
  const { shop, calls, shopper } = open((how) => new Promise((answer) => waiting.push(answer)));
  const answer = (json) => waiting.shift()(shop.response(200, json));
  shopper.configure({ session: "ann" });
  const added = shopper.add("P");
  waiting.reverse();
  answer(line(shop, 9, 1));
  await added;
  answer({ items: [] }); // how it was before the click
  await settle();
  assert.equal(shopper.line("P").inCart, 1);
  answer({ items: [line(shop, 8, 2)] });
  await settle();
  assert.equal(shopper.line("P").inCart, 2);

  shopper.look();
  shopper.configure({ session: "bob" });
  assert.equal(shopper.line("P").inCart, 0);
  waiting.reverse();
  answer({ items: [] });
  answer({ items: [line(shop, 8, 2)] }); // ann's
  await settle();
  assert.equal(shopper.line("P").inCart, 0);
  assert.deepEqual(calls.map(({ headers }) => headers?.["Liveshelf-Session"]), ["ann", undefined, "ann", "ann", "bob", "bob"]); // prettier-ignore
});

test("a shop may say who the shopper is, and what is in that cart is known then", async () => {
  const { shop, calls, store, shopper } = open(async () => shop.response(200, { items: [line(shop, 9, 1)] }));
  let changes = 0;
  shopper.addEventListener("change", () => (changes += 1));
  shopper.configure({ session: "ann" });
  await settle();

  assert.equal(calls[0].headers["Liveshelf-Session"], "ann");
  assert.equal(store.size, 0);
  shopper.configure({ session: "ann" });
  assert.equal(calls.length, 1, "said again, it changes nothing");
  assert.equal(shopper.line("P").inCart, 1);
  assert.equal(changes, 1);
  shopper.expire("P");
  assert.equal(shopper.line("P").inCart, 0);
});
