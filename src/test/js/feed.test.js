// One tab, and how it asks.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, World, settle } from "./world.js";

function open(seed) {
  const world = new World(seed);
  const { shop } = world;
  shop.set("P", 10);
  return { world, shop, tab: new Browser(world).tab() };
}

test("what changes is heard, once, and each question says what is known", async () => {
  const { shop, tab } = open();
  tab.watch("P");
  await settle();
  assert.deepEqual(tab.heard, ["P=10"]);
  await tab.browser.world.pass(200);

  shop.set("P", 9);
  await settle();

  assert.deepEqual(tab.heard, ["P=10", "P=9"]);
  await tab.browser.world.pass(200);
  assert.deepEqual(shop.asked.map(({ since }) => since[0]), ["", "e1.1", "e1.2"]);
});

test("what changes between two questions is not missed", async () => {
  const { world, shop, tab } = open();
  shop.pollafter = 4_000;
  tab.watch("P");
  await settle();
  shop.set("P", 9); // nobody waits
  assert.equal(shop.waiting.size, 0);

  await world.pass(4_000);

  assert.equal(tab.last, "P=9");
});

test("all of a page share one question, also what comes later", async () => {
  const { world, shop, tab } = open();
  shop.set("Q", 5);
  tab.watch("P");
  tab.watch("P", "Q");
  await world.pass(1_000);
  assert.deepEqual([...shop.waiting].map(({ items }) => items), [["P", "Q"]]);

  shop.set("R", 3);
  tab.watch("R");
  await world.pass(1_000);

  assert.deepEqual([...shop.waiting].map(({ items }) => items), [["P", "Q", "R"]]);
  assert.deepEqual(tab.heard, ["P=10", "P=10", "Q=5", "R=3"]);
});

test("who comes late is told at once what is known, and who has left is told nothing", async () => {
  const { world, shop, tab } = open();
  const leave = tab.watch("P");
  await world.pass(1_000);
  const late = [];
  const stop = new AbortController();
  tab.client.watch("P", ({ count }) => late.push(count), { signal: stop.signal });
  await settle();
  assert.deepEqual(late, [10]);
  leave();
  shop.set("P", 9);
  await world.pass(1_000);
  stop.abort();
  shop.set("P", 8);
  await world.pass(30_000);

  assert.deepEqual([tab.heard, late], [["P=10"], [10, 9]]);
  assert.equal(shop.waiting.size, 0, "nobody wants anything");
});

test("a watcher's mistake is not the others'", async () => {
  const { world, tab } = open();
  const mistake = new Error("mine");
  tab.client.watch("P", () => {
    throw mistake;
  });
  tab.watch("P");
  await world.pass(1_000);

  assert.deepEqual([tab.heard, tab.mistakes], [["P=10"], [mistake]]);
});

test("sixty items are two questions", async () => {
  const { world, shop, tab } = open();
  const items = Array.from({ length: 60 }, (_, i) => `I${i}`);
  for (const item of items) shop.set(item, 1);
  tab.watch(...items);
  await world.pass(1_000);

  assert.deepEqual([...shop.waiting].map(({ items }) => items.length), [50, 10]);
  shop.set("I59", 0);
  await settle();
  assert.equal(tab.last, "I59=0");
});

test("of many items the one that is not there is found out, and the others stay live", async () => {
  const { world, shop, tab } = open();
  shop.set("R", 3);
  tab.watch("P", "Q", "R");
  await world.pass(2_000);
  assert.deepEqual(tab.heard.toSorted(), ["P=10", "Q=gone", "R=3"]);
  assert.deepEqual([...shop.waiting].map(({ items }) => items), [["P", "R"]]);

  shop.set("Q", 7);
  tab.client.watch("Q", () => {});
  tab.watch("S");
  await world.pass(2_000);
  assert.equal(tab.last, "S=gone");
});

