@NullMarked
package no.digisos.common.error;

import org.jspecify.annotations.NullMarked;
