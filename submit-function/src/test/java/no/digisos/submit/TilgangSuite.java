package no.digisos.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.security.Privilegium;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Kallerslag;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Saksfro;
import no.digisos.common.testkit.Saksfro.Sadd;
import no.digisos.common.testkit.Skjema;
import no.digisos.common.testkit.Tilgangsprove;
import no.digisos.common.testkit.Vern;

/** Every endpoint of this function, called by everybody. */
abstract class TilgangSuite extends Tilgangsprove {
    private static final String SOKNADER = "/digisos/api/v1/soknader";
    private static final String SOKNADER_V2 = "/digisos/api/v2/soknader";
    private static final String KLAGE = "/digisos/klage/api/v1";
    private static final String MELLOMLAGRING_STI = "/digisos/api/v1/mellomlagring/{navEksternRefId}";

    private static final Vern BORGEREN = Vern.borger();

    /** A machine may ask, and there is nobody whose documents it could see. */
    private static final Vern BORGEREN_OG_ANSATTE = Vern.borger()
            .svar(
                    403,
                    Kallerslag.NAV,
                    Kallerslag.OMBUD,
                    Kallerslag.FAGSYSTEM,
                    Kallerslag.ANNEN_KONTOS_FAGSYSTEM,
                    Kallerslag.ANNEN_KOMMUNES_FAGSYSTEM);

    private static final Vern KJENT = Vern.kjent(Fro.NAV).rett(Kallerslag.BORGER, Kallerslag.ANNEN_BORGER);

    private static final Vern MELLOMLAGRING =
            Vern.maskin(Fro.NAV, Privilegium.MELLOMLAGRING).rett(Kallerslag.NAV);

    /** A browser without a token is sent to log in. */
    private static final Vern BORGEREN_ALENE = Vern.borgerAlene().svar(302, Kallerslag.INGEN);

    private static final List<Rad> RADER = List.of(
            rad(KJENT, "GET", "/digisos/api/v1/dokumentlager-public-key", 200, 200),
            rad(BORGEREN, "GET", SOKNADER + "/soknader", 200, 200),
            rad(BORGEREN, "GET", SOKNADER + "/{digisosId}", 200, 404),
            rad(BORGEREN, "GET", SOKNADER + "/{digisosId}/dokumenter/{dokumentlagerId}", 200, 404),
            // With nothing in it, and so with nothing of anybody's.
            new Rad(BORGEREN_OG_ANSATTE, "POST", SOKNADER + "/dokumenter", 200, 200, "{\"dokumenter\":[]}"),
            rad(BORGEREN, "POST", SOKNADER + "/{kommunenummer}/{navEksternRefId}", 415, 415),
            rad(BORGEREN, "POST", SOKNADER + "/{kommunenummer}/{digisosId}/{navEksternRefId}", 415, 404),
            rad(BORGEREN, "POST", SOKNADER_V2 + "/{kommunenummer}/{navEksternRefId}", 415, 415),
            rad(BORGEREN, "POST", SOKNADER_V2 + "/{kommunenummer}/{digisosId}/{navEksternRefId}", 415, 404),
            rad(BORGEREN, "GET", KLAGE + "/klager", 200, 404),
            rad(BORGEREN, "POST", KLAGE + "/{digisosId}/{navEksternRefId}/{klageId}/{vedtakId}", 415, 404),
            // There is no klage to add to or to take back; that the case is not another's is looked at first.
            rad(BORGEREN, "POST", KLAGE + "/{digisosId}/{navEksternRefId}/{klageId}/vedlegg", 404, 404),
            rad(BORGEREN, "POST", KLAGE + "/{digisosId}/{navEksternRefId}/{klageId}/trekk", 404, 404),
            rad(MELLOMLAGRING, "GET", MELLOMLAGRING_STI, 200, 200),
            rad(MELLOMLAGRING, "GET", MELLOMLAGRING_STI + "/{filId}", 200, 200),
            rad(MELLOMLAGRING, "POST", MELLOMLAGRING_STI, 415, 415),
            rad(MELLOMLAGRING, "DELETE", MELLOMLAGRING_STI + "/{filId}", 204, 204),
            rad(MELLOMLAGRING, "DELETE", MELLOMLAGRING_STI, 204, 204),
            rad(BORGEREN_ALENE, "GET", "/dokumentlager/nedlasting/niva4/{dokumentId}", 200, 404));

    private final Sadd sadd = new Saksfro(miljo.database().functions(), miljo.nokler())
            .soknad(UUID.randomUUID(), Fro.OSLO, BORGER, UUID.randomUUID().toString(), Map.of("Soknad.pdf", new byte[] {
                1
            }));
    private final String ref = UUID.randomUUID().toString();
    private final String filId = mellomlagret();

    private static Rad rad(Vern vern, String metode, String mal, int rett, int andre) {
        return new Rad(vern, metode, mal, rett, andre, "");
    }

    @Override
    protected List<Rad> rader() {
        return RADER;
    }

    @Override
    protected String sti(Rad rad) {
        String fylt = rad.mal()
                .replace("{kommunenummer}", Fro.OSLO.kommunenummer())
                .replace("{digisosId}", sadd.digisosId().toString())
                .replace("{dokumentlagerId}", sadd.dokument("soknad.json").toString())
                .replace("{dokumentId}", sadd.dokument("Soknad.pdf").toString())
                .replace("{navEksternRefId}", ref)
                .replace("{klageId}", ref)
                .replace("{vedtakId}", ref)
                .replace("{filId}", filId);
        return fylt.endsWith("/klager") ? fylt + "?digisosId=" + sadd.digisosId() : fylt;
    }

    private String mellomlagret() {
        Svar svar = forbindelse(Fro.NAV_ORG)
                .som(miljo.utsteder().maskin(Fro.NAV_ORG), Fro.NAV)
                .post(
                        MELLOMLAGRING_STI.replace("{navEksternRefId}", ref),
                        new Skjema()
                                .fil(
                                        "kvittering.pdf",
                                        new byte[] {1},
                                        miljo.plattform().active().certificate()));
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(202);
        return svar.json().findValue("filId").asText();
    }
}
