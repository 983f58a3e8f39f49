/** The one error body of the exchange, for the parts of the stack that answer without a function behind them. */
@NullMarked
package no.digisos.testkit.error;

import org.jspecify.annotations.NullMarked;
