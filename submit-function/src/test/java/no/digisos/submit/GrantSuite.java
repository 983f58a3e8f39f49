package no.digisos.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.security.Privilegium;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SakSeeds.Sown;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.MultipartForm;
import no.digisos.seeds.suite.AccessCheck;
import no.digisos.seeds.suite.AccessRule;
import no.digisos.seeds.suite.CallerKind;

/** Every endpoint of this function, called by everybody. */
abstract class GrantSuite extends AccessCheck {
    private static final String SOKNADER = "/digisos/api/v1/soknader";
    private static final String SOKNADER_V2 = "/digisos/api/v2/soknader";
    private static final String KLAGE = "/digisos/klage/api/v1";
    private static final String MELLOMLAGRING_PATH = "/digisos/api/v1/mellomlagring/{navEksternRefId}";

    private static final AccessRule THE_CITIZEN = AccessRule.citizen();

    /** A machine may ask, and there is nobody whose documents it could see. */
    private static final AccessRule CITIZEN_AND_STAFF = AccessRule.citizen()
            .answer(
                    403,
                    CallerKind.NAV,
                    CallerKind.OMBUD,
                    CallerKind.FAGSYSTEM,
                    CallerKind.ANNEN_KONTOS_FAGSYSTEM,
                    CallerKind.ANNEN_KOMMUNES_FAGSYSTEM);

    private static final AccessRule KNOWN =
            AccessRule.known(SeedData.NAV).right(CallerKind.BORGER, CallerKind.ANNEN_BORGER);

    private static final AccessRule MELLOMLAGRING =
            AccessRule.machine(SeedData.NAV, Privilegium.MELLOMLAGRING).right(CallerKind.NAV);

    /** A browser without a token is sent to log in. */
    private static final AccessRule CITIZEN_ALONE = AccessRule.citizenAlone().answer(302, CallerKind.INGEN);

    private static final List<Row> ROWS = List.of(
            row(KNOWN, "GET", "/digisos/api/v1/dokumentlager-public-key", 200, 200),
            row(THE_CITIZEN, "GET", SOKNADER + "/soknader", 200, 200),
            row(THE_CITIZEN, "GET", SOKNADER + "/{digisosId}", 200, 404),
            row(THE_CITIZEN, "GET", SOKNADER + "/{digisosId}/dokumenter/{dokumentlagerId}", 200, 404),
            // With nothing in it, and so with nothing of anybody's.
            new Row(CITIZEN_AND_STAFF, "POST", SOKNADER + "/dokumenter", 200, 200, "{\"dokumenter\":[]}"),
            row(THE_CITIZEN, "POST", SOKNADER + "/{kommunenummer}/{navEksternRefId}", 415, 415),
            row(THE_CITIZEN, "POST", SOKNADER + "/{kommunenummer}/{digisosId}/{navEksternRefId}", 415, 404),
            row(THE_CITIZEN, "POST", SOKNADER_V2 + "/{kommunenummer}/{navEksternRefId}", 415, 415),
            row(THE_CITIZEN, "POST", SOKNADER_V2 + "/{kommunenummer}/{digisosId}/{navEksternRefId}", 415, 404),
            row(THE_CITIZEN, "GET", KLAGE + "/klager", 200, 404),
            row(THE_CITIZEN, "POST", KLAGE + "/{digisosId}/{navEksternRefId}/{klageId}/{vedtakId}", 415, 404),
            // There is no klage to add to or to take back; that the case is not another's is looked at first.
            row(THE_CITIZEN, "POST", KLAGE + "/{digisosId}/{navEksternRefId}/{klageId}/vedlegg", 404, 404),
            row(THE_CITIZEN, "POST", KLAGE + "/{digisosId}/{navEksternRefId}/{klageId}/trekk", 404, 404),
            row(MELLOMLAGRING, "GET", MELLOMLAGRING_PATH, 200, 200),
            row(MELLOMLAGRING, "GET", MELLOMLAGRING_PATH + "/{filId}", 200, 200),
            row(MELLOMLAGRING, "POST", MELLOMLAGRING_PATH, 415, 415),
            row(MELLOMLAGRING, "DELETE", MELLOMLAGRING_PATH + "/{filId}", 204, 204),
            row(MELLOMLAGRING, "DELETE", MELLOMLAGRING_PATH, 204, 204),
            row(CITIZEN_ALONE, "GET", "/dokumentlager/nedlasting/niva4/{dokumentId}", 200, 404));

    private final Sown sown = new SakSeeds(environment.database().functions(), environment.nokler())
            .soknad(
                    UUID.randomUUID(),
                    SeedData.OSLO,
                    CITIZEN,
                    UUID.randomUUID().toString(),
                    Map.of("Soknad.pdf", new byte[] {1}));
    private final String ref = UUID.randomUUID().toString();
    private final String fileId = staged();

    private static Row row(AccessRule accessRule, String method, String template, int right, int other) {
        return new Row(accessRule, method, template, right, other, "");
    }

    @Override
    protected List<Row> rows() {
        return ROWS;
    }

    @Override
    protected String path(Row row) {
        String filled = row.mal()
                .replace("{kommunenummer}", SeedData.OSLO.kommunenummer())
                .replace("{digisosId}", sown.digisosId().toString())
                .replace("{dokumentlagerId}", sown.dokument("soknad.json").toString())
                .replace("{dokumentId}", sown.dokument("Soknad.pdf").toString())
                .replace("{navEksternRefId}", ref)
                .replace("{klageId}", ref)
                .replace("{vedtakId}", ref)
                .replace("{filId}", fileId);
        return filled.endsWith("/klager") ? filled + "?digisosId=" + sown.digisosId() : filled;
    }

    private String staged() {
        Answer answer = connection(SeedData.NAV_ORG)
                .as(environment.utsteder().machine(SeedData.NAV_ORG), SeedData.NAV)
                .post(
                        MELLOMLAGRING_PATH.replace("{navEksternRefId}", ref),
                        new MultipartForm()
                                .file(
                                        "kvittering.pdf",
                                        new byte[] {1},
                                        environment.platform().active().certificate()));
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.json().findValue("filId").asText();
    }
}
