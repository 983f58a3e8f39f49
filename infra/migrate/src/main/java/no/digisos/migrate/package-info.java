@NullMarked
package no.digisos.migrate;

import org.jspecify.annotations.NullMarked;
