/** The command line: ratings from a file of votes, without a server; and the record checked, taken away and put back. */
package dev.evenhand.cli;
