/** A fallback-job that dies at a chosen point, in the same process as its test. */
@NullMarked
package no.digisos.fallback.crash;

import org.jspecify.annotations.NullMarked;
