@NullMarked
package no.digisos.fallback.utsending;

import org.jspecify.annotations.NullMarked;
