/** The command line: ratings and comparisons from a file of votes, without a server and without a database. */
package dev.evenhand.cli;
