/** The citizen's reads: the person's own cases and their JSON documents (contract.md 3). */
@NullMarked
package no.digisos.submit.innsyn;

import org.jspecify.annotations.NullMarked;
