package no.digisos.common.leveranse;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The {@code forsendelseMetadata.json} of a package: how a receiver knows which case and which shipment it holds (messages.md 6;
 * {@code klageId} is ours, delivery.md 7, and so are the two last, which are there only when there is something to say).
 *
 * @param eksternRef NAV's reference of this very submission
 * @param klageId the klage that this is, or follows
 * @param soknadLeveranseId where the case's søknad went; not for a søknad itself
 * @param utelattFraUtskrift what a printed letter lacks
 * @param opprinneligeNavn what was sent under a neutral name
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ForsendelseMetadata(
        String eksternRef,
        UUID digisosId,
        @Nullable UUID klageId,
        SoknadLeveranse.@Nullable Id soknadLeveranseId,
        List<Omitted> utelattFraUtskrift,
        List<OriginalName> opprinneligeNavn) {
    /** Its name in the package. */
    public static final String FILNAVN = "forsendelseMetadata.json";

    /**
     * A document that is in the shipment and not in the letter.
     *
     * @param filnavn its name in this shipment
     * @param grunn KRYPTERT_PDF, FOR_STOR or IKKE_PDF
     */
    @RegisterForReflection
    public record Omitted(String filnavn, String grunn) {}

    /**
     * What the sender called a document.
     *
     * @param filnavn its name in this shipment
     * @param opprinnelig its name in {@code vedlegg.json} and in the case
     */
    @RegisterForReflection
    public record OriginalName(String filnavn, String opprinnelig) {}

    // Not a compact one: javac leaves the annotations of a nested type's parameters out of those.
    public ForsendelseMetadata(
            String eksternRef,
            UUID digisosId,
            @Nullable UUID klageId,
            SoknadLeveranse.@Nullable Id soknadLeveranseId,
            List<Omitted> utelattFraUtskrift,
            List<OriginalName> opprinneligeNavn) {
        this.eksternRef = eksternRef;
        this.digisosId = digisosId;
        this.klageId = klageId;
        this.soknadLeveranseId = soknadLeveranseId;
        this.utelattFraUtskrift = List.copyOf(utelattFraUtskrift);
        this.opprinneligeNavn = List.copyOf(opprinneligeNavn);
    }

    /** Of a message that is whole and under its own names. */
    public ForsendelseMetadata(
            String eksternRef, UUID digisosId, @Nullable UUID klageId, SoknadLeveranse.@Nullable Id soknadLeveranseId) {
        this(eksternRef, digisosId, klageId, soknadLeveranseId, List.of(), List.of());
    }
}
