/** Every command as an operator runs it. */
@NullMarked
package no.digisos.drift;

import org.jspecify.annotations.NullMarked;
