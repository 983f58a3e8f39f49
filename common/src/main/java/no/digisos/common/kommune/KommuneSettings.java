package no.digisos.common.kommune;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import no.digisos.common.kommune.Kommune.Postadresse;
import org.jspecify.annotations.Nullable;

/**
 * What a kommune decides of itself, in the words of KommuneKonfigurasjon (contract.md 8, fiksio.md 9); the frists are ours.
 *
 * @param fiksIOKontoId the konto of whatever names no office of its own
 * @param dokumentlagerKontoId kept for those who configure it; nothing here reads it
 * @param frist how long a message waits for its receipt: 1 hour to 7 days
 * @param hastefrist the same for an urgent one
 */
public record KommuneSettings(
        boolean aktivert,
        boolean stotterOppdateringer,
        boolean midlertidigDeaktivertMottak,
        boolean midlertidigDeaktivertOppdateringer,
        boolean nksTilgang,
        @Nullable String behandlingsansvarlig,
        boolean brukerFiksIO,
        @Nullable UUID fiksIOKontoId,
        @Nullable UUID dokumentlagerKontoId,
        @Nullable String organisasjonsnummerFiksIO,
        @Nullable String organisasjonsnummerSvarUt,
        @Nullable Postadresse postadresse,
        List<String> fagansvarligEpost,
        List<String> tekniskAnsvarligEpost,
        Duration frist,
        Duration hastefrist) {
    public KommuneSettings {
        fagansvarligEpost = List.copyOf(fagansvarligEpost);
        tekniskAnsvarligEpost = List.copyOf(tekniskAnsvarligEpost);
    }

    /** What stands before the kommune has decided anything: the defaults of the table's columns. */
    public static KommuneSettings unset() {
        return new KommuneSettings(
                false,
                false,
                false,
                false,
                false,
                null,
                false,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                Duration.ofHours(24),
                Duration.ofHours(2));
    }

    /** The same with that one's addresses for SvarUt, unless it has one of its own: what was accepted must have somewhere to go. */
    public KommuneSettings withAddressFrom(KommuneSettings current) {
        return organisasjonsnummerSvarUt != null || postadresse != null
                ? this
                : new KommuneSettings(
                        aktivert,
                        stotterOppdateringer,
                        midlertidigDeaktivertMottak,
                        midlertidigDeaktivertOppdateringer,
                        nksTilgang,
                        behandlingsansvarlig,
                        brukerFiksIO,
                        fiksIOKontoId,
                        dokumentlagerKontoId,
                        organisasjonsnummerFiksIO,
                        current.organisasjonsnummerSvarUt,
                        current.postadresse,
                        fagansvarligEpost,
                        tekniskAnsvarligEpost,
                        frist,
                        hastefrist);
    }
}
