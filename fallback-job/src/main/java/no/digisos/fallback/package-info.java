/** The run: its order ({@link no.digisos.fallback.Kjoring}), its lock, what it counts and what it reports. */
@NullMarked
package no.digisos.fallback;

import org.jspecify.annotations.NullMarked;
