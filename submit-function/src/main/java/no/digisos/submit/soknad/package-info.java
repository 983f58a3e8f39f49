@NullMarked
package no.digisos.submit.soknad;

import org.jspecify.annotations.NullMarked;
