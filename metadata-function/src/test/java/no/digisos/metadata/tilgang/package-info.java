/** The virksomhetssertifikat: what proves it, and who gets in with it. */
@NullMarked
package no.digisos.metadata.tilgang;

import org.jspecify.annotations.NullMarked;
