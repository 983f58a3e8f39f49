package no.digisos.metadata;

import java.util.UUID;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.LangsommeKallereSuite;
import no.digisos.common.testkit.Testmiljo;
import org.jspecify.annotations.Nullable;

/** Slow callers and NAV's staff. The function streams nothing. */
abstract class LangsommeSuite extends LangsommeKallereSuite {
    @Override
    protected String en() {
        return hode(Testmiljo.gjeldende().utsteder().maskin(Fro.NAV_ORG), Fro.NAV);
    }

    @Override
    protected @Nullable String annen() {
        return null;
    }

    @Override
    protected String postSti() {
        return "/digisos/api/v1/nav/soknader/soknader?sporingsId=" + UUID.randomUUID();
    }

    @Override
    protected String json() {
        return "{\"fnr\":\"01819010001\"}";
    }

    @Override
    protected String getSti() {
        return "/digisos/api/v1/nav/kommuner";
    }

    @Override
    protected @Nullable Nedlasting nedlasting(int bytes) {
        return null;
    }
}
