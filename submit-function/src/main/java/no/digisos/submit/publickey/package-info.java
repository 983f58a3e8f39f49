/** The public key that senders encrypt documents with (contract.md 4). */
@NullMarked
package no.digisos.submit.publickey;

import org.jspecify.annotations.NullMarked;
