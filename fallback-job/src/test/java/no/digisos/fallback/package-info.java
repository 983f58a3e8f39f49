@NullMarked
package no.digisos.fallback;

import org.jspecify.annotations.NullMarked;
