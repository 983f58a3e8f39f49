@NullMarked
package no.digisos.fuzz;

import org.jspecify.annotations.NullMarked;
