@NullMarked
package no.digisos.local.chaos;

import org.jspecify.annotations.NullMarked;
