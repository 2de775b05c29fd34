/** Starting and supervising a durable PostgreSQL where none is configured, and refusing one that is not durable. */
package dev.evenhand.postgres;
