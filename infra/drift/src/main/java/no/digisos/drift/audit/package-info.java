/** Is the audit log as it was written, and what is done when it is not? */
@NullMarked
package no.digisos.drift.audit;

import org.jspecify.annotations.NullMarked;
