@NullMarked
package no.digisos.common.observability;

import org.jspecify.annotations.NullMarked;
