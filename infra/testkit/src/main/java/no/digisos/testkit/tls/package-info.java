/** Certificates for one machine: a test authority, server certificates, and receivers of encrypted documents. */
@NullMarked
package no.digisos.testkit.tls;

import org.jspecify.annotations.NullMarked;