test("an item that is gone is asked for slowly, and is back when it is", async () => {
  const { world, shop, tab } = open();
  tab.watch("Q");
  await world.pass(600_000);
  assert.equal(tab.last, "Q=gone");
  assert.ok(shop.asked.length <= 11, `${shop.asked.length} questions`);

  shop.set("Q", 2);
  await world.pass(80_000);
  assert.equal(tab.last, "Q=2");
});

test("an older answer that comes late changes nothing", async () => {
  const { world, shop, tab } = open();
  tab.watch("P");
  await world.pass(1_000);
  const old = shop.words("P");
  tab.client.hear([{ ...shop.set("P", 9), incart: 1 }]);
  tab.client.hear([old]);
  await world.pass(1_000);

  assert.deepEqual(tab.heard, ["P=10", "P=9"]);
  shop.epoch = "e2";
  shop.set("P", 10); // its history is lost: lower numbers are newer now
  await world.pass(1_000);
  assert.equal(tab.last, "P=10");
});

test("the shop is away for a day: it is asked again and again, more and more slowly, and found when it is back", async () => {
  for (const seed of [1, 2, 3]) {
    const { world, shop, tab } = open(seed);
    tab.watch("P");
    await world.pass(1_000);
    shop.breakDown();
    shop.asked.length = 0;
    await world.pass(86_400_000);
    const gaps = shop.asked.slice(1).map(({ at }, i) => at - shop.asked[i].at);
    assert.ok(Math.max(...gaps) <= 30_000, `seed ${seed}: gave up for ${Math.max(...gaps)}`);
    assert.ok(shop.asked.length < 86_400 / 10, `seed ${seed}: ${shop.asked.length} questions`);
    assert.equal(tab.client.state, "away");

    shop.broken = null;
    shop.set("P", 3);
    await world.pass(30_000);
    assert.equal(tab.last, "P=3");
    assert.equal(tab.client.state, "live");
  }
});

test("a hundred browsers do not come back in step", async () => {
  const world = new World(7);
  world.shop.set("P", 10);
  for (let i = 0; i < 100; i++) new Browser(world).tab().watch("P");
  await world.pass(1_000);
  world.shop.breakDown();
  world.shop.asked.length = 0;
  await world.pass(60_000);

  const perSecond = group(world.shop.asked);
  const later = [...perSecond].filter(([second]) => second >= world.now / 1_000 - 50).map(([, asked]) => asked.length);
  assert.ok(Math.max(...later) < 30, `${Math.max(...later)} in one second`);
});

const group = (asked) => {
  const groups = new Map();
  for (const question of asked) {
    const second = Math.floor(question.at / 1_000);
    groups.set(second, [...(groups.get(second) ?? []), question]);
  }
  return groups;
};

test("what the shop asks for in Retry-After it gets, whoever looks meanwhile", async () => {
  const { world, shop, tab } = open();
  shop.broken = () => shop.response(503, {}, { "Retry-After": "120" });
  tab.watch("P");
  await settle();
  for (let i = 0; i < 119; i++) {
    tab.client.look();
    await world.pass(1_000);
  }
  assert.equal(shop.asked.length, 1);
  await world.pass(3_000);
  assert.ok(shop.asked.length >= 2);
});

test("an absurd Retry-After does not send it to sleep for good", async () => {
  const { world, shop, tab } = open();
  shop.broken = () => shop.response(503, {}, { "Retry-After": "99999999" });
  tab.watch("P");
  await settle();
  shop.broken = null;
  await world.pass(602_000);

  assert.equal(tab.last, "P=10");
});

test("somebody looks, or the network is back: no need to sit the pause out", async () => {
  const { world, shop, tab } = open(5);
  shop.breakDown();
  tab.watch("P");
  await world.pass(600_000);
  shop.broken = null;
  tab.client.look();
  await settle();

  assert.equal(tab.last, "P=10");
});

