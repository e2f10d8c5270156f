// One call to the shop.

/**
 * Never rejects: the status is 0 where no answer came.
 * @param shop the client
 * @param end what calls it off
 */
export async function call({ env, base, shelf }, path, how, end = new AbortController()) {
  const asked = env.Date.now();
  // The shop answers well before; this only ends what would hang for ever.
  const timer = env.setTimeout(() => end.abort(), 60_000);
  try {
    const response = await env.fetch(base + path, {
      cache: "no-store",
      credentials: "omit",
      signal: end.signal,
      ...how,
    });
    const { ok, status, headers } = response;
    const now = env.Date.now();
    const ahead = Date.parse(headers.get("Date")) + 500 - now;
    // Only a quick answer tells the time: one that was held may be dated when the question came.
    if (now - asked < 1_000 && Math.abs(ahead - shelf.ahead) > 2_000) shelf.ahead = ahead;
    const after = headers.get("Retry-After") * 1_000;
    return { ok, status, after, json: { ...(await response.json().catch(() => {})) } };
  } catch {
    return { status: 0, json: {} };
  } finally {
    env.clearTimeout(timer);
  }
}
