/**
 * Documents: what was uploaded is sealed in pieces as it arrives, gets an owner in the transaction that needs it, and is opened for one
 * receiver at a time (crypto.md «What is encrypted, what is not»).
 */
@NullMarked
package no.digisos.common.dokumentlager;

import org.jspecify.annotations.NullMarked;
