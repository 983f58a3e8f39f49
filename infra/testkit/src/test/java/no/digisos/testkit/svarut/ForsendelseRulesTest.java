package no.digisos.testkit.svarut;

import static no.digisos.testkit.svarut.SvarUtFixture.forsendelse;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForsendelseRulesTest {

    private final ObjectNode forsendelse = forsendelse("ref", "a.pdf");

    @Test
    void theUsualForsendelseBreaksNoRule() throws Exception {
        assertThat(broken()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void titleMayHaveUpTo1000Characters(int length) throws Exception {
        forsendelse.put("tittel", "x".repeat(length));
        assertThat(broken()).isEmpty();
    }

    @Test
    void titleIsRequiredAndLimited() throws Exception {
        assertThat(brokenBy("tittel", "x".repeat(1001))).contains("tittel");
        assertThat(brokenBy("tittel", " ")).contains("tittel");
        forsendelse.remove("tittel");
        assertThat(broken()).get().asString().contains("tittel");
    }

    @ParameterizedTest
    @CsvSource({"mottaker,navn", "mottaker,postnummer", "mottaker,poststed"})
    void anAddressIsRequiredSinceItMayBePrinted(String object, String field) throws Exception {
        ((ObjectNode) forsendelse.get(object)).remove(field);
        assertThat(broken()).get().asString().contains(field);
    }

    @Test
    void aForeignAddressNeedsNoPostnummer() throws Exception {
        ((ObjectNode) forsendelse.get("mottaker")).put("land", "Sverige").remove("postnummer");
        assertThat(broken()).isEmpty();
    }

    @Test
    void onlyDigitalNeedsNoAddressButADigitalId() throws Exception {
        forsendelse.put("kunDigitalLevering", true);
        ObjectNode recipient = (ObjectNode) forsendelse.get("mottaker");
        recipient.remove("postnummer");
        recipient.remove("poststed");
        assertThat(broken()).isEmpty();
        recipient.remove("digitalId");
        assertThat(broken()).get().asString().contains("digitalId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12345678", "1234567890", "123456789a"})
    void digitalIdIsNineOrElevenDigits(String digitalId) throws Exception {
        ((ObjectNode) forsendelse.get("mottaker")).put("digitalId", digitalId);
        assertThat(broken()).get().asString().contains("digitalId");
    }

    @Test
    void mottakerIsRequired() throws Exception {
        forsendelse.remove("mottaker");
        assertThat(broken()).get().asString().contains("mottaker");
    }

    @ParameterizedTest
    @ValueSource(strings = {"avgivendeSystem", "forsendelsestype", "eksternReferanse", "korrelasjonsid"})
    void freeTextsHaveUpTo100Characters(String field) throws Exception {
        forsendelse.put(field, "x".repeat(100));
        assertThat(broken()).isEmpty();
        assertThat(brokenBy(field, "x".repeat(101))).contains(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "123456789012345678901", "a/b"})
    void konteringskodeHasAPattern(String code) throws Exception {
        assertThat(brokenBy("konteringskode", "aÅ_-.9")).isEmpty();
        assertThat(brokenBy("konteringskode", code)).contains("konteringskode");
    }

    @Test
    void level4RequiresEncryption() throws Exception {
        forsendelse.put("krevNiva4Innlogging", true);
        assertThat(broken()).get().asString().contains("kryptert");
        forsendelse.put("kryptert", true);
        assertThat(broken()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a*b", "a:b", "a\"b", "a\\b", "a/b", "a<b", "a>b", "a|b", "a?b"})
    void filnavnHasForbiddenCharacters(String filnavn) throws Exception {
        dokument().put("filnavn", filnavn);
        assertThat(broken()).get().asString().contains("filnavn").doesNotContain(filnavn);
    }

    @Test
    void filnavnHasUpTo226CharactersAndIsUnique() throws Exception {
        dokument().put("filnavn", "å".repeat(226));
        assertThat(broken()).isEmpty();
        dokument().put("filnavn", "å".repeat(227));
        assertThat(broken()).get().asString().contains("filnavn");
        dokument().put("filnavn", "a.pdf");
        forsendelse.withArray("dokumenter").add(dokument().deepCopy());
        assertThat(broken()).get().asString().contains("unikt");
    }

    @Test
    void whatIsNotPdfMustBeExcludedFromPrintUnlessOnlyDigital() throws Exception {
        dokument().put("mimeType", "application/json");
        assertThat(broken()).get().asString().contains("utskrift");
        forsendelse.put("kunDigitalLevering", true);
        assertThat(broken()).isEmpty();
        forsendelse.put("kunDigitalLevering", false);
        dokument().put("skalEkskluderesFraUtskrift", true);
        assertThat(broken()).isEmpty();
    }

    @Test
    void eachDokumentNeedsAMimeTypeAndThereIsAtLeastOne() throws Exception {
        dokument().remove("mimeType");
        assertThat(broken()).get().asString().contains("mimeType");
        forsendelse.remove("dokumenter");
        assertThat(broken()).get().asString().contains("dokumenter");
    }

    @Test
    void signingNeedsATypeAndOnePdf() throws Exception {
        dokument().put("skalSigneres", true);
        assertThat(broken()).get().asString().contains("signaturType");
        forsendelse.put("signaturType", "AVANSERT_SIGNATUR");
        assertThat(broken()).isEmpty();
        forsendelse.withArray("dokumenter").add(dokument().deepCopy().put("filnavn", "b.pdf"));
        assertThat(broken()).get().asString().contains("kun ett");
    }

    @Test
    void aLinkToAnswerNeedsAnOrganisation() throws Exception {
        forsendelse.put("svarPaForsendelseLink", true);
        assertThat(broken()).get().asString().contains("svarSendesTil");
        forsendelse.set("svarSendesTil", forsendelse.get("mottaker").deepCopy());
        assertThat(broken()).isEmpty();
        ((ObjectNode) forsendelse.get("svarSendesTil")).put("digitalId", "12345678901");
        assertThat(broken()).get().asString().contains("organisasjonsnummer");
    }

    @Test
    void thereAreUpToFiveLinks() throws Exception {
        for (int i = 0; i < 5; i++) {
            forsendelse.withArray("lenker").addObject().put("tekst", "t").put("url", "https://nav.no/" + i);
        }
        assertThat(broken()).isEmpty();
        forsendelse.withArray("lenker").addObject().put("tekst", "t").put("url", "https://nav.no/5");
        assertThat(broken()).get().asString().contains("lenker");
    }

    private ObjectNode dokument() {
        return (ObjectNode) forsendelse.get("dokumenter").get(0);
    }

    private String brokenBy(String field, String value) throws JsonProcessingException {
        forsendelse.put(field, value);
        return broken().orElse("");
    }

    private Optional<String> broken() throws JsonProcessingException {
        return ForsendelseRules.firstBroken(new ObjectMapper().treeToValue(forsendelse, ForsendelseRequest.class));
    }
}
