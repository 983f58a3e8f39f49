/**
 * The domain's JSON documents: what they must look like, and the few facts that acceptance reads
 * out of them ({@code messages.md} 2–5).
 */
@NullMarked
package no.digisos.common.fileformat;

import org.jspecify.annotations.NullMarked;
