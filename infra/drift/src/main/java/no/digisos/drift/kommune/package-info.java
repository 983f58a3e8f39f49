/** Who takes part: the first administrator of a kommune, and the integrations that no kommune makes for itself, such as NAV's. */
@NullMarked
package no.digisos.drift.kommune;

import org.jspecify.annotations.NullMarked;
