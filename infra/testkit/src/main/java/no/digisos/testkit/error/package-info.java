/** The one error body of the exchange, for what answers without a function behind it. */
@NullMarked
package no.digisos.testkit.error;

import org.jspecify.annotations.NullMarked;
