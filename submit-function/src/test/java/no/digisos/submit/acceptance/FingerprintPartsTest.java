package no.digisos.submit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.identity.Fnr;
import no.digisos.common.identity.NavEksternRefId;
import no.digisos.common.identity.Organisasjonsnummer;
import no.digisos.common.sak.InnsendingType;
import no.digisos.common.security.Caller;
import no.digisos.submit.acceptance.InnsendingRequest.KlageReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The form of what rows hold fingerprints of: a version that changes it no longer knows what older ones accepted. */
class FingerprintPartsTest {
    private static final UUID SAK = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UUID KLAGE = UUID.fromString("00000000-0000-4000-8000-000000000002");
    private static final UUID VEDTAK = UUID.fromString("00000000-0000-4000-8000-000000000003");
    private static final String VEDLEGG_JSON =
            "{\"vedlegg\":[{\"status\":null,\"hendelseReferanse\":\"r\",\"filer\":[]}]}";
    private static final Caller CALLER = new Caller(
            Optional.of(new Fnr("01819010001")), new Organisasjonsnummer("889640782"), UUID.randomUUID(), List.of());

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void a_klage_as_the_first_version_wrote_it() throws Exception {
        JsonNode klageJson =
                mapper.readTree("{\"innsendingstidspunkt\":\"nå\",\"autentisering\":{},\"b\":1.0,\"a\":null}");
        JsonNode vedleggJson = mapper.readTree(VEDLEGG_JSON);
        InnsendingRequest klage = innsendingRequest(
                InnsendingType.KLAGE,
                new KlageReference(KLAGE, VEDTAK),
                List.of(JsonDokument.klage(new byte[0], klageJson), JsonDokument.vedlegg(new byte[0], vedleggJson)));
        assertThat(texts(klage, klage.vedleggJson()))
                .containsExactly(
                        "KLAGE",
                        "0301",
                        "01819010001",
                        "889640782",
                        SAK.toString(),
                        KLAGE.toString(),
                        VEDTAK.toString(),
                        "KLAGE_JSON",
                        "{\"b\":1}",
                        "VEDLEGG_JSON",
                        "{\"vedlegg\":[{\"filer\":[],\"hendelseReferanse\":\"r\"}]}");
    }

    @Test
    void an_ettersendelse_as_the_first_version_wrote_it_with_another_vedlegg_json_or_none_in_its_place()
            throws Exception {
        InnsendingRequest ettersendelse = innsendingRequest(
                InnsendingType.ETTERSENDELSE,
                null,
                List.of(JsonDokument.vedlegg(new byte[0], mapper.readTree(VEDLEGG_JSON))));
        assertThat(texts(ettersendelse, mapper.readTree("{}")))
                .containsExactly(
                        "ETTERSENDELSE",
                        "0301",
                        "01819010001",
                        "889640782",
                        SAK.toString(),
                        "",
                        "",
                        "VEDLEGG_JSON",
                        "{}");
        assertThat(texts(ettersendelse, null)).hasSize(7);
    }

    private static List<String> texts(InnsendingRequest innsendingRequest, @Nullable JsonNode vedleggJson) {
        return FingerprintParts.parts(CALLER, innsendingRequest, CALLER.requirePerson(), vedleggJson).stream()
                .map(part -> new String(part, StandardCharsets.UTF_8))
                .toList();
    }

    private static InnsendingRequest innsendingRequest(
            InnsendingType type, @Nullable KlageReference klage, List<JsonDokument> json) {
        return new InnsendingRequest(
                type,
                new SakBasis.ExistingSak(SAK, "0301", null),
                new NavEksternRefId("r"),
                klage,
                json,
                InnsendingFiles.vedlegg(List.of()),
                FileSource.MELLOMLAGRING,
                false);
    }
}
