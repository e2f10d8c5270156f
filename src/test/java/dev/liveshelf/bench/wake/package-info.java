/** How fast and how cheaply a change reaches everybody who waits: ours beside other servers, in turns. */
package dev.liveshelf.bench.wake;
