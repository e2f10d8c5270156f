// The shopper's page: keeps the count true and the button honest.
// It holds one question open to the shop and asks again after every answer; whatever goes wrong, it never stops asking.

/**
 * What the shop says about an item; the cart's answer has `incart` as well.
 * @typedef {{inventorycount: string, version: string, nextexpiry?: string, pollafter?: number, incart?: number,
 *   expires?: string}} Level
 */

const POLL_LIMIT = 60_000; // the shop answers well before; this only ends what would hang for ever
const CART_LIMIT = 20_000;
const SLOWLY = 30_000; // an item that is gone, or a page that nobody sees
const SPEAK_AFTER = 3_000; // a screen reader hears the newest count, not each one

const byId = (id) => document.getElementById(id);
const main = document.querySelector("main");
const words = main.dataset;
const form = byId("choice");
const [count, note, stock] = [byId("count"), byId("note"), byId("stock")];
const [addButton, removeButton] = [byId("add-button"), byId("remove-button")];

const moment = (text) => (text ? Date.parse(text) : 0);
/** How far the shop's clock is ahead of this device's, which may be wrong by hours: it wrote `now`, then we got the page. */
const { responseStart } = performance.getEntriesByType("navigation")[0];
const ahead = moment(words.now) - (performance.timeOrigin + responseStart);

const page = {
  count: Number(count.textContent),
  version: words.version,
  inCart: words.inCart === "true",
  expires: moment(words.expires), // when what is in the cart goes back, by the shop's clock; 0 for never
  nextExpiry: moment(words.nextExpiry), // the same, of whoever is the first
  gone: false,
  busy: false,
  trouble: "", // what the last click came to, if it came to nothing
};

// --- what the page knows ---------------------------------------------------------------------------------------------

/** Versions are `epoch.n`: only within one epoch does a lower n mean older. */
function isOlder(version, than) {
  const [dot, thanDot] = [version.lastIndexOf("."), than.lastIndexOf(".")];
  const sameEpoch = version.slice(0, dot) === than.slice(0, thanDot);
  return sameEpoch && Number(version.slice(dot + 1)) < Number(than.slice(thanDot + 1));
}

/** @param {Level} level */
function take(level) {
  page.gone = false;
  // An answer can be overtaken on its way by that of a click; the count never goes back.
  if (!isOlder(level.version, page.version)) {
    page.version = level.version;
    page.nextExpiry = moment(level.nextexpiry);
    setCount(level.inventorycount);
  }
  show();
}

function setCount(inventorycount) {
  const before = page.count;
  page.count = Number(inventorycount);
  if (before === 0 && page.count > 0) page.trouble = ""; // "somebody was faster" is old news now
}

// --- what people see -------------------------------------------------------------------------------------------------

/** How things stand, as [look, words before the count, words after it, the sentence above the button]. */
function standing() {
  const { gone, inCart } = page;
  if (gone) return ["gone", "", words.gone, words.noteGone];
  if (page.count > 0) return ["", words.leftBefore, words.leftAfter, inCart ? words.noteInCart : words.noteOpen];
  if (inCart) return ["", words.othersBefore, words.othersAfter, words.noteLastInCart];
  return ["sold-out", "", words.soldOut, words.noteSoldOut];
}

function showGone() {
  page.gone = true;
  show();
}

function show() {
  const [look, before, after, sentence] = standing();
  stock.dataset.look = look;
  stock.classList.toggle("long", page.count > 999);
  write(byId("count-before"), before);
  write(byId("count-after"), after);
  showCount();
  write(note, page.trouble || sentence);
  showClock();
  byId("shelf").dataset.count = page.gone ? 0 : page.count;
  byId("add-to-cart").hidden = page.inCart;
  byId("remove-from-cart").hidden = !page.inCart;
  addButton.disabled = page.busy || page.gone || page.count === 0;
  removeButton.disabled = page.busy;
  form.setAttribute("aria-busy", page.busy);
}

/** Writes only what differs: an untouched text neither flickers nor is read out again. */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function showCount() {
  const shown = Number(count.textContent);
  if (shown === page.count) return;
  count.firstChild.data = String(page.count);
  speakSoon();
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const from = page.count < shown ? "-0.06em" : "0.06em"; // taken: settles downwards; put back: rises
  count.animate([{ opacity: 0.3, translate: `0 ${from}` }, { opacity: 1, translate: "0 0" }], {
    duration: 260,
    easing: "ease-out",
  });
}

