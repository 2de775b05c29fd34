/** What every answer carries, whoever gives it, and how the interface describes itself. */
package dev.evenhand.web;
