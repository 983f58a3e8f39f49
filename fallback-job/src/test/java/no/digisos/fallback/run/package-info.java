@NullMarked
package no.digisos.fallback.run;

import org.jspecify.annotations.NullMarked;
