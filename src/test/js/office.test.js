// What the operator's page does with what the shop says; what it looks like is tried in a browser.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { Adjuster, ask, item, ledger, say, set } from "../../main/webapp/assets/office-call.js";
import { area, ceiling, line, runs, series, summary } from "../../main/webapp/assets/office-chart.js";
import { counts, shown } from "../../main/webapp/assets/office-counts.js";
import { Shelf } from "../../main/webapp/assets/shelf.js";

const real = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = real;
});

/** A shop that answers so, one after the other; returns what it was asked. */
function answers(...all) {
  const asked = [];
  globalThis.fetch = async (path, how) => {
    asked.push({ path, ...how, body: how.body && JSON.parse(how.body) });
    const { status = 200, json = {}, tag = null } = all.shift() ?? {};
    if (!status) throw new TypeError("no answer");
    return { ok: status < 300, status, json: async () => json, headers: new Headers(tag ? { ETag: tag } : {}) };
  };
  return asked;
}

// --- calls

test("every call says that it is our own page's", async () => {
  const asked = answers({}, {}, { json: { movements: [] } });
  await item("P");
  await new Adjuster().adjust("P", 1, "found");
  await ledger("P", 10);
  assert.deepEqual(asked.map(({ headers }) => headers["Liveshelf-Operator"]), ["1", "1", "1"]);
});

test("who is not known any more is told so", async () => {
  let over = 0;
  say.over = () => (over += 1);
  answers({ status: 401 }, { status: 503 }, { status: 0 });
  await item("P");
  await item("P");
  assert.equal((await ask("items")).status, 0);
  assert.equal(over, 1);
});

const SEEN = { item: "P", version: "e.1", onhand: 10, safetystock: 0 };

test("a set goes through although shoppers go on taking units", async () => {
  const asked = answers(
    { status: 412 },
    { json: { ...SEEN, version: "e.5", held: 4 }, tag: '"e.5"' },
    { status: 412 },
    { json: { ...SEEN, version: "e.6", held: 5 }, tag: '"e.6"' },
    { json: { ...SEEN, onhand: 20 } },
  );
  const { ok } = await set(SEEN, { onhand: 20, safetystock: 0 });
  assert.equal(ok, true);
  const puts = asked.filter(({ method }) => method === "PUT");
  assert.deepEqual(puts.map(({ headers }) => headers["If-Match"]), ['"e.1"', '"e.5"', '"e.6"']);
});

test("a set does not overwrite what another operator has set, or what was sold", async () => {
  for (const other of [{ onhand: 9 }, { safetystock: 2 }, { title: "Teapot" }]) {
    const now = { ...SEEN, ...other, version: "e.2" };
    const asked = answers({ status: 412 }, { json: now, tag: '"e.2"' });
    const { ok, changed } = await set(SEEN, { onhand: 20, safetystock: 0 });
    assert.equal(ok, false);
    assert.deepEqual(changed, now);
    assert.equal(asked.filter(({ method }) => method === "PUT").length, 1);
  }
});

test("a set gives up where an item never rests", async () => {
  globalThis.fetch = async (path, { method }) =>
    method === "PUT"
      ? { ok: false, status: 412, json: async () => ({}), headers: new Headers() }
      : { ok: true, status: 200, json: async () => SEEN, headers: new Headers() };
  assert.equal((await set(SEEN, { onhand: 20, safetystock: 0 })).status, 412);
});

test("an adjustment that may have been made keeps its key, and any other has a new one", async () => {
  const adjuster = new Adjuster();
  const asked = answers({ status: 0 }, { status: 503 }, {}, {}, { status: 0 });
  await adjuster.adjust("P", 5, "delivery");
  await adjuster.adjust("P", 5, "delivery"); // pressed again
  await adjuster.adjust("P", 5, "delivery"); // and again: now it is known
  await adjuster.adjust("P", 5, "delivery"); // the next delivery
  await adjuster.adjust("P", 6, "delivery");
  const keys = asked.map(({ headers }) => headers["Idempotency-Key"]);
  assert.equal(keys[0], keys[1]);
  assert.equal(keys[1], keys[2]);
  assert.equal(new Set(keys).size, 3);
  assert.match(keys[0], /^\d+-\d+$/);
});

