@NullMarked
package no.digisos.status.sak;

import org.jspecify.annotations.NullMarked;
