/** The trace that every read leaves, and the search in it. */
@NullMarked
package no.digisos.metadata.audit;

import org.jspecify.annotations.NullMarked;
