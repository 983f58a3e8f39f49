package no.digisos.submit.acceptance;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.crypto.CanonicalJson;
import no.digisos.common.dokumentlager.DokumentRole;
import no.digisos.common.identity.Fnr;
import no.digisos.common.security.Caller;
import no.digisos.submit.acceptance.InnsendingRequest.KlageReference;
import org.jspecify.annotations.Nullable;

/**
 * What a submission is known by: its JSON documents, kommune, person, organisation and what it is about. Not its PDFs, which
 * clients make and encrypt anew each time. Rows hold fingerprints of just these parts in just this order.
 */
final class FingerprintParts {
    private FingerprintParts() {}

    /**
     * @param person the number under which the submission came, or under which a first one may have come
     * @param vedleggJson what counts as its vedlegg.json, or null for none
     */
    static List<byte[]> parts(
            Caller caller, InnsendingRequest innsendingRequest, Fnr person, @Nullable JsonNode vedleggJson) {
        KlageReference klage = innsendingRequest.klage();
        List<byte[]> parts = new ArrayList<>();
        parts.add(bytes(innsendingRequest.type().name()));
        parts.add(bytes(innsendingRequest.sak().kommunenummer()));
        parts.add(bytes(person.verdi()));
        parts.add(bytes(caller.organisasjon().verdi()));
        // A new case has an id of its own at each attempt.
        parts.add(
                innsendingRequest.sak() instanceof SakBasis.ExistingSak sak
                        ? bytes(sak.digisosId().toString())
                        : new byte[0]);
        parts.add(id(klage == null ? null : klage.klageId()));
        parts.add(id(klage == null ? null : klage.vedtakId()));
        for (JsonDokument dokument : innsendingRequest.json()) {
            if (dokument.rolle() != DokumentRole.VEDLEGG_JSON) {
                parts.add(bytes(dokument.rolle().name()));
                parts.add(CanonicalJson.of(under(person, dokument), dokument.varierer(), true));
            }
        }
        if (vedleggJson != null) {
            parts.add(bytes(DokumentRole.VEDLEGG_JSON.name()));
            parts.add(CanonicalJson.of(vedleggJson, Set.of(), true));
        }
        return parts;
    }

    /** The document as it had been under this number; that it names its sender is checked before (FEIL_PERSON). */
    private static JsonNode under(Fnr person, JsonDokument dokument) {
        JsonNode json = dokument.json();
        for (JsonPointer place : personIdentifikator(dokument.rolle())) {
            String stated = json.at(place).textValue();
            if (stated != null && !stated.isBlank() && !stated.equals(person.verdi())) {
                json = json.deepCopy();
                ((ObjectNode) json.at(place.head())).put(place.last().getMatchingProperty(), person.verdi());
            }
        }
        return json;
    }

    private static List<JsonPointer> personIdentifikator(DokumentRole role) {
        return switch (role) {
            case SOKNAD_JSON -> List.of(JsonPointer.compile("/data/personalia/personIdentifikator/verdi"));
            case KLAGE_JSON ->
                List.of(JsonPointer.compile("/personIdentifikator"), JsonPointer.compile("/personIdentifikator/verdi"));
            default -> List.of();
        };
    }

    private static byte[] id(@Nullable UUID id) {
        return id == null ? new byte[0] : bytes(id.toString());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
