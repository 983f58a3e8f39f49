@NullMarked
package no.digisos.common.krypto;

import org.jspecify.annotations.NullMarked;
