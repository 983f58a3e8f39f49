/** What a function shows of itself: traces, logs and metrics, from which every person has been taken out. */
@NullMarked
package no.digisos.common.observability;

import org.jspecify.annotations.NullMarked;
