@NullMarked
package no.digisos.status.mottak;

import org.jspecify.annotations.NullMarked;
