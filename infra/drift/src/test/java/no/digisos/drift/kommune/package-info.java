/** Kommuner, administrators and integrations, as an operator makes them. */
@NullMarked
package no.digisos.drift.kommune;

import org.jspecify.annotations.NullMarked;
