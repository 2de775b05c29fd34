/** File formats that come in, row by row. */
package dev.evenhand.upload;
