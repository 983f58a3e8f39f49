@NullMarked
package no.digisos.fallback.frist;

import org.jspecify.annotations.NullMarked;
