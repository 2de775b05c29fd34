/** An arena that shows every page with something on it: invented models, invented raters. */
package dev.evenhand.demo;
