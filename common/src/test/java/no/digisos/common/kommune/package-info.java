@NullMarked
package no.digisos.common.kommune;

import org.jspecify.annotations.NullMarked;
