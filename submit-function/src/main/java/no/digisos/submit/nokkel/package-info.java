@NullMarked
package no.digisos.submit.nokkel;

import org.jspecify.annotations.NullMarked;
