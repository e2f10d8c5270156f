/** The <b>gallery</b>: what goes on in the rooms below, counted; what is wrong there, in words; the last hour. */
package dev.liveshelf.metrics;
