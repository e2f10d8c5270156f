/** The <b>scales</b>: what Liveshelf does in a second, in a megabyte, and beside others. Run by {@code make bench}, never in a test. */
package dev.liveshelf.bench;
