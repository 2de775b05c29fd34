/**
 * Which pair is worth a vote, and a draw that says how probable its pair was: plain Java.
 *
 * <p>A pair is drawn and never picked. What is worth most is drawn most often, and a tenth of all draws asks nothing, so
 * that no pair is out of reach and every vote has a known probability of having been asked for.
 */
package dev.evenhand.rating.fit.pairing;
