/**
 * Delivery of a shipment to the municipality: one row, whose every change of state is one conditional UPDATE.
 *
 * <p>{@link no.digisos.common.leveranse.LeveranseTransition} is the whole transition table; the SQL is rendered from it, and
 * {@code docs/state-machine.md} shows it. Methods that take a {@link java.sql.Connection} join the caller's transaction;
 * the others take a connection of their own and commit, so they are called outside JTA transactions. All expect READ
 * COMMITTED.
 */
@NullMarked
package no.digisos.common.leveranse;

import org.jspecify.annotations.NullMarked;
