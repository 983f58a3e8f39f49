package no.digisos.common.leveranse;

import org.jspecify.annotations.Nullable;

/** A delivery in the published words alone, for readers who know no others (fiksio.md 9, docs/state-machine.md). */
public final class PublisertStatus {
    public static final String IKKE_SENDT = "IKKE_SENDT";
    public static final String SENDT = "SENDT";
    public static final String FIKS_IO = "FIKS_IO";
    public static final String SVARUT = "SVARUT";

    private PublisertStatus() {}

    /** SENDT, BEKREFTET, TTL_TIDSAVBRUDD, MAX_RETRIESAVBRUDD, IKKE_SENDT, SVARUT_FEIL or STOPPET. */
    public static String av(Leveranse leveranse) {
        return switch (leveranse.tilstand()) {
            case IKKE_SENDT -> IKKE_SENDT;
            case I_KO, SVARUT_SENDT -> SENDT;
            case BEKREFTET -> "BEKREFTET";
            case TRUKKET, SVARUT_SENDER, SVARUT_UKJENT -> av(leveranse.aarsak());
            case SVARUT_FEIL -> "SVARUT_FEIL";
            case STOPPET, LUKKET -> "STOPPET";
        };
    }

    /** Why it left the queue; the reasons without a published word are told as not sent. */
    public static String av(@Nullable Aarsak aarsak) {
        return switch (aarsak) {
            case TTL_TIDSAVBRUDD, MAX_RETRIESAVBRUDD -> aarsak.name();
            case AVVIST, KONTO_STENGT, INGEN_KONTO, SERTIFIKAT_UTLOPT -> IKKE_SENDT;
            case null -> IKKE_SENDT;
        };
    }

    /** FIKS_IO or SVARUT; null while it waits for the shipment before it. */
    public static @Nullable String kanal(Tilstand tilstand) {
        return switch (tilstand) {
            case IKKE_SENDT -> null;
            case I_KO, BEKREFTET -> FIKS_IO;
            case TRUKKET, SVARUT_SENDER, SVARUT_UKJENT, SVARUT_SENDT, SVARUT_FEIL, STOPPET, LUKKET -> SVARUT;
        };
    }
}
