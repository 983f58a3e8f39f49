@NullMarked
package no.digisos.status.konfigurasjon;

import org.jspecify.annotations.NullMarked;