/** How long it stays in the cart or, on a sold-out item, when one may come back. Once a second, and at each change. */
function showClock() {
  const until = page.inCart ? page.expires : page.count === 0 && !page.gone ? page.nextExpiry : 0;
  const left = until - Date.now() - ahead;
  if (page.inCart && until && left <= 0 && !page.busy) {
    page.inCart = false;
    page.trouble = words.expired;
    show();
    return;
  }
  const seconds = Math.round(left / 1000);
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const text = page.inCart ? words.clockInCart : words.clockSoldOut;
  write(byId("clock"), until && left > 0 ? text.replace("{time}", time) : "");
}
setInterval(showClock, 1000);

let speaking = 0;
function speakSoon() {
  speaking ||= setTimeout(() => {
    speaking = 0;
    write(byId("spoken"), stock.innerText.replace(/\s+/g, " "));
  }, SPEAK_AFTER);
}

function showConnection(state) {
  main.dataset.state = state;
  const away = state === "away";
  write(byId("connection"), away ? words.reconnecting : words.live);
  write(byId("away"), away ? words.awayNotice : "");
  byId("connection").hidden = false;
}

// --- keeping the count true ------------------------------------------------------------------------------------------

async function watch() {
  let failures = 0;
  for (;;) {
    const response = await ask(failures > 0).catch(() => null);
    const level = response?.ok ? await response.json().catch(() => null) : null;
    if (level?.version || response?.status === 404) {
      failures = 0;
      showConnection("live");
      if (level) take(level);
      else showGone();
      if (page.gone || document.hidden) await untilCalled(SLOWLY * (1 + Math.random() / 4));
      else await pause(Math.random() * (level.pollafter ?? 0));
    } else {
      failures += 1;
      if (failures > 1) showConnection("away"); // one dropped connection is not worth a word
      await pause(retryAfter(response));
      await untilCalled(Math.random() * Math.min(30_000, 500 * 2 ** failures)); // full jitter: no coming back in step
    }
  }
}

function ask(afterFailure) {
  const query = new URLSearchParams({ item: words.item, since: page.version });
  // The shop keeps a question until there is news. Not now: after a failure any answer is news. Nor for a page that
  // nobody sees: a browser has only a few connections for each shop.
  if (afterFailure || page.gone || document.hidden) query.set("wait", "0");
  return fetch(`status?${query}`, {
    headers: { Accept: "application/json" },
    cache: "no-store",
    signal: AbortSignal.timeout(POLL_LIMIT),
  });
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

// --- the button ------------------------------------------------------------------------------------------------------

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (page.busy) return;
  const button = event.submitter ?? (page.inCart ? removeButton : addButton);
  const hadFocus = document.activeElement === button;
  page.busy = true;
  page.trouble = "";
  show();
  await putInOrTakeOut(button.value);
  page.busy = false;
  show();
  if (hadFocus) passFocusOn(button);
});

async function putInOrTakeOut(action) {
  const body = new URLSearchParams(new FormData(form));
  body.set("action", action);
  try {
    // Not form.action: the buttons carry that name.
    const response = await fetch(form.getAttribute("action"), {
      method: "POST",
      headers: { Accept: "application/json" },
      body,
      signal: AbortSignal.timeout(CART_LIMIT),
    });
    const answer = await response.json().catch(() => ({}));
    if (response.ok && answer.version) {
      page.inCart = answer.incart > 0;
      page.expires = moment(answer.expires);
      take(answer);
    } else if (response.status === 409) {
      page.trouble = words.somebodyFaster;
      if (answer.version) take(answer);
    } else if (response.status === 404) {
      page.gone = true;
    } else {
      page.trouble = response.ok || response.status >= 500 ? words.tryAgain : words.reload;
    }
  } catch {
    page.trouble = words.tryAgain; // safe to repeat: what a click asks for is "one of it" or "none", never "one more"
  }
}

/** A button that is disabled or hidden drops the focus; the one in its place, or else the sentence, takes it up. */
function passFocusOn(from) {
  if (![from, document.body].includes(document.activeElement)) return; // the shopper has gone on
  const next = page.inCart ? removeButton : addButton;
  (next.disabled ? note : next).focus();
}

showConnection("live");
show();
watch();
