/** The <b>warehouse</b>: the stock in Redis, shared by every node. */
package dev.liveshelf.stock.redis;
