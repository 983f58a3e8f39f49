package no.digisos.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EtagTest {
    private static final String ETAG = "\"a-1\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a-1\"",
                " \"a-1\" ",
                "*",
                "W/\"a-1\"",
                "\"x\", \"a-1\"",
                "\"x,y\",W/\"a-1\"",
                ", \"a-1\",",
                "\"a-1\",\"x\""
            })
    void what_the_caller_has_is_unchanged(String field) {
        assertThat(Etag.isUnchanged(field, ETAG)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"a-2\"", "a-1", "\"x a-1\"", "\"\\\"a-1\"", "w/\"a-1\"", "\"x\" \"a-1\""})
    void anything_else_is_not(String field) {
        assertThat(Etag.isUnchanged(field, ETAG)).isFalse();
        assertThat(Etag.applies(field, ETAG)).isFalse();
    }

    @Test
    void a_change_must_name_a_strong_tag() {
        assertThat(Etag.applies("\"x\", \"a-1\"", ETAG)).isTrue();
        assertThat(Etag.applies("*", ETAG)).isTrue();
        assertThat(Etag.applies("W/\"a-1\"", ETAG)).isFalse();
        assertThat(Etag.isUnchanged(null, ETAG)).isFalse();
    }
}
