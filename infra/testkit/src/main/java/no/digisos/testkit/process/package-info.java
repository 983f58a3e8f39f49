/** Processes: started, watched, and never left behind. */
@NullMarked
package no.digisos.testkit.process;

import org.jspecify.annotations.NullMarked;
