/** What NAV's staff may read of a case, each read with its row in the audit log (contract.md 5). */
@NullMarked
package no.digisos.metadata.sak;

import org.jspecify.annotations.NullMarked;
