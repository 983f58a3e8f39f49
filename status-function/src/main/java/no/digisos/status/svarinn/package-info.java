/** SvarInn's REST interface over the same queue, for a fagsystem that speaks it already (svarut.md 6, delivery.md 7). */
@NullMarked
package no.digisos.status.svarinn;

import org.jspecify.annotations.NullMarked;
