/**
 * Multipart forms read as they arrive, in bounded memory, and the order that clients send their parts in (contract.md 0.6).
 */
@NullMarked
package no.digisos.common.upload;

import org.jspecify.annotations.NullMarked;
