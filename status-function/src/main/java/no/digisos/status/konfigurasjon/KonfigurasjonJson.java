package no.digisos.status.konfigurasjon;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A kommune's configuration on the wire, in the words of KommuneKonfigurasjon (contract.md 8); times are epoch milliseconds. */
final class KonfigurasjonJson {
    private KonfigurasjonJson() {}

    /**
     * The whole. What is above {@code fiksOrgId} is what a PUT decides; the rest is for reading.
     *
     * @param kanal FIKS_IO when the kommune receives from its queues, SVARUT when everything goes by SvarUt
     * @param merknader what will not work as it stands, for a human
     */
    @RegisterForReflection
    record Konfigurasjon(
            boolean aktivert,
            boolean stotterOppdateringer,
            boolean midlertidigDeaktivertMottak,
            boolean midlertidigDeaktivertOppdateringer,
            boolean nksTilgang,
            @Nullable String behandlingsansvarlig,
            String kanal,
            boolean brukerFiksIO,
            @Nullable UUID fiksIOKontoId,
            @Nullable UUID dokumentlagerKontoId,
            @Nullable String organisasjonsnummerFiksIO,
            @Nullable String organisasjonsnummerSvarUt,
            @Nullable Postadresse postadresse,
            ContactPersons kontaktpersoner,
            long fristMinutter,
            long hastefristMinutter,
            UUID fiksOrgId,
            String kommunenummer,
            String navn,
            long endret,
            List<Konto> kontoer,
            List<String> merknader) {}

    @RegisterForReflection
    record Postadresse(
            String navn,
            @Nullable String adresselinje1,
            @Nullable String adresselinje2,
            @Nullable String adresselinje3,
            String postnummer,
            String poststed,
            @Nullable String land) {}

    @RegisterForReflection
    record ContactPersons(List<String> fagansvarligEpost, List<String> tekniskAnsvarligEpost) {}

    /**
     * One konto.
     *
     * @param ventendeMeldinger messages in its queue
     */
    @RegisterForReflection
    record Konto(
            UUID kontoId,
            String navn,
            boolean aktiv,
            List<String> enhetsnumre,
            List<String> meldingstyper,
            @Nullable Key offentligNokkel,
            long ventendeMeldinger) {}

    /**
     * The certificate that a konto's messages are wrapped for.
     *
     * @param fingeravtrykk SHA-256 of its DER, hexadecimal
     * @param brukbar whether it can be encrypted to now
     * @param merknad why not, or that it runs out before long; else null
     */
    @RegisterForReflection
    record Key(
            String fingeravtrykk,
            long gyldigFra,
            long gyldigTil,
            String subjekt,
            String utsteder,
            boolean brukbar,
            @Nullable String merknad) {}

    /**
     * An integration.
     *
     * @param egen whether this kommune made it, and may change or revoke it
     * @param passord shown once, when it was made; else null
     */
    @RegisterForReflection
    record Integrasjon(
            UUID integrasjonId,
            @Nullable String passord,
            String navn,
            String autorisertOrganisasjon,
            boolean egen,
            long opprettet,
            List<Grant> tilganger) {}

    /**
     * A grant.
     *
     * @param kontoId the konto that it is limited to; null for all of the kommune's
     */
    @RegisterForReflection
    record Grant(
            long tilgangId, String privilegium, @Nullable UUID kontoId, long gitt) {}
}
