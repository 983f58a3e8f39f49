@NullMarked
package no.digisos.submit;

import org.jspecify.annotations.NullMarked;
