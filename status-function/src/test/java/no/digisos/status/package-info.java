@NullMarked
package no.digisos.status;

import org.jspecify.annotations.NullMarked;
