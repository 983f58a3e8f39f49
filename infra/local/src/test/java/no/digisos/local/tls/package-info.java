@NullMarked
package no.digisos.local.tls;

import org.jspecify.annotations.NullMarked;
