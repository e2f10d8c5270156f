// Holds one question open to the shop, for all items of a page, and asks again after every answer; whatever goes wrong, it
// never stops asking.

import { showConnection } from "./text.js";

const POLL_LIMIT = 60_000; // the shop answers well before; this only ends what would hang for ever
const SLOWLY = 30_000; // items that are gone, or a page that nobody sees

/** @param {import("./card.js").Card[]} cards */
export async function watch(cards) {
  let failures = 0;
  for (;;) {
    const there = cards.filter((card) => !card.known.gone);
    const asked = there.length > 0 ? there : cards;
    const response = await ask(asked, /* now= */ failures > 0 || there.length === 0 || document.hidden).catch(() => null);
    const answer = response?.ok ? await response.json().catch(() => null) : null;
    const levels = answer?.items ?? (answer?.version ? [answer] : null);
    if (levels || response?.status === 404) {
      failures = 0;
      showConnection("live");
      if (levels) tell(cards, levels);
      else await findOutWhoIsGone(asked);
      if (document.hidden || cards.every((card) => card.known.gone)) {
        await untilCalled(SLOWLY * (1 + Math.random() / 4));
      } else {
        await pause(Math.random() * (levels ? Math.max(0, ...levels.map((level) => level.pollafter ?? 0)) : 1_000));
      }
    } else {
      failures += 1;
      if (failures > 1) showConnection("away"); // one dropped connection is not worth a word
      await pause(retryAfter(response));
      await untilCalled(Math.random() * Math.min(30_000, 500 * 2 ** failures)); // full jitter: no coming back in step
    }
  }
}

/**
 * The shop keeps a question until there is news. Not where an answer is wanted now: after a failure any answer is news;
 * and a page that nobody sees must not wait, for a browser has only a few connections for each shop.
 */
function ask(cards, now) {
  const query = new URLSearchParams();
  for (const card of cards) {
    query.append("item", card.sku);
    query.append("since", card.known.version);
  }
  if (now) query.set("wait", "0");
  return fetch(`status?${query}`, {
    headers: { Accept: "application/json" },
    cache: "no-store",
    signal: AbortSignal.timeout(POLL_LIMIT),
  });
}

function tell(cards, levels) {
  for (const level of levels) cards.find((card) => card.sku === level.item)?.take(level);
}

/** Of many items the shop only says that one is gone, not which. */
async function findOutWhoIsGone(cards) {
  if (cards.length === 1) return cards[0].leave();
  for (const card of cards) {
    const response = await ask([card], /* now= */ true).catch(() => null);
    const level = response?.ok ? await response.json().catch(() => null) : null;
    if (response?.status === 404) card.leave();
    else if (level?.version) card.take(level);
  }
}

/** In milliseconds; ten minutes at most, so that no slip of a proxy's sends the page to sleep for good. */
function retryAfter(response) {
  const seconds = Number(response?.headers.get("Retry-After"));
  return seconds > 0 ? Math.min(seconds, 600) * 1000 : 0;
}

const pause = (ms) => new Promise((resume) => setTimeout(resume, ms));

/** A pause that ends early when there is reason to hope: the network is back, or somebody looks. */
let call = () => {};
function untilCalled(ms) {
  return Promise.race([pause(ms), new Promise((resume) => (call = resume))]);
}
const callSoon = () => setTimeout(() => call(), Math.random() * 300);

addEventListener("online", callSoon);
addEventListener("pageshow", (event) => event.persisted && callSoon());
document.addEventListener("visibilitychange", () => document.hidden || callSoon());
