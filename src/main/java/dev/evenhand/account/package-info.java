/** Who is acting: people, roles, sessions, tokens, invitations. */
package dev.evenhand.account;
