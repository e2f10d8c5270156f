/** The <b>van</b>: carries a whole shop from one engine to another, in a file. */
package dev.liveshelf.moving;
