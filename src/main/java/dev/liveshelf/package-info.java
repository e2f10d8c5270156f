/** The <b>front door</b>: opens the shop, reads the settings, puts the rooms together, starts and stops. */
package dev.liveshelf;
