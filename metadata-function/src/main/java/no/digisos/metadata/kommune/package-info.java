/** The kommuner as NAV sees them: who takes part, and what each can do. */
@NullMarked
package no.digisos.metadata.kommune;

import org.jspecify.annotations.NullMarked;
