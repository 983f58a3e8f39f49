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
public record Kommuneoppsett(
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
    public Kommuneoppsett {
        fagansvarligEpost = List.copyOf(fagansvarligEpost);
        tekniskAnsvarligEpost = List.copyOf(tekniskAnsvarligEpost);
    }
}
