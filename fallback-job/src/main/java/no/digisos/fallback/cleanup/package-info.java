/**
 * What has outlived its use is taken away: mellomlagring, uploads that nobody owns, deliveries and cases past their time.
 */
@NullMarked
package no.digisos.fallback.cleanup;

import org.jspecify.annotations.NullMarked;
