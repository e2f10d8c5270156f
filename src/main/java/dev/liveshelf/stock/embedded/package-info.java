/** The stock's <b>own cellar</b>: everything in one directory, by one writer. */
package dev.liveshelf.stock.embedded;
