/** Is the audit log as it was written? */
@NullMarked
package no.digisos.drift.audit;

import org.jspecify.annotations.NullMarked;
