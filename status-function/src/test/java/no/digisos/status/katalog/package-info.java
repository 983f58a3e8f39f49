@NullMarked
package no.digisos.status.katalog;

import org.jspecify.annotations.NullMarked;
