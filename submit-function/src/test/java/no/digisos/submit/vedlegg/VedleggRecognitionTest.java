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
class VedleggRecognitionTest {
    private static final String A = "{'filnavn':'a.png','sha512':'aa'}";
    private static final String B = "{'filnavn':'b.png','sha512':'bb'}";
    private static final String FIRST = list(
            entry("husleie", "LastetOpp", "r1", A + "," + B),
            entry("annet", "VedleggKreves", "r2", ""),
            entry("annet", "VedleggAlleredeSendt", "r3", ""));

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void the_same_again_is_the_same() {
        assertThat(saysNoMore(FIRST, FIRST)).isTrue();
        assertThat(saysNoMore("{}", "{'vedlegg':null}")).isTrue();
        assertThat(saysNoMore("{'vedlegg':7}", "{'vedlegg':7}")).isTrue();
    }

    @Test
    void references_to_hendelser_explicit_nulls_and_the_order_do_not_count() {
        assertThat(saysNoMore(
                        FIRST,
                        list(
                                entry("annet", "VedleggAlleredeSendt", "ny1", ""),
                                entry("annet", "VedleggKreves", "ny2", ""),
                                entry("husleie", "LastetOpp", "ny3", B + "," + A)
                                        .replace("{'type'", "{'klageId':null,'type'"))))
                .isTrue();
        assertThat(saysNoMore(FIRST.replace("'hendelseReferanse':'r1'", "'hendelseReferanse':null"), FIRST))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"VedleggKreves", "INGEN_VEDLEGG", "VedleggAlleredeSendt"})
    void an_entry_whose_files_the_first_took_lists_none_and_says_so(String status) {
        assertThat(saysNoMore(
                        FIRST,
                        list(
                                entry("husleie", status, "ny", ""),
                                entry("annet", "VedleggKreves", "ny", ""),
                                entry("annet", "VedleggAlleredeSendt", "ny", ""))))
                .isTrue();
    }

    @Test
    void some_of_the_files_and_some_of_the_entries_are_enough() {
        assertThat(saysNoMore(FIRST, list(entry("husleie", "LastetOpp", "ny", B))))
                .isTrue();
        assertThat(saysNoMore(FIRST, "{'vedlegg':[]}")).isTrue();
        assertThat(saysNoMore(FIRST, "{}")).isTrue();
    }

    @Test
    void entries_that_are_alike_are_told_apart_by_their_files() {
        String first = list(
                entry("annet", "LastetOpp", "1", A),
                entry("annet", "LastetOpp", "2", A + "," + B),
                entry("annet", "VedleggKreves", "3", ""));
        assertThat(saysNoMore(
                        first,
                        list(
                                entry("annet", "VedleggKreves", "x", ""),
                                entry("annet", "VedleggKreves", "x", ""),
                                entry("annet", "LastetOpp", "x", B))))
                .isTrue();
        assertThat(saysNoMore(first, list(entry("annet", "LastetOpp", "x", B), entry("annet", "LastetOpp", "x", B))))
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
    void what_the_first_did_not_say_is_something_else(String what, String type, String status, String files) {
        assertThat(saysNoMore(FIRST, list(entry(type, status, "ny", files))))
                .as(what)
                .isFalse();
    }

    @Test
    void an_entry_more_of_the_same_kind_is_something_else() {
        String one = entry("annet", "VedleggKreves", "x", "");
        assertThat(saysNoMore(list(one), list(one, one))).isFalse();
    }

    @Test
    void other_fields_count_and_what_is_no_list_is_compared_as_it_is() {
        assertThat(saysNoMore(FIRST, FIRST.replaceFirst("\\{", "{'mer':1,"))).isFalse();
        assertThat(saysNoMore(FIRST, "{'vedlegg':7}")).isFalse();
        assertThat(saysNoMore("{'vedlegg':[null,7]}", "{'vedlegg':[7]}")).isTrue();
        assertThat(saysNoMore("{'vedlegg':[{'filer':7}]}", "{'vedlegg':[{'filer':8}]}"))
                .isFalse();
    }

    @Test
    void a_list_beyond_all_measure_is_compared_word_for_word_alone() {
        String many = IntStream.range(0, 50_000)
                .mapToObj(i -> entry("annet", "LastetOpp", "r", "{'filnavn':'" + i + "'}"))
                .collect(Collectors.joining(",", "{'vedlegg':[", "]}"));
        assertThat(saysNoMore(many, many.replace("'r'", "'ny'"))).isTrue();
        assertThat(saysNoMore(many, many.replaceAll("\\{'filnavn':'\\d+'}", "")))
                .isFalse();
    }

    private boolean saysNoMore(String first, String repeated) {
        return VedleggRecognition.saysNoMore(json(first), json(repeated));
    }

    private static String entry(String type, String status, String reference, String files) {
        return "{'type':'" + type + "','tilleggsinfo':'t','status':'" + status + "','hendelseType':'soknad',"
                + "'hendelseReferanse':'" + reference + "','filer':[" + files + "]}";
    }

    private static String list(String... entries) {
        return "{'vedlegg':[" + String.join(",", entries) + "]}";
    }

    private JsonNode json(String text) {
        try {
            return mapper.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
