package no.digisos.submit.http;

import java.util.Map;
import java.util.UUID;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.LangsommeKallereSuite;
import no.digisos.common.testkit.Saksfro;
import no.digisos.common.testkit.Testmiljo;
import org.jspecify.annotations.Nullable;

/** Slow callers and nav.no, and a citizen's own browser. */
abstract class LangsommeSuite extends LangsommeKallereSuite {
    private static final String PERSON = "01819010001";

    private final Testmiljo miljo = Testmiljo.gjeldende();

    @Override
    protected String en() {
        return hode(miljo.utsteder().person(PERSON), Fro.NAV);
    }

    @Override
    protected @Nullable String annen() {
        return null;
    }

    @Override
    protected String postSti() {
        return "/digisos/api/v1/soknader/dokumenter";
    }

    @Override
    protected String json() {
        return "{\"dokumenter\":[]}";
    }

    @Override
    protected String getSti() {
        return "/digisos/api/v1/soknader/soknader";
    }

    @Override
    protected Nedlasting nedlasting(int bytes) {
        Saksfro.Sadd sadd = new Saksfro(miljo.database().functions(), miljo.nokler())
                .soknad(
                        UUID.randomUUID(),
                        Fro.OSLO,
                        PERSON,
                        UUID.randomUUID().toString(),
                        Map.of("Soknad.pdf", new byte[bytes]));
        return new Nedlasting(
                "/dokumentlager/nedlasting/niva4/" + sadd.dokument("Soknad.pdf"),
                "Authorization: Bearer " + miljo.utsteder().person(PERSON) + "\r\n");
    }
}
