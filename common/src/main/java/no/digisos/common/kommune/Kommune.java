package no.digisos.common.kommune;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A kommune under one of its numbers, with its configuration in the words of KommuneKonfigurasjon (contract.md 8), which is the same
 * under all of them.
 *
 * @param previous the same kommune's number before this one
 * @param from when the number comes into use; empty when it always was
 * @param to when the number ends; empty when no end is known
 * @param successors where søknader are to be sent when the number has ended
 * @param coming whether the number is one that the kommune has not got yet
 * @param iUse whether søknader are taken under this number: it is neither given up nor to come
 * @param current whether this is what the kommune is called now: one of its numbers is, also when another kommune has taken over
 * @param brukerFiksIO whether the kommune receives from its queues; if not, all goes by SvarUt
 * @param organisasjonsnummerFiksIO by which the catalogue finds the kommune
 * @param postadresse where a letter goes when nothing else reaches the kommune; empty when poststed and postnummer are not known
 */
public record Kommune(
        String kommunenummer,
        Optional<String> previous,
        Optional<Instant> from,
        Optional<Instant> to,
        List<String> successors,
        boolean coming,
        boolean iUse,
        boolean current,
        String name,
        UUID fiksOrgId,
        boolean activated,
        boolean stotterOppdateringer,
        boolean midlertidigDeaktivertMottak,
        boolean midlertidigDeaktivertOppdateringer,
        boolean nksTilgang,
        @Nullable String behandlingsansvarlig,
        boolean brukerFiksIO,
        @Nullable String organisasjonsnummerFiksIO,
        @Nullable String organisasjonsnummerSvarUt,
        Optional<Postadresse> postadresse,
        List<String> fagansvarligEpost,
        List<String> tekniskAnsvarligEpost) {
    public Kommune {
        successors = List.copyOf(successors);
        fagansvarligEpost = List.copyOf(fagansvarligEpost);
        tekniskAnsvarligEpost = List.copyOf(tekniskAnsvarligEpost);
    }

    /** A kommune's postal address. */
    public record Postadresse(
            String navn,
            @Nullable String adresselinje1,
            @Nullable String adresselinje2,
            @Nullable String adresselinje3,
            String postnummer,
            String poststed,
            @Nullable String land) {}
}
