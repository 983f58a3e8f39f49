/** The operators' program: {@link no.digisos.drift.Drift} lists the commands, which lie in a package per feature. */
@NullMarked
package no.digisos.drift;

import org.jspecify.annotations.NullMarked;
