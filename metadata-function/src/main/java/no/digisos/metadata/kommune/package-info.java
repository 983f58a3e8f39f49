@NullMarked
package no.digisos.metadata.kommune;

import org.jspecify.annotations.NullMarked;
