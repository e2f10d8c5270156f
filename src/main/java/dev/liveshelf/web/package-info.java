/** The <b>counter</b>: where callers are met; servlets, waiting requests, event streams. */
package dev.liveshelf.web;
