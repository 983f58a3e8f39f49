/** What every sweep of a run works with: the interface that it is, the configuration, what is counted, and how long to wait. */
@NullMarked
package no.digisos.fallback.run;

import org.jspecify.annotations.NullMarked;
