/**
 * Client of KS SvarUt, REST v2: sends a forsendelse at most once per call, tells what is known of the outcome, and looks up
 * what is not. The entry point is {@link no.digisos.fallback.svarut.SvarUtClient}.
 */
@NullMarked
package no.digisos.fallback.svarut;

import org.jspecify.annotations.NullMarked;
