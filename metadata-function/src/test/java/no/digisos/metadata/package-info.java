@NullMarked
package no.digisos.metadata;

import org.jspecify.annotations.NullMarked;
