// What is known of the shop's items.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Shelf, isOlder } from "../../main/webapp/assets/shelf.js";

test("only within one epoch is a lower number older", () => {
  assert.equal(isOlder("e1.9", "e1.10"), true);
  assert.equal(isOlder("e1.10", "e1.9"), false);
  assert.equal(isOlder("e1.9", "e1.9"), false);
  assert.equal(isOlder("e1.9", "e2.10"), false);
  assert.equal(isOlder("a.b.9", "a.b.10"), true);
  assert.equal(isOlder("", "e1.10"), false);
});

test("a conflict says less than a level, and takes nothing away but the moment that may be wrong", () => {
  const shelf = new Shelf();
  shelf.take({ item: "P", inventorycount: "5", held: 2, version: "e1.7", nextexpiry: "2026-11-22T21:30:00Z" });
  assert.equal(shelf.take({ item: "P", inventorycount: "0", version: "e1.9", status: 409 }), true);

  const { count, held, version, nextExpiry } = shelf.level("P");
  assert.deepEqual({ count, held, version, nextExpiry }, { count: 0, held: 2, version: "e1.9", nextExpiry: null });
});

test("what is gone and comes back with its old version is there again", () => {
  const shelf = new Shelf();
  const words = { item: "P", inventorycount: "5", held: 0, version: "e1.7" };
  assert.equal(shelf.take(words), true);
  assert.equal(shelf.take(words), false);
  assert.equal(shelf.take({ item: "P", gone: true }), true);
  assert.equal(shelf.take({ item: "P", gone: true }), false);
  assert.equal(shelf.level("P").gone, true);
  assert.equal(shelf.take(words), true);
  assert.equal(shelf.level("P").gone, false);
});

test("an older version is never shown, whatever order answers come in", () => {
  const shelf = new Shelf();
  const say = (n, count = 10 - n) => shelf.take({ item: "P", inventorycount: String(count), held: n, version: `e1.${n}` });
  assert.deepEqual([3, 2, 4, 1, 4, 10, 9].map((n) => say(n)), [true, false, true, false, false, true, false]);
  assert.equal(shelf.level("P").version, "e1.10");
  assert.equal(shelf.level("P").count, 0);
  assert.equal(shelf.take({ item: "P", inventorycount: "7", held: 0, version: "e2.1" }), true, "another epoch is another count");
  assert.equal(shelf.level("P").count, 7);
});

test("who keeps an item for longer changes no version, but when the next one may come back", () => {
  const shelf = new Shelf();
  const words = { item: "P", inventorycount: "0", held: 1, version: "e1.7", nextexpiry: "2026-11-22T21:30:00Z" };
  const longer = "2026-11-22T21:45:00Z";
  shelf.take(words);
  assert.equal(shelf.take({ ...words, nextexpiry: longer }), true);
  assert.deepEqual(shelf.level("P").nextExpiry, new Date(longer));
});

test("what a conflict does not say is made up for by the level of the same version", () => {
  const shelf = new Shelf();
  const nextexpiry = "2026-11-22T21:30:00Z";
  const conflict = { item: "P", inventorycount: "0", version: "e1.9", status: 409 };
  shelf.take({ item: "P", inventorycount: "1", held: 1, version: "e1.8", nextexpiry });
  shelf.take(conflict);
  assert.equal(shelf.take({ item: "P", inventorycount: "0", held: 2, version: "e1.9", nextexpiry }), true);
  assert.equal(shelf.take(conflict), false, "and stays");
  const { held, nextExpiry } = shelf.level("P");
  assert.deepEqual({ held, nextExpiry }, { held: 2, nextExpiry: new Date(nextexpiry) });
});
