package no.digisos.submit.aksept;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.dokumentlager.Dokumentrolle;
import no.digisos.common.identity.Fnr;
import no.digisos.common.krypto.CanonicalJson;
import no.digisos.common.security.Kaller;
import no.digisos.submit.aksept.Innlevering.Klagereferanse;
import org.jspecify.annotations.Nullable;

/**
 * What a submission is known by: its JSON documents, kommune, person, organisation and what it is about. Not its PDFs, which
 * clients make and encrypt anew each time. Rows hold fingerprints of just these parts in just this order.
 */
final class Avtrykk {
    private Avtrykk() {}

    /**
     * @param person the number under which the submission came, or under which a first one may have come
     * @param vedleggJson what counts as its vedlegg.json, or null for none
     */
    static List<byte[]> deler(Kaller kaller, Innlevering innlevering, Fnr person, @Nullable JsonNode vedleggJson) {
        Klagereferanse klage = innlevering.klage();
        List<byte[]> deler = new ArrayList<>();
        deler.add(bytes(innlevering.type().name()));
        deler.add(bytes(innlevering.sak().kommunenummer()));
        deler.add(bytes(person.verdi()));
        deler.add(bytes(kaller.organisasjon().verdi()));
        // A new case has an id of its own at each attempt.
        deler.add(
                innlevering.sak() instanceof Saksgrunnlag.Bestaende sak
                        ? bytes(sak.digisosId().toString())
                        : new byte[0]);
        deler.add(id(klage == null ? null : klage.klageId()));
        deler.add(id(klage == null ? null : klage.vedtakId()));
        for (JsonDokument dokument : innlevering.json()) {
            if (dokument.rolle() != Dokumentrolle.VEDLEGG_JSON) {
                deler.add(bytes(dokument.rolle().name()));
                deler.add(CanonicalJson.of(under(person, dokument), dokument.varierer(), true));
            }
        }
        if (vedleggJson != null) {
            deler.add(bytes(Dokumentrolle.VEDLEGG_JSON.name()));
            deler.add(CanonicalJson.of(vedleggJson, Set.of(), true));
        }
        return deler;
    }

    /** The document as it had been under this number; that it names its sender is checked before (FEIL_PERSON). */
    private static JsonNode under(Fnr person, JsonDokument dokument) {
        JsonNode json = dokument.json();
        for (JsonPointer sted : personIdentifikator(dokument.rolle())) {
            String oppgitt = json.at(sted).textValue();
            if (oppgitt != null && !oppgitt.isBlank() && !oppgitt.equals(person.verdi())) {
                json = json.deepCopy();
                ((ObjectNode) json.at(sted.head())).put(sted.last().getMatchingProperty(), person.verdi());
            }
        }
        return json;
    }

    private static List<JsonPointer> personIdentifikator(Dokumentrolle rolle) {
        return switch (rolle) {
            case SOKNAD_JSON -> List.of(JsonPointer.compile("/data/personalia/personIdentifikator/verdi"));
            case KLAGE_JSON ->
                List.of(JsonPointer.compile("/personIdentifikator"), JsonPointer.compile("/personIdentifikator/verdi"));
            default -> List.of();
        };
    }

    private static byte[] id(@Nullable UUID id) {
        return id == null ? new byte[0] : bytes(id.toString());
    }

    private static byte[] bytes(String tekst) {
        return tekst.getBytes(StandardCharsets.UTF_8);
    }
}
