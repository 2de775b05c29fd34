/** Prompts and responses: what was asked, and what each model answered. Neither ever changes. */
package dev.evenhand.prompt;
