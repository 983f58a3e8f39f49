@NullMarked
package no.digisos.submit.innsyn;

import org.jspecify.annotations.NullMarked;
