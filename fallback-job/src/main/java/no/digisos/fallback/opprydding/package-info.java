@NullMarked
package no.digisos.fallback.opprydding;

import org.jspecify.annotations.NullMarked;
