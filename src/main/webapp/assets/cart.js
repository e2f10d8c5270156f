// The shopper's cart, in the shop.

const LIMIT = 20_000;

/**
 * Sends what a form asks for.
 * @returns {Promise<{status: number, answer: Partial<import("./shelf.js").Words>}>} status 0: no answer came
 */
export async function send(form, action) {
  const body = new URLSearchParams(new FormData(form));
  body.set("action", action);
  try {
    // Not form.action: the buttons carry that name.
    const response = await fetch(form.getAttribute("action"), {
      method: "POST",
      headers: { Accept: "application/json" },
      body,
      signal: AbortSignal.timeout(LIMIT),
    });
    return { status: response.status, answer: await response.json().catch(() => ({})) };
  } catch {
    return { status: 0, answer: {} };
  }
}

/** All lines, oldest first; null if they cannot be had. The cookie says whose. */
export async function list() {
  try {
    const response = await fetch("cart", {
      headers: { Accept: "application/json" },
      cache: "no-store",
      signal: AbortSignal.timeout(LIMIT),
    });
    return response.ok ? (await response.json()).items : null;
  } catch {
    return null;
  }
}
