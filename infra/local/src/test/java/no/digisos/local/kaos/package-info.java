@NullMarked
package no.digisos.local.kaos;

import org.jspecify.annotations.NullMarked;
