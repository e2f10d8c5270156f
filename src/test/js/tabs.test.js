// Many tabs of one browser: one of them asks.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Browser, World, settle } from "./world.js";

async function open(tabs, items = ["P"]) {
  const world = new World();
  const { shop } = world;
  for (const item of items) shop.set(item, 10);
  const browser = new Browser(world);
  const all = Array.from({ length: tabs }, (_, i) => {
    const tab = browser.tab();
    tab.watch(items[i % items.length]);
    return tab;
  });
  await world.pass(1_000);
  return { world, shop, browser, all };
}

const leaders = (tabs) => tabs.filter((tab) => !tab.dead && tab.client.tabs.leading);

test("ten tabs hold one question, for all that any of them shows", async () => {
  const { shop, all } = await open(10, ["P", "Q", "R"]);
  assert.equal(shop.waiting.size, 1);
  assert.deepEqual([...shop.waiting][0].items.toSorted(), ["P", "Q", "R"]);
  assert.equal(leaders(all).length, 1);

  shop.set("Q", 9);
  await settle();

  assert.deepEqual(all.map(({ last }) => last), all.map((_, i) => ["P=10", "Q=9", "R=10"][i % 3]));
});

test("negative control: without locks, or without a channel, each tab asks for itself", async () => {
  for (const lack of [{ navigator: {} }, { BroadcastChannel: undefined }]) {
    const world = new World();
    world.shop.set("P", 10);
    const browser = new Browser(world);
    const all = Array.from({ length: 3 }, () => browser.tab(lack));
    for (const tab of all) tab.watch("P");
    await world.pass(1_000);
    assert.equal(world.shop.waiting.size, 3);
    assert.deepEqual(all.map(({ last }) => last), ["P=10", "P=10", "P=10"]);
  }
});

test("a frame that may use neither is served all the same", async () => {
  const forbidden = new DOMException("not here", "SecurityError");
  const world = new World();
  world.shop.set("P", 10);
  const refusing = { request: () => Promise.reject(forbidden) };
  const throwing = class {
    constructor() {
      throw forbidden;
    }
  };
  for (const lack of [{ navigator: { locks: refusing } }, { BroadcastChannel: throwing }]) {
    const tab = new Browser(world).tab(lack);
    tab.watch("P");
    await world.pass(1_000);
    assert.equal(tab.last, "P=10");
  }
});

for (const how of ["close", "crash"]) {
  test(`whoever asks for all goes (${how}): another takes over at once, and nothing is lost`, async () => {
    const { world, shop, all } = await open(10, ["P", "Q"]);
    while (all.length > 1) {
      const [leader] = leaders(all);
      leader[how]();
      all.splice(all.indexOf(leader), 1);
      shop.set("P", all.length);
      shop.set("Q", all.length); // while nobody asks
      await world.pass(500);

      assert.equal(leaders(all).length, 1);
      assert.equal(shop.waiting.size, 1, "one question");
      for (const tab of all) assert.ok(tab.last.endsWith(`=${all.length}`), tab.last);
    }
  });

  test(`what only a tab that is gone had shown is not asked for any more (${how})`, async () => {
    const { world, shop, all } = await open(3, ["P", "Q", "R"]);
    const other = all.find((tab) => !tab.client.tabs.leading);
    const item = other.last.split("=")[0];
    other[how]();
    await world.pass(100);
    shop.set(item, 1); // ends the question
    await world.pass(1_000);

    assert.equal([...shop.waiting][0].items.length, 2);
    assert.ok(![...shop.waiting][0].items.includes(item));
  });
}

test("a change is told once, however many takeovers there are", async () => {
  const { world, shop, all } = await open(4);
  leaders(all)[0].close();
  await world.pass(1_000);
  shop.set("P", 9);
  await world.pass(60_000);

  for (const tab of all.filter(({ dead }) => !dead)) assert.deepEqual(tab.heard, ["P=10", "P=9"]);
});

test("a new tab is told at once what is known, and asks nobody", async () => {
  const { shop, browser } = await open(1);
  const asked = shop.asked.length;
  const tab = browser.tab();
  tab.watch("P");
  await settle();

  assert.deepEqual(tab.heard, ["P=10"]);
  assert.equal(shop.asked.length, asked);
});

test("what a shopper does in one tab all show at once, before the shop has told it", async () => {
  const { world, shop, all } = await open(3);
  const held = [...shop.waiting][0];
  shop.waiting.delete(held); // its news is slow
  const words = shop.set("P", 9);
  all[2].client.hear([words]);
  await settle();
  assert.deepEqual(all.map(({ last }) => last), ["P=9", "P=9", "P=9"]);

  held.answer([words]);
  await world.pass(1_000);
  assert.deepEqual(all[0].heard, ["P=10", "P=9"]);
});

