/** The <b>street</b>: brings the shop to where people are; what makes {@code java -jar liveshelf.war} work. */
package dev.liveshelf.launcher;
