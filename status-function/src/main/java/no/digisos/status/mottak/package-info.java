/** The queue: lease, documents, the whole message, receipts and rejections (delivery.md 1). */
@NullMarked
package no.digisos.status.mottak;

import org.jspecify.annotations.NullMarked;
