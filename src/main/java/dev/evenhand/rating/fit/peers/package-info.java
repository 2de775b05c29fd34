/**
 * What other arenas compute, so that their tables can be checked and old ones carried on: each class does what one peer
 * does, names the peer, and says what is wrong with it.
 *
 * <p>Nothing here is the default of anything. Ratings with errors that hold come from {@link dev.evenhand.rating.fit}.
 * Where a peer stops its optimiser early, these go on to the maximum, which the peer meant; where a peer returns a number
 * that means nothing, these refuse.
 */
package dev.evenhand.rating.fit.peers;
