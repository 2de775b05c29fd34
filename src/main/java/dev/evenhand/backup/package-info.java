/** The whole of an installation: checked where it stands, taken into one file, and put back from it. */
package dev.evenhand.backup;
