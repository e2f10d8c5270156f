/** The WAR as it is shipped, run for real: by {@code java -jar} and in the servers that people drop it into. */
package dev.liveshelf.it;
