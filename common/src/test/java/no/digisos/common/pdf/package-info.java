@NullMarked
package no.digisos.common.pdf;

import org.jspecify.annotations.NullMarked;
