/** The public key that senders encrypt documents with (contract.md 4). */
@NullMarked
package no.digisos.submit.nokkel;

import org.jspecify.annotations.NullMarked;
