@NullMarked
package no.digisos.common.crypto;

import org.jspecify.annotations.NullMarked;
