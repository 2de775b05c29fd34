/** Pages and headers: what every answer carries, whoever gives it. */
package dev.evenhand.web;
