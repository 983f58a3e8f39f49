/** What is done to deliveries by hand: looked at, resumed, sent, closed, queued anew, and made uncertain after a restore. */
@NullMarked
package no.digisos.drift.leveranse;

import org.jspecify.annotations.NullMarked;
