package no.digisos.common.leveranse;

import org.jspecify.annotations.Nullable;

/** A delivery in the published words alone, for readers who know no others (fiksio.md 9, docs/state-machine.md). */
public final class PublishedStatus {
    public static final String NOT_SENT = "IKKE_SENDT";
    public static final String SENT = "SENDT";
    public static final String FIKS_IO = "FIKS_IO";
    public static final String SVARUT = "SVARUT";

    private PublishedStatus() {}

    /** SENDT, BEKREFTET, TTL_TIDSAVBRUDD, MAX_RETRIESAVBRUDD, IKKE_SENDT, SVARUT_FEIL or STOPPET. */
    public static String of(Leveranse leveranse) {
        return switch (leveranse.tilstand()) {
            case IKKE_SENDT -> NOT_SENT;
            case I_KO, SVARUT_SENDT -> SENT;
            case BEKREFTET -> "BEKREFTET";
            case TRUKKET, SVARUT_SENDER, SVARUT_UKJENT -> of(leveranse.aarsak());
            case SVARUT_FEIL -> "SVARUT_FEIL";
            case STOPPET, LUKKET -> "STOPPET";
        };
    }

    /** Why it left the queue; the reasons without a published word are told as not sent. */
    public static String of(@Nullable WithdrawalReason reason) {
        return switch (reason) {
            case TTL_TIDSAVBRUDD, MAX_RETRIESAVBRUDD -> reason.name();
            case AVVIST, KONTO_STENGT, INGEN_KONTO, SERTIFIKAT_UTLOPT -> NOT_SENT;
            case null -> NOT_SENT;
        };
    }

    /** FIKS_IO or SVARUT; null while it waits for the shipment before it. */
    public static @Nullable String channel(LeveranseState state) {
        return switch (state) {
            case IKKE_SENDT -> null;
            case I_KO, BEKREFTET -> FIKS_IO;
            case TRUKKET, SVARUT_SENDER, SVARUT_UKJENT, SVARUT_SENDT, SVARUT_FEIL, STOPPET, LUKKET -> SVARUT;
        };
    }
}
