/** Which pair is shown, on which side, under which lease; and the record of what was said of it. */
package dev.evenhand.battle;
