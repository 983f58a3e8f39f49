/** Mail to the kommune's tekniskAnsvarlig, from the outbox {@code varsel} of the deliveries. */
@NullMarked
package no.digisos.fallback.varsel;

import org.jspecify.annotations.NullMarked;
