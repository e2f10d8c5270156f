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
