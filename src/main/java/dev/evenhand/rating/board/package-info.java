/**
 * Votes by name, the settings that decide what they say, and the board and comparisons that follow: plain Java, the same
 * on the server and on the command line.
 */
package dev.evenhand.rating.board;
