/** The files that go out: tables, votes, and the whole record. */
package dev.evenhand.export;
