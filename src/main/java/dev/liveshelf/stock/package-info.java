/** The <b>stockroom</b>: what is on hand, held and sold, and the rules that never bend. */
package dev.liveshelf.stock;
