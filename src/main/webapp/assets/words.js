// What the elements say. An attribute of the same name on the element says it otherwise.

const WORDS = {
  en: {
    "in-stock": "In stock",
    "few-left": "Only {count} left",
    "sold-out": "Sold out",
    add: "Add to cart",
    remove: "Take it out",
    "in-cart": "In your cart",
    expired: "Its time was over.",
    "too-few": "Not that many.",
    trouble: "Please try again.",
  },
  zh: {
    "in-stock": "有货",
    "few-left": "仅剩 {count} 件",
    "sold-out": "已售罄",
    add: "加入购物车",
    remove: "取出",
    "in-cart": "在购物车",
    expired: "保留时间已过",
    "too-few": "不够了",
    trouble: "请再试一次",
  },
};

/** In the element's language, the page's, or the reader's; in English where it is none of ours. */
export function say(element, key, count) {
  const lang = element.closest("[lang]")?.lang || navigator.language;
  const text = element.getAttribute(key) ?? WORDS[lang.slice(0, 2)]?.[key] ?? WORDS.en[key];
  return text.replace("{count}", count);
}
