/** Deliveries that passed their frist, and those whose konto is closed, are withdrawn from the queue (delivery.md 5). */
@NullMarked
package no.digisos.fallback.frist;

import org.jspecify.annotations.NullMarked;
