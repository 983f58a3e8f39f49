@NullMarked
package no.digisos.common.tls;

import org.jspecify.annotations.NullMarked;
