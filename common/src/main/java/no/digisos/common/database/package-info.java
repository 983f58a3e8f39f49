/**
 * The database as the features use it: explicit transactions, its clock, the limits of a wait, and what its failures mean.
 */
@NullMarked
package no.digisos.common.database;

import org.jspecify.annotations.NullMarked;
