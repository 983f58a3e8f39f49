package no.digisos.submit.aksept;

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
import no.digisos.common.sak.Innsendingstype;
import no.digisos.common.security.Kaller;
import no.digisos.submit.aksept.Innlevering.Klagereferanse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The form of what rows hold fingerprints of: a version that changes it no longer knows what older ones accepted. */
class AvtrykkTest {
    private static final UUID SAK = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UUID KLAGE = UUID.fromString("00000000-0000-4000-8000-000000000002");
    private static final UUID VEDTAK = UUID.fromString("00000000-0000-4000-8000-000000000003");
    private static final String VEDLEGG_JSON =
            "{\"vedlegg\":[{\"status\":null,\"hendelseReferanse\":\"r\",\"filer\":[]}]}";
    private static final Kaller KALLER = new Kaller(
            Optional.of(new Fnr("01819010001")), new Organisasjonsnummer("889640782"), UUID.randomUUID(), List.of());

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void a_klage_as_the_first_version_wrote_it() throws Exception {
        JsonNode klageJson =
                mapper.readTree("{\"innsendingstidspunkt\":\"nå\",\"autentisering\":{},\"b\":1.0,\"a\":null}");
        JsonNode vedleggJson = mapper.readTree(VEDLEGG_JSON);
        Innlevering klage = innlevering(
                Innsendingstype.KLAGE,
                new Klagereferanse(KLAGE, VEDTAK),
                List.of(JsonDokument.klage(new byte[0], klageJson), JsonDokument.vedlegg(new byte[0], vedleggJson)));
        assertThat(tekster(klage, klage.vedleggJson()))
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
        Innlevering ettersendelse = innlevering(
                Innsendingstype.ETTERSENDELSE,
                null,
                List.of(JsonDokument.vedlegg(new byte[0], mapper.readTree(VEDLEGG_JSON))));
        assertThat(tekster(ettersendelse, mapper.readTree("{}")))
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
        assertThat(tekster(ettersendelse, null)).hasSize(7);
    }

    private static List<String> tekster(Innlevering innlevering, @Nullable JsonNode vedleggJson) {
        return Avtrykk.deler(KALLER, innlevering, KALLER.krevPerson(), vedleggJson).stream()
                .map(del -> new String(del, StandardCharsets.UTF_8))
                .toList();
    }

    private static Innlevering innlevering(
            Innsendingstype type, @Nullable Klagereferanse klage, List<JsonDokument> json) {
        return new Innlevering(
                type,
                new Saksgrunnlag.Bestaende(SAK, "0301", null),
                new NavEksternRefId("r"),
                klage,
                json,
                Filer.vedlegg(List.of()),
                Filkilde.MELLOMLAGRING,
                false);
    }
}
