@NullMarked
package no.digisos.chaos;

import org.jspecify.annotations.NullMarked;
