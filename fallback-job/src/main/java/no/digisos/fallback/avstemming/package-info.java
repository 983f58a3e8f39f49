@NullMarked
package no.digisos.fallback.avstemming;

import org.jspecify.annotations.NullMarked;