test("pollafter is a window, and all of it is used", async () => {
  const pauses = [];
  for (let seed = 1; seed <= 40; seed++) {
    const { world, shop, tab } = open(seed * 999_331);
    shop.pollafter = 10_000;
    tab.watch("P");
    await world.pass(11_000);
    pauses.push(shop.asked[1].at - shop.asked[0].at);
  }
  assert.ok(pauses.every((pause) => pause <= 10_000));
  assert.ok(Math.min(...pauses) < 2_000 && Math.max(...pauses) > 8_000, String(pauses));
});

test("somebody in between who answers at once, always the same, is not hammered", async () => {
  const { world, shop, tab } = open();
  shop.broken = ({ items }) => shop.response(200, shop.words(items[0]));
  tab.watch("P");
  await world.pass(3_600_000);

  assert.ok(shop.asked.length < 400, `${shop.asked.length} questions in an hour`);
});

test("each answer is news: ten questions a second are the most", async () => {
  const { world, shop, tab } = open();
  let n = 0;
  shop.broken = () => shop.response(200, { ...shop.words("P"), version: `e${n++}.1` });
  tab.watch("P");
  await world.pass(10_000);

  assert.ok(shop.asked.length <= 101, `${shop.asked.length} questions`);
});

test("404 for all together but for none alone is a failure like any other", async () => {
  const { world, shop, tab } = open();
  shop.set("Q", 5);
  shop.broken = ({ items }) => (items.length > 1 ? shop.response(404) : shop.response(200, shop.words(items[0])));
  tab.watch("P", "Q");
  await world.pass(600_000);

  assert.deepEqual(tab.heard.toSorted(), ["P=10", "Q=5"]);
  assert.ok(shop.asked.length < 200, `${shop.asked.length} questions in ten minutes`);
});

test("answers that are not the shop's are failures like any other", async () => {
  for (const odd of [null, 1, "x", { items: {} }, { items: [null] }, { version: 5 }]) {
    const { world, shop, tab } = open();
    shop.broken = () => shop.response(200, odd);
    tab.watch("P");
    await world.pass(3_600_000);
    assert.ok(shop.asked.length < 400, `${JSON.stringify(odd)}: ${shop.asked.length} questions in an hour`);

    shop.broken = null;
    await world.pass(30_000);
    assert.equal(tab.last, "P=10", JSON.stringify(odd));
  }
});

test("an answer that never comes is given up after a minute", async () => {
  const { world, shop, tab } = open();
  shop.broken = () => {}; // says nothing
  tab.watch("P");
  await world.pass(59_000);
  assert.equal(shop.asked.length, 1);
  shop.broken = null;
  await world.pass(4_000);

  assert.equal(tab.last, "P=10");
});

test("nobody looks: one question a minute, never held; shown again, it is caught up with at once", async () => {
  const { world, shop, tab } = open();
  tab.watch("P");
  await world.pass(1_000);
  tab.hide();
  await world.pass(30_000);
  shop.asked.length = 0;
  await world.pass(3_600_000);
  assert.ok(shop.asked.length >= 45 && shop.asked.length <= 60, `${shop.asked.length} questions in an hour`);
  assert.ok(shop.asked.every(({ wait }) => wait === "0"));
  assert.equal(shop.waiting.size, 0);

  shop.set("P", 4);
  tab.show();
  await settle();
  assert.equal(tab.last, "P=4");
  await world.pass(1_000);
  assert.equal(shop.waiting.size, 1);
});

test("a device whose clock is hours off still tells when the unit comes back", async () => {
  const { world, shop, tab } = open();
  const offset = 7_200_000;
  shop.response = (status, json) =>
    new Response(JSON.stringify(json), { headers: { Date: new Date(world.now + offset).toUTCString() } });
  shop.set("P", 0, { nextexpiry: new Date(world.now + offset + 60_000).toISOString() });
  let left;
  tab.client.watch("P", ({ nextExpiry }) => (left = nextExpiry - world.now));
  await settle();

  assert.ok(Math.abs(left - 60_000) <= 1_000, `${left} ms left`);
});
