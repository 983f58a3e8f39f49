@NullMarked
package no.digisos.metadata.sak;

import org.jspecify.annotations.NullMarked;
