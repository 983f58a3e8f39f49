package no.digisos.drift.person;

import java.time.Instant;
import no.digisos.common.sak.Saker.Telling;
import org.jspecify.annotations.Nullable;

/**
 * The cases under a number and those that it is joined with.
 *
 * @param forste when the first was opened; ISO 8601, UTC
 * @param siste when the last was opened
 */
record Sakstall(
        int antall, @Nullable String forste, @Nullable String siste) {
    static final Sakstall INGEN = new Sakstall(0, null, null);

    static Sakstall av(Telling telling) {
        return new Sakstall(telling.antall(), tekst(telling.forste()), tekst(telling.siste()));
    }

    private static @Nullable String tekst(@Nullable Instant tid) {
        return tid == null ? null : tid.toString();
    }
}
