/** Mail to the kommune's tekniskAnsvarlig, from the outbox {@code varsel} that the deliveries' own statements fill. */
@NullMarked
package no.digisos.fallback.varsel;

import org.jspecify.annotations.NullMarked;
