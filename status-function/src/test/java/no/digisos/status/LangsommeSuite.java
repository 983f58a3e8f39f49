package no.digisos.status;

import java.util.Map;
import java.util.UUID;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.LangsommeKallereSuite;
import no.digisos.common.testkit.Saksfro;
import no.digisos.common.testkit.Testmiljo;

/** Slow callers and a kommune's fagsystem. */
abstract class LangsommeSuite extends LangsommeKallereSuite {
    private static final String KO = "/digisos/mottak/api/v1/kontoer/" + Fro.OSLO.kontoId() + "/meldinger";

    private final Testmiljo miljo = Testmiljo.gjeldende();

    @Override
    protected String en() {
        return hode(miljo.utsteder().maskin(Fro.OSLO_FAGSYSTEM.organisasjon()), Fro.OSLO_FAGSYSTEM);
    }

    @Override
    protected String annen() {
        return hode(miljo.utsteder().maskin(Fro.OSLO_NAVTEST.organisasjon()), Fro.OSLO_NAVTEST);
    }

    @Override
    protected String postSti() {
        return KO + "/hent";
    }

    @Override
    protected String json() {
        return "{\"maks\":1}";
    }

    @Override
    protected String getSti() {
        return KO;
    }

    @Override
    protected Nedlasting nedlasting(int bytes) {
        Saksfro.Sadd sadd = new Saksfro(miljo.database().functions(), miljo.nokler())
                .soknad(
                        UUID.randomUUID(),
                        Fro.OSLO,
                        "01819010001",
                        UUID.randomUUID().toString(),
                        Map.of("Soknad.pdf", new byte[bytes]));
        return new Nedlasting(KO + "/" + sadd.meldingId() + "/dokumenter/" + sadd.dokument("Soknad.pdf"), en());
    }
}
