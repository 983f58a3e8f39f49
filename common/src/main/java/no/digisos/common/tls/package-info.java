/** The proof that TLS is as the configuration means it. */
@NullMarked
package no.digisos.common.tls;

import org.jspecify.annotations.NullMarked;
