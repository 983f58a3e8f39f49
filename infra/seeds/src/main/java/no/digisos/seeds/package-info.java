/** What tests and the local stack sow into a database: kommuner, integrations, and cases by the parts that accept them. */
@NullMarked
package no.digisos.seeds;

import org.jspecify.annotations.NullMarked;
