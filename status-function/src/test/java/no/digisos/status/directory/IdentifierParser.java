package no.digisos.status.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import no.digisos.common.error.ApiException;
import no.digisos.testkit.parser.Parser;

/** By what a konto is looked up. */
public final class IdentifierParser implements Parser {
    @Override
    public String name() {
        return "identifikator";
    }

    @Override
    public List<byte[]> seed() {
        return List.of("ORG_NO.910297937", "NAVENHET_ID.0315", "NAV_ENHET_ID.03151", "X.1", "ORG_NO.").stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void read(byte[] in) {
        try {
            assertThat(Identifier.read(new String(in, StandardCharsets.UTF_8))).isNotNull();
        } catch (ApiException avvist) {
            assertThat(avvist.code().status()).isEqualTo(400);
        }
    }
}
