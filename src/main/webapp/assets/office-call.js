// Calls to the shop's own part, as the operator. The header says that it is our own page that calls: no other site's can.

const OURS = { "Liveshelf-Operator": "1" };
const LIMIT = 20_000;

/** What to do when the shop does not know the operator any more. */
export const say = { over() {} };

/**
 * Never rejects: the status is 0 where no answer came.
 * @param path relative to the page
 * @returns {Promise<{status: number, ok: boolean, json: object, tag: string | null}>}
 */
export async function ask(path, { method = "GET", body, headers, signal } = {}) {
  try {
    const limit = AbortSignal.timeout(LIMIT);
    const response = await fetch(path, {
      method,
      cache: "no-store",
      headers: { ...OURS, Accept: "application/json", ...headers },
      body: body && JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
    const { ok, status } = response;
    if (status === 401 || status === 403) say.over();
    return { ok, status, json: await response.json().catch(() => ({})), tag: response.headers.get("ETag") };
  } catch {
    return { ok: false, status: 0, json: {}, tag: null };
  }
}

const ITEM = (sku) => `items/${encodeURIComponent(sku)}`;

export const item = (sku) => ask(ITEM(sku));

/** How many of each kind there are is what an operator sees and decides on; who holds something meanwhile is not. */
const isAs = (now, seen) => ["onhand", "safetystock", "title"].every((what) => (now[what] ?? "") === (seen[what] ?? ""));

const MOST_TRIES = 10;

/**
 * Sets an item, if what the operator has seen of it is still so. Each hold gives it another version: then the same is said
 * with that, as long as the numbers are those that were seen.
 * @returns the answer; or {changed: what it is now}
 */
export async function set(seen, wanted) {
  let tag = `"${seen.version}"`;
  for (let tries = 0; ; tries++) {
    const answer = await ask(ITEM(seen.item), { method: "PUT", body: wanted, headers: { "If-Match": tag } });
    if (answer.status !== 412 || tries === MOST_TRIES) return answer;
    const now = await item(seen.item);
    if (!now.ok) return now;
    if (!isAs(now.json, seen)) return { ...answer, changed: now.json };
    tag = now.tag;
  }
}

/** Adjustments, each done once however often it is sent: the same again has the same key, until it is known what became of it. */
export class Adjuster {
  #key;
  #said;

  async adjust(sku, delta, reason) {
    const said = JSON.stringify([sku, delta, reason]);
    if (this.#said !== said) this.#key = crypto.getRandomValues(new BigUint64Array(2)).join("-");
    this.#said = said;
    const answer = await ask(`${ITEM(sku)}/adjust`, {
      method: "POST",
      body: { delta, reason },
      headers: { "Idempotency-Key": this.#key },
    });
    if (answer.status && answer.status < 500) this.#said = null; // that is what became of it
    return answer;
  }
}

const PART = 50;

/**
 * A part of an item's ledger, the newest first. Movements are numbered as the versions they led to.
 * @param before the number that comes after the part
 */
export async function ledger(sku, before) {
  const after = Math.max(0, before - 1 - PART);
  const { ok, json } = await ask(`${ITEM(sku)}/ledger?after=${after}&limit=${PART}`);
  if (!ok) return null;
  const movements = json.movements.filter(({ number }) => number < before).reverse();
  const first = movements.at(-1)?.number ?? 0;
  return { movements, first, more: first > 1 && first === after + 1 };
}
