/** The commands of the audit log as an operator runs them. */
@NullMarked
package no.digisos.drift.audit;

import org.jspecify.annotations.NullMarked;
