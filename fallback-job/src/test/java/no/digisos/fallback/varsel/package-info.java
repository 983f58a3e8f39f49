@NullMarked
package no.digisos.fallback.varsel;

import org.jspecify.annotations.NullMarked;