test("a ledger is read backwards, part by part, to where it begins", async () => {
  const movements = (from, to) => ({ json: { movements: Array.from({ length: to - from + 1 }, (_, i) => ({ number: from + i })) } });
  const asked = answers(movements(21, 70), movements(1, 50), movements(31, 70));

  const newest = await ledger("P", 71);
  assert.equal(asked[0].path, "items/P/ledger?after=20&limit=50");
  assert.deepEqual([newest.movements[0].number, newest.first, newest.more], [70, 21, true]);
  const rest = await ledger("P", 21); // never twice the same
  assert.deepEqual([rest.movements[0].number, rest.first, rest.more], [20, 1, false]);
  const trimmed = await ledger("P", 71);
  assert.equal(trimmed.more, false, "what is before has been trimmed");
});

// --- counts

test("what shoppers do shows at once, and what is older than that does not", () => {
  const shelf = new Shelf();
  const said = { item: "P", inventorycount: "10", held: 0, version: "e.7", onhand: 12, safetystock: 2, sold: 5 };
  assert.deepEqual(counts(said, shelf), { available: 10, held: 0, next: null, onhand: 12, safetystock: 2, sold: 5 });

  shelf.take({ item: "P", inventorycount: "9", held: 1, version: "e.8", nextexpiry: "2026-11-22T21:30:00Z" });
  const heard = counts(said, shelf);
  assert.deepEqual([heard.available, heard.held, heard.onhand], [9, 1, 12]);
  assert.deepEqual(heard.next, new Date("2026-11-22T21:30:00Z"));

  assert.equal(counts({ ...said, version: "e.9", inventorycount: "3" }, shelf).available, 3);
});

test("what only operators see goes to no other tab", () => {
  assert.deepEqual(Object.keys(shown({ item: "P", onhand: 1, sold: 2, safetystock: 3, title: "x" })), ["item", "inventorycount", "held", "version", "nextexpiry"]);
});

// --- charts

const HISTORY = {
  step: 15,
  samples: [
    { at: "2026-11-26T10:00:00Z", polls: 100, streams: 20, wakes: 2, changes: 4, wakems: 12.5, changems: 1.25 },
    { at: "2026-11-26T10:00:15Z", polls: 150, streams: 30, wakes: 0, changes: 0 },
    { at: "2026-11-26T10:00:30Z", polls: 90, streams: 25, wakes: 1, changes: 1, wakems: 30, changems: 2 },
  ],
};

test("a history becomes viewers, wakes a minute, and latencies where there were any", () => {
  const { viewers, wakes, latency } = series(HISTORY);
  assert.deepEqual(viewers.lines, [[120, 180, 115], [100, 150, 90]]); // prettier-ignore
  assert.deepEqual(wakes.lines, [[8, 0, 4], [16, 0, 4]]); // prettier-ignore
  assert.deepEqual(latency.lines, [[12.5, undefined, 30], [1.25, undefined, 2]]); // prettier-ignore
  assert.deepEqual(summary(latency.lines[0]), { now: 30, most: 30 });
  assert.deepEqual(summary([1, undefined]), { now: undefined, most: 1 });
  assert.deepEqual(summary([]), { now: undefined, most: undefined });
});

test("the newest sample is at the right, and a chart of less than an hour begins further right", () => {
  assert.deepEqual(runs([0, 5, 10], 10, 3), [[[0, 72], [150, 36], [300, 0]]]); // prettier-ignore
  assert.deepEqual(runs([10], 10, 241), [[[300, 0]]]);
  assert.deepEqual(runs([], 10, 241), []);
});

test("a line is broken where there is nothing, and a point alone is a dot", () => {
  const points = runs([1, undefined, 2, 2], 2, 4);
  assert.equal(line(points), "M0 36h0M200 0L300 0");
  assert.equal(area(points), "M0 72L0 36L0 72ZM200 72L200 0L300 0L300 72Z");
});

test("a chart ends at a round number", () => {
  assert.deepEqual([0, 0.4, 1, 2.5, 7, 10, 12, 180, 5_000, 5_001].map(ceiling), [1, 0.4, 1, 3, 8, 10, 15, 200, 5_000, 6_000]);
  assert.equal(ceiling(NaN), 1);
});
