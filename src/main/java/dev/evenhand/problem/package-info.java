/** How a refusal looks over HTTP. */
package dev.evenhand.problem;
