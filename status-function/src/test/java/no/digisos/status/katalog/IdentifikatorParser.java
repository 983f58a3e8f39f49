package no.digisos.status.katalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import no.digisos.common.error.ApiException;
import no.digisos.common.testkit.Parser;

/** By what a konto is looked up. */
public final class IdentifikatorParser implements Parser {
    @Override
    public String navn() {
        return "identifikator";
    }

    @Override
    public List<byte[]> fro() {
        return List.of("ORG_NO.910297937", "NAVENHET_ID.0315", "NAV_ENHET_ID.03151", "X.1", "ORG_NO.").stream()
                .map(tekst -> tekst.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void les(byte[] inn) {
        try {
            assertThat(Identifikator.les(new String(inn, StandardCharsets.UTF_8)))
                    .isNotNull();
        } catch (ApiException avvist) {
            assertThat(avvist.code().status()).isEqualTo(400);
        }
    }
}
