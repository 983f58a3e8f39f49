/** What a fagsystem tells of a case: updates, files, and cases of its own (contract.md 6). */
@NullMarked
package no.digisos.status.sak;

import org.jspecify.annotations.NullMarked;
