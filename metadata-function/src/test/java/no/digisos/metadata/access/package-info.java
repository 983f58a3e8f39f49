/** The virksomhetssertifikat: what proves it, and who gets in with it. */
@NullMarked
package no.digisos.metadata.access;

import org.jspecify.annotations.NullMarked;
