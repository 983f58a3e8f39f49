package no.digisos.common.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonMapper EXACT_JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
            .build();

    @Test
    void sortsFieldsAtEveryLevelAndLeavesOutWhiteSpace() throws Exception {
        assertThat(canonical("{ \"b\" : { \"z\": 1, \"a\": [ true, null, {} , [] ] },\n \"a\": \"x\" }"))
                .isEqualTo("{\"a\":\"x\",\"b\":{\"a\":[true,null,{},[]],\"z\":1}}");
    }

    @Test
    void keepsTheOrderOfArrays() throws Exception {
        assertThat(canonical("[3,1,2]")).isEqualTo("[3,1,2]");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1.0, 1",
        "1e0, 1",
        "10e-1, 1",
        "0, 0",
        "-0, 0",
        "-0.0, 0",
        "0e5, 0",
        "100, 1e2",
        "1E2, 1e2",
        "12.50, 125e-1",
        "-12.5, -125e-1",
        "0.001, 1e-3",
        "12345678901234567890, 1234567890123456789e1",
        "9007199254740993, 9007199254740993"
    })
    void writesEachNumberInOneWay(String number, String expected) throws Exception {
        assertThat(canonical(number)).isEqualTo(expected);
        assertThat(text(CanonicalJson.of(EXACT_JSON.readTree(number), Set.of(), false)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999", "-1e999", "1e-999"})
    void takesNumbersThatNoDoubleHolds(String number) throws Exception {
        assertThat(canonical(number)).isNotEmpty();
        assertThat(text(CanonicalJson.of(EXACT_JSON.readTree(number), Set.of(), false)))
                .isEqualTo(number);
    }

    @Test
    void aHugeExponentStaysSmall() throws Exception {
        JsonNode number = EXACT_JSON.readTree("10e2000000000");

        assertThat(text(CanonicalJson.of(number, Set.of(), false))).isEqualTo("1e2000000001");
    }

    @Test
    void aNumberIsNotAString() throws Exception {
        assertThat(canonical("1")).isNotEqualTo(canonical("\"1\""));
        assertThat(canonical("null")).isNotEqualTo(canonical("\"null\""));
    }

    @Test
    void spellsEachStringInOneWay() throws Exception {
        assertThat(canonical("\"\\u00e6\\/\\ud83d\\ude00\"")).isEqualTo("\"æ/😀\"");
        assertThat(canonical("\"\\\"\\\\\\n\\u0000\"")).isEqualTo("\"\\\"\\\\\\u000a\\u0000\"");
        assertThat(canonical("{\"a\\\":1,\\\"b\":2}")).isEqualTo("{\"a\\\":1,\\\"b\":2}");
    }

    @Test
    void twoLoneSurrogatesAreTwoStrings() throws Exception {
        assertThat(canonical("\"\\ud800\"")).isEqualTo("\"\\ud800\"");
        assertThat(canonical("\"\\ud801\"")).isEqualTo("\"\\ud801\"");
    }

    @Test
    void leavesOutExcludedFieldsAtTheTopOnly() throws Exception {
        JsonNode node = JSON.readTree("{\"tid\":1,\"data\":{\"tid\":2},\"liste\":[{\"tid\":3}]}");

        assertThat(text(CanonicalJson.of(node, Set.of("tid"), false)))
                .isEqualTo("{\"data\":{\"tid\":2},\"liste\":[{\"tid\":3}]}");
    }

    @Test
    void dropsNullFieldsWhenAskedButNoNullInAnArray() throws Exception {
        JsonNode node = JSON.readTree("{\"a\":null,\"b\":{\"c\":null},\"d\":[null,{\"e\":null}]}");

        assertThat(text(CanonicalJson.of(node, Set.of(), true))).isEqualTo("{\"b\":{},\"d\":[null,{}]}");
        assertThat(text(CanonicalJson.of(node, Set.of(), false)))
                .isEqualTo("{\"a\":null,\"b\":{\"c\":null},\"d\":[null,{\"e\":null}]}");
    }

    @Test
    void refusesWhatNoJsonDocumentHolds() {
        for (JsonNode node : new JsonNode[] {MissingNode.getInstance(), new POJONode(1), new BinaryNode(new byte[1])}) {
            assertThatThrownBy(() -> CanonicalJson.of(node, Set.of(), false))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static String canonical(String json) throws Exception {
        return text(CanonicalJson.of(JSON.readTree(json), Set.of(), false));
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
