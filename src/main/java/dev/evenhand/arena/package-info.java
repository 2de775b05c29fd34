/** What is compared, by which rules, in which phase; its models. */
package dev.evenhand.arena;
