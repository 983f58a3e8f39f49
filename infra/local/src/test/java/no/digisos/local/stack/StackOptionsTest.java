package no.digisos.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import no.digisos.local.stack.StackOptions.Fallback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackOptionsTest {

    private static final UUID A = UUID.fromString("3fa85f64-5717-4562-b3fc-2c963f66afa6");
    private static final UUID B = UUID.fromString("3fa85f64-5717-4562-b3fc-2c963f66afa7");

    @Test
    void withoutArgumentsPortsAreFreeAndFallbackIsAService() {
        assertThat(StackOptions.parse(List.of()))
                .isEqualTo(new StackOptions(0, 0, false, Fallback.TJENESTE, List.of(), false));
    }

    @Test
    void everyOptionIsReadInBothForms() {
        StackOptions expected = new StackOptions(8080, 8443, true, Fallback.MANUELL, List.of(A, B), true);

        assertThat(StackOptions.parse(List.of(
                        "--http-port=8080",
                        "--https-port=8443",
                        "--native",
                        "--fallback=manuell",
                        "--sak=" + A,
                        "--sak=" + B,
                        "--behold")))
                .isEqualTo(expected);
        assertThat(StackOptions.parse(List.of(
                        "--behold",
                        "--sak",
                        A.toString(),
                        "--sak",
                        B.toString(),
                        "--fallback",
                        "manuell",
                        "--native",
                        "--https-port",
                        "8443",
                        "--http-port",
                        "8080")))
                .isEqualTo(expected);
    }

    @Test
    void theHelpNamesEveryOption() {
        assertThat(StackOptions.HELP)
                .contains("--http-port", "--https-port", "--native", "--fallback", "--sak", "--behold", "--help");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--http-port=70000",
                "--http-port=-1",
                "--https-port=x",
                "--fallback=kanskje",
                "--sak=1",
                "--sak",
                "--nativ",
                "demo"
            })
    void whatIsWrongIsSaid(String argument) {
        String value = argument.substring(argument.indexOf('=') + 1);
        assertThatThrownBy(() -> StackOptions.parse(List.of(argument)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(value);
    }
}
