package no.digisos.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Saksfro;
import no.digisos.common.testkit.Saksfro.Sadd;
import no.digisos.common.testkit.Testmiljo;
import org.eclipse.microprofile.config.ConfigProvider;

/** What the suites of this function share: a fagsystem that calls, and cases to call about. */
abstract class StatusSuite {
    static final String FNR = "01819010001";

    final Testmiljo miljo = Testmiljo.gjeldende();
    final Saksfro saksfro = new Saksfro(miljo.database().functions(), miljo.nokler());

    Klient oslo() {
        return fagsystem(Fro.OSLO_FAGSYSTEM);
    }

    Klient fagsystem(Fro.Integrasjon integrasjon) {
        return Klient.mot(base()).som(miljo.utsteder().maskin(integrasjon.organisasjon()), integrasjon);
    }

    Sadd soknad() {
        return soknad(Map.of());
    }

    Sadd soknad(Map<String, byte[]> vedlegg) {
        Map<String, byte[]> filer = new LinkedHashMap<>();
        filer.put("Soknad.pdf", bytes(3_000_000, 5));
        filer.putAll(vedlegg);
        return saksfro.soknad(
                UUID.randomUUID(), Fro.OSLO, FNR, UUID.randomUUID().toString(), filer);
    }

    static void assertError(Svar svar, int status, String code) {
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(status);
        assertThat(svar.json().get("errorCode").asText()).isEqualTo(code);
        assertThat(svar.json().get("status").asInt()).isEqualTo(status);
    }

    static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }

    static byte[] bytes(int antall, int fro) {
        byte[] bytes = new byte[antall];
        new Random(fro).nextBytes(bytes);
        return bytes;
    }
}
