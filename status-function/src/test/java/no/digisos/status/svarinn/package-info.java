@NullMarked
package no.digisos.status.svarinn;

import org.jspecify.annotations.NullMarked;
