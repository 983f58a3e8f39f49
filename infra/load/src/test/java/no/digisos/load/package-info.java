@NullMarked
package no.digisos.load;

import org.jspecify.annotations.NullMarked;
