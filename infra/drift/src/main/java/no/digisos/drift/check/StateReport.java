package no.digisos.drift.check;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.leveranse.LeveranseCounts;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@link Check}.
 *
 * @param mangler what keeps the functions from being ready
 * @param klokkeavvikSekunder how far the database server's clock is ahead of this machine's
 * @param uavgjort undecided deliveries by state
 * @param sertifikater those that run out before long, or have run out
 */
record StateReport(
        boolean klar,
        @Nullable String mangler,
        double klokkeavvikSekunder,
        Map<String, LeveranseCounts.Count> uavgjort,
        List<Certificate> sertifikater) {
    /**
     * A certificate.
     *
     * @param bruk KONTO, or PLATTFORM for the one that clients encrypt for
     * @param kommunenummer of the konto's kommune
     * @param utloper its last moment
     * @param dager until then by the Norwegian calendar; negative afterwards
     */
    record Certificate(
            String bruk,
            @Nullable String kommunenummer,
            @Nullable UUID kontoId,
            String utloper,
            long dager,
            boolean utlopt) {}
}
