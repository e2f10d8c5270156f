/** The <b>waiting room</b>: who waits for news of which item, and how it reaches them. */
package dev.liveshelf.cart;
