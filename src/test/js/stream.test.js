// The event stream: taken when it has proven itself, left when it is silent.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, World, settle } from "./world.js";

async function open(stream = "good", ...items) {
  const world = new World();
  const { shop } = world;
  for (const item of ["P", ...items]) shop.set(item, 10);
  shop.stream = stream;
  const tab = new Browser(world).tab({ EventSource: shop.eventSource() });
  tab.watch("P", ...items);
  await world.pass(1_000);
  return { world, shop, tab };
}

test("the question is held until the stream has proven itself by a beat, then no more", async () => {
  const { world, shop, tab } = await open();
  assert.deepEqual([shop.streams.size, shop.waiting.size], [1, 1]);
  await world.pass(15_000);
  assert.deepEqual([shop.streams.size, shop.waiting.size], [1, 0]);
  const asked = shop.asked.length;

  await world.pass(600_000);
  shop.set("P", 9);
  await settle();

  assert.deepEqual(tab.heard, ["P=10", "P=9"]);
  assert.equal(shop.asked.length, asked);
});

test("a level after the snapshot is proof as well", async () => {
  const { shop, tab } = await open("good", "Q");
  shop.set("Q", 9);
  await settle();

  assert.deepEqual([shop.streams.size, shop.waiting.size], [1, 0]);
  assert.equal(tab.last, "Q=9");
});

test("what is gone is left out of the stream", async () => {
  const { world, shop, tab } = await open("good", "Q");
  tab.watch("R");
  await world.pass(60_000);

  assert.equal(tab.last, "R=gone");
  assert.deepEqual(shop.streamed.map(({ items }) => items), [["P", "Q"], ["P", "Q"]]); // prettier-ignore
  assert.deepEqual([shop.streams.size, shop.waiting.size], [1, 0]);
});

test("a stream that is held back on its way is given up, tried again later and later, and misses nobody", async () => {
  const { world, shop, tab } = await open("mute");
  for (let i = 9; i >= 0; i--) {
    shop.set("P", i);
    await world.pass(4_000);
    assert.equal(tab.last, `P=${i}`);
  }
  assert.deepEqual([shop.streams.size, shop.waiting.size], [0, 1]);
  await world.pass(86_400_000);
  const gaps = shop.streamed.slice(1).map(({ at }, i) => at - shop.streamed[i].at);

  assert.ok(gaps[0] >= 150_000 && gaps[0] <= 400_000, String(gaps));
  assert.ok(gaps.at(-1) >= 1_800_000, String(gaps));
  assert.ok(shop.streamed.length < 50);

  shop.stream = "good";
  await world.pass(3_800_000);
  assert.deepEqual([shop.streams.size, shop.waiting.size], [1, 0]);
});

test("a stream that was good falls silent: after two beats the question is asked", async () => {
  const { world, shop, tab } = await open();
  await world.pass(60_000);
  shop.stream = "mute";
  shop.set("P", 3);
  await world.pass(32_000 + 5_000);

  assert.equal(tab.last, "P=3");
  assert.deepEqual([shop.streams.size, shop.waiting.size], [0, 1]);
});

test("it ends after its hour: the question bridges the gap until it is there again", async () => {
  const { world, shop, tab } = await open();
  await world.pass(60_000);
  [...shop.streams][0].drop();
  shop.set("P", 3);
  await world.pass(5_000);
  assert.equal(tab.last, "P=3");
  await world.pass(90_000);

  assert.deepEqual([shop.streams.size, shop.waiting.size], [1, 0]);
  assert.equal(shop.streamed.length, 2);
});

test("a shop without streams is asked for one seldom", async () => {
  const { world, shop, tab } = await open("none");
  await world.pass(86_400_000);
  assert.ok(shop.streamed.length < 40, `${shop.streamed.length} a day`);
  shop.set("P", 1);
  await settle();
  assert.equal(tab.last, "P=1");
});

test("the shop is away: neither way hammers, and both are back when it is", async () => {
  const { world, shop, tab } = await open();
  await world.pass(60_000);
  shop.breakDown();
  shop.asked.length = 0;
  shop.streamed.length = 0;
  await world.pass(3_600_000);
  assert.ok(shop.asked.length < 400, `${shop.asked.length} questions`);
  assert.equal(shop.streamed.length, 0);
  assert.equal(tab.client.state, "away");

  shop.broken = null;
  shop.set("P", 2);
  await world.pass(60_000);
  assert.equal(tab.last, "P=2");
  await world.pass(300_000);
  assert.deepEqual([shop.streams.size, shop.waiting.size], [1, 0]);
});

test("other items are wanted: another stream, and no gap", async () => {
  const { world, shop, tab } = await open();
  await world.pass(60_000);
  shop.set("Q", 7);
  tab.watch("Q");
  shop.set("P", 9);
  await world.pass(1_000);
  assert.deepEqual(tab.heard, ["P=10", "P=9", "Q=7"]);
  await world.pass(30_000);

  assert.deepEqual([[...shop.streams].map(({ items }) => items), shop.waiting.size], [[["P", "Q"]], 0]);
});

test("nobody looks: no stream; shown again: caught up with, and it is back", async () => {
  const { world, shop, tab } = await open();
  await world.pass(60_000);
  tab.hide();
  await world.pass(1_000);
  assert.deepEqual([shop.streams.size, shop.waiting.size], [0, 0]);
  shop.set("P", 1);
  tab.show();
  await settle();
  assert.equal(tab.last, "P=1");
  await world.pass(30_000);

  assert.deepEqual([shop.streams.size, shop.waiting.size], [1, 0]);
});

test("nobody looks any more while the question is held: with its answer the stream ends as well, at once", async () => {
  const { world, shop, tab } = await open("mute");
  assert.deepEqual([shop.streams.size, shop.waiting.size], [1, 1]);
  tab.hide();
  shop.set("P", 9);
  await world.pass(1_000);

  assert.deepEqual([shop.streams.size, shop.waiting.size], [0, 0]);
});

test("ten tabs share one stream, and the next tab takes over from one that crashes", async () => {
  const world = new World();
  const { shop } = world;
  shop.set("P", 10);
  const browser = new Browser(world);
  const all = Array.from({ length: 10 }, () => browser.tab({ EventSource: shop.eventSource() }));
  for (const tab of all) tab.watch("P");
  await world.pass(60_000);
  assert.deepEqual([shop.streams.size, shop.waiting.size], [1, 0]);

  const leader = all.find(({ client }) => client.tabs.leading);
  leader.crash();
  for (const stream of shop.streams) stream.close();
  shop.set("P", 4);
  await world.pass(1_000);
  for (const tab of all) assert.equal(tab.last, tab === leader ? "P=10" : "P=4");
  await world.pass(30_000);
  assert.deepEqual([shop.streams.size, shop.waiting.size], [1, 0]);
});

test("what is no level is not our shop's: the stream is left", async () => {
  const { world, shop, tab } = await open();
  await world.pass(60_000);
  for (const stream of shop.streams) stream.say = () => assert.throws(() => stream.hear("beat", "<html>"), SyntaxError);
  shop.set("P", 5);
  await world.pass(40_000);

  assert.equal(tab.last, "P=5");
});
