package no.digisos.submit.vedlegg;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a repeat's vedlegg.json may leave out, and that it may say nothing new (pitfalls.md P21). */
class VedleggsgjenkjenningTest {
    private static final String A = "{'filnavn':'a.png','sha512':'aa'}";
    private static final String B = "{'filnavn':'b.png','sha512':'bb'}";
    private static final String FORSTE = liste(
            oppforing("husleie", "LastetOpp", "r1", A + "," + B),
            oppforing("annet", "VedleggKreves", "r2", ""),
            oppforing("annet", "VedleggAlleredeSendt", "r3", ""));

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void the_same_again_is_the_same() {
        assertThat(sierIkkeMer(FORSTE, FORSTE)).isTrue();
        assertThat(sierIkkeMer("{}", "{'vedlegg':null}")).isTrue();
        assertThat(sierIkkeMer("{'vedlegg':7}", "{'vedlegg':7}")).isTrue();
    }

    @Test
    void references_to_hendelser_explicit_nulls_and_the_order_do_not_count() {
        assertThat(sierIkkeMer(
                        FORSTE,
                        liste(
                                oppforing("annet", "VedleggAlleredeSendt", "ny1", ""),
                                oppforing("annet", "VedleggKreves", "ny2", ""),
                                oppforing("husleie", "LastetOpp", "ny3", B + "," + A)
                                        .replace("{'type'", "{'klageId':null,'type'"))))
                .isTrue();
        assertThat(sierIkkeMer(FORSTE.replace("'hendelseReferanse':'r1'", "'hendelseReferanse':null"), FORSTE))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"VedleggKreves", "INGEN_VEDLEGG", "VedleggAlleredeSendt"})
    void an_entry_whose_files_the_first_took_lists_none_and_says_so(String status) {
        assertThat(sierIkkeMer(
                        FORSTE,
                        liste(
                                oppforing("husleie", status, "ny", ""),
                                oppforing("annet", "VedleggKreves", "ny", ""),
                                oppforing("annet", "VedleggAlleredeSendt", "ny", ""))))
                .isTrue();
    }

    @Test
    void some_of_the_files_and_some_of_the_entries_are_enough() {
        assertThat(sierIkkeMer(FORSTE, liste(oppforing("husleie", "LastetOpp", "ny", B))))
                .isTrue();
        assertThat(sierIkkeMer(FORSTE, "{'vedlegg':[]}")).isTrue();
        assertThat(sierIkkeMer(FORSTE, "{}")).isTrue();
    }

    @Test
    void entries_that_are_alike_are_told_apart_by_their_files() {
        String forste = liste(
                oppforing("annet", "LastetOpp", "1", A),
                oppforing("annet", "LastetOpp", "2", A + "," + B),
                oppforing("annet", "VedleggKreves", "3", ""));
        assertThat(sierIkkeMer(
                        forste,
                        liste(
                                oppforing("annet", "VedleggKreves", "x", ""),
                                oppforing("annet", "VedleggKreves", "x", ""),
                                oppforing("annet", "LastetOpp", "x", B))))
                .isTrue();
        assertThat(sierIkkeMer(
                        forste,
                        liste(oppforing("annet", "LastetOpp", "x", B), oppforing("annet", "LastetOpp", "x", B))))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a new file | husleie | LastetOpp | {'filnavn':'ny.png','sha512':'cc'}",
                "a file of another entry's name and other content | husleie | LastetOpp | {'filnavn':'a.png','sha512':'cc'}",
                "a file twice | husleie | LastetOpp | {'filnavn':'a.png','sha512':'aa'},{'filnavn':'a.png','sha512':'aa'}",
                "another type | barnebidrag | LastetOpp | {'filnavn':'a.png','sha512':'aa'}",
                "another status though there are files | husleie | VedleggKreves | {'filnavn':'a.png','sha512':'aa'}",
                "another status where nothing was uploaded | annet | LastetOpp | ``",
                "an entry more | ny | VedleggKreves | ``"
            })
    void what_the_first_did_not_say_is_something_else(String hva, String type, String status, String filer) {
        assertThat(sierIkkeMer(FORSTE, liste(oppforing(type, status, "ny", filer))))
                .as(hva)
                .isFalse();
    }

    @Test
    void an_entry_more_of_the_same_kind_is_something_else() {
        String en = oppforing("annet", "VedleggKreves", "x", "");
        assertThat(sierIkkeMer(liste(en), liste(en, en))).isFalse();
    }

    @Test
    void other_fields_count_and_what_is_no_list_is_compared_as_it_is() {
        assertThat(sierIkkeMer(FORSTE, FORSTE.replaceFirst("\\{", "{'mer':1,"))).isFalse();
        assertThat(sierIkkeMer(FORSTE, "{'vedlegg':7}")).isFalse();
        assertThat(sierIkkeMer("{'vedlegg':[null,7]}", "{'vedlegg':[7]}")).isTrue();
        assertThat(sierIkkeMer("{'vedlegg':[{'filer':7}]}", "{'vedlegg':[{'filer':8}]}"))
                .isFalse();
    }

    @Test
    void a_list_beyond_all_measure_is_compared_word_for_word_alone() {
        String mange = IntStream.range(0, 50_000)
                .mapToObj(i -> oppforing("annet", "LastetOpp", "r", "{'filnavn':'" + i + "'}"))
                .collect(Collectors.joining(",", "{'vedlegg':[", "]}"));
        assertThat(sierIkkeMer(mange, mange.replace("'r'", "'ny'"))).isTrue();
        assertThat(sierIkkeMer(mange, mange.replaceAll("\\{'filnavn':'\\d+'}", "")))
                .isFalse();
    }

    private boolean sierIkkeMer(String forste, String gjentatt) {
        return Vedleggsgjenkjenning.sierIkkeMer(json(forste), json(gjentatt));
    }

    private static String oppforing(String type, String status, String referanse, String filer) {
        return "{'type':'" + type + "','tilleggsinfo':'t','status':'" + status + "','hendelseType':'soknad',"
                + "'hendelseReferanse':'" + referanse + "','filer':[" + filer + "]}";
    }

    private static String liste(String... oppforinger) {
        return "{'vedlegg':[" + String.join(",", oppforinger) + "]}";
    }

    private JsonNode json(String tekst) {
        try {
            return mapper.readTree(tekst.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
