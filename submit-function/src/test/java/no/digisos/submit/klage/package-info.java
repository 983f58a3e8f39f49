@NullMarked
package no.digisos.submit.klage;

import org.jspecify.annotations.NullMarked;
