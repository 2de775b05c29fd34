/** What time it is: the database's time, for every node alike. */
package dev.evenhand.clock;
