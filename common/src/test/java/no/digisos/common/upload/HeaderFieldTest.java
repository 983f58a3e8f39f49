package no.digisos.common.upload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderFieldTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "form-data; name=a                       | a",
                "form-data;name=\"a\"                    | a",
                "form-data; NAME = \" a b \" ; x=y       | ` a b `",
                "form-data; name=\"a\\\"b\\\\c\"         | a\"b\\c",
                "form-data; name=\"C:\\dir\\a\"          | C:\\dir\\a",
                "form-data; name=\"a;b\"                 | a;b",
                "form-data; name=\"a                     | a",
                "form-data; name=a; name=b               | a",
                "form-data; name; name=b                 | b",
                "form-data; ;; =x; name=b                | b",
                "form-data; x=\"1\"2\"3\"; name=b        | b",
                "form-data; x=1=2; name=b                | b",
                "form-data; xname=a; name*=c; name=b     | b",
                "form-data; name=                        | ``",
                "form-data; name=\"\"                    | ``",
                "form-data; name=\"a\\                   | a\\",
                "; name=a                                | a",
            })
    void reads_a_parameter(String field, String value) {
        assertThat(HeaderField.parameter(field, "name")).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"form-data", "``", "name=a", ";", "form-data; name", "form-data; filename=\"x; name=a\""})
    void finds_no_parameter_where_there_is_none(String field) {
        assertThat(HeaderField.parameter(field, "name")).isNull();
    }

    @Test
    void the_value_stands_before_the_first_parameter() {
        assertThat(HeaderField.value(" Multipart/Form-DATA ; boundary=X")).isEqualTo("multipart/form-data");
        assertThat(HeaderField.value("form-data")).isEqualTo("form-data");
    }
}
