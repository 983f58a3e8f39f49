@NullMarked
package no.digisos.common.sak;

import org.jspecify.annotations.NullMarked;