test("all are hidden: one question a minute; one is shown: all are caught up with at once", async () => {
  const { world, shop, all } = await open(5);
  for (const tab of all) tab.hide();
  await world.pass(30_000);
  shop.asked.length = 0;
  await world.pass(3_600_000);
  assert.ok(shop.asked.length >= 45 && shop.asked.length <= 60, `${shop.asked.length} questions in an hour`);

  shop.set("P", 2);
  all[3].show();
  await settle();
  assert.deepEqual(all.map(({ last }) => last), Array(5).fill("P=2"));
});

test("whoever asks is hidden, but another is looked at: news come as ever", async () => {
  const { world, shop, all } = await open(2);
  const [leader] = leaders(all);
  leader.hide();
  await world.pass(120_000);
  shop.set("P", 3);
  await settle();

  assert.deepEqual(all.map(({ last }) => last), ["P=3", "P=3"]);
});

test("a tab that hangs while it leads is replaced, and does as the others when it is back", async () => {
  const { world, shop, all } = await open(3);
  const [leader] = leaders(all);
  leader.hung = true;
  leader.end.abort(); // nor do its answers arrive
  for (const channel of leader.browser.channels) if (channel.tab === leader) channel.postMessage = () => {};
  shop.set("P", 1);
  await world.pass(60_000);

  const others = all.filter((tab) => tab !== leader);
  assert.equal(leaders(others).length, 1);
  for (const tab of others) assert.equal(tab.last, "P=1");
  assert.equal(leader.client.tabs.leading, false, "it has heard so from the locks");
});

test("while the shop is away nobody takes another's place for its silence", async () => {
  const { world, shop, all } = await open(3);
  const [leader] = leaders(all);
  shop.broken = () => shop.response(503, {}, { "Retry-After": "600" });
  for (const wait of shop.waiting) wait.answer([shop.set("P", 9)]);
  await world.pass(590_000);

  assert.deepEqual(leaders(all), [leader]);
  assert.ok(shop.asked.length < 8, `${shop.asked.length} questions`);
  assert.deepEqual(all.map(({ client }) => client.state), ["live", "live", "live"], "one failure is not worth a word");
  await world.pass(700_000);
  assert.deepEqual(all.map(({ client }) => client.state), ["away", "away", "away"]);
});

test("a page that goes to sleep lets go of everything, and is caught up with when it wakes", async () => {
  const { world, shop, all } = await open(1);
  all[0].client.stop();
  await settle();
  assert.equal(shop.waiting.size, 0);
  shop.set("P", 5);
  await world.pass(600_000);

  all[0].client.start();
  await settle();
  assert.equal(all[0].last, "P=5");
});

test("the last tab that anybody looks at closes: what is left lets the stream go", async () => {
  const world = new World();
  const { shop } = world;
  shop.set("P", 10);
  const browser = new Browser(world);
  const [leader, other] = [1, 2].map(() => browser.tab({ EventSource: shop.eventSource() }));
  for (const tab of [leader, other]) tab.watch("P");
  await world.pass(20_000);
  leader.hide();
  await world.pass(20_000);
  assert.equal(shop.streams.size, 1);

  other.close();
  await world.pass(1_000);

  assert.ok(leader.client.tabs.leading);
  assert.deepEqual([shop.streams.size, shop.waiting.size], [0, 0]);
});

test("tabs come and go at random, and in the end all who are left show the same", async () => {
  const seed = Math.floor(Math.random() * 2_000_000_000) + 1;
  console.log(`seed ${seed}`);
  const world = new World(seed);
  const { shop } = world;
  shop.set("P", 1_000);
  const browser = new Browser(world);
  let all = [];
  for (let i = 0; i < 400; i++) {
    const dice = world.random();
    const tab = all[Math.floor(world.random() * all.length)];
    if (dice < 0.2 || !tab) (all.push(browser.tab()), all.at(-1).watch("P"));
    else if (dice < 0.3) tab.close();
    else if (dice < 0.4) tab.crash();
    else if (dice < 0.5) tab.hide();
    else if (dice < 0.6) tab.show();
    else if (dice < 0.7) tab.client.hear([shop.set("P", 1_000 - i)]);
    else shop.set("P", 1_000 - i);
    all = all.filter(({ dead }) => !dead);
    if (world.random() < 0.7) await world.pass(world.random() * 3_000);
  }
  const last = browser.tab();
  last.watch("P");
  all.push(last);
  await world.pass(1_000);

  const count = `P=${shop.words("P").inventorycount}`;
  for (const tab of all) {
    assert.equal(tab.last, count);
    const counts = tab.heard.map((text) => Number(text.slice(2)));
    assert.deepEqual(counts, counts.toSorted((a, b) => b - a), "it never goes back");
  }
  assert.equal(leaders(all).length, 1);
  assert.equal(shop.waiting.size, 1);
});
