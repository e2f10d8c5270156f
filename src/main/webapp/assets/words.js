// What the elements say. An attribute of the same name on the element says it otherwise.

const WORDS = {
  en: {
    "in-stock": "In stock",
    "few-left": "Only {count} left",
    "sold-out": "Sold out",
    gone: "No longer offered",
    add: "Add to cart",
    remove: "Take it out again",
    "in-cart": "In your cart",
    "in-cart-for": "Yours for another {time}",
    expired: "Its time was over. It is back on the shelf.",
    "too-few": "Sorry, somebody was faster.",
    trouble: "That did not go through. Please try again.",
  },
  zh: {
    "in-stock": "有货",
    "few-left": "仅剩 {count} 件",
    "sold-out": "已售罄",
    gone: "已下架",
    add: "加入购物车",
    remove: "从购物车取出",
    "in-cart": "已在购物车",
    "in-cart-for": "还为您保留 {time}",
    expired: "保留时间已过，商品已放回。",
    "too-few": "抱歉，有人快了一步。",
    trouble: "刚才没有成功，请再试一次。",
  },
};

/** In the element's language, the page's, or the reader's; in English where it is none of ours. */
export function say(element, key, values = {}) {
  const lang = element.closest("[lang]")?.lang || navigator.language;
  const text = element.getAttribute(key) ?? WORDS[lang.slice(0, 2).toLowerCase()]?.[key] ?? WORDS.en[key];
  return text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}
