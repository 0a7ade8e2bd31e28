/**
 * Contracts of Sabot: batches enter by a source, walk through operators, and leave by one door.
 *
 * <p>Whoever receives a batch closes it or passes it on.
 */
package io.sabot;
