package no.digisos.seeds.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import no.digisos.common.crypto.BlindIndex;
import no.digisos.common.crypto.KeyRing;
import no.digisos.common.database.Transactions;
import no.digisos.common.identity.Organisasjonsnummer;
import no.digisos.common.person.PersonIndex;
import no.digisos.common.security.Grants;
import no.digisos.common.security.IntegrasjonTable;
import no.digisos.common.security.Privilegium;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.testkit.database.TestDatabase;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Identity by endpoint: every operation of the function's OpenAPI document, called by every kind of caller, and the status of each
 * cell. An operation without a row fails, and so does a row without an operation; a kind of caller that a row does not name is to be
 * refused.
 */
public abstract class AccessCheck {
    /** The citizen whose case is asked for. */
    protected static final String CITIZEN = "01819010001";

    private static final String ANOTHER_CITIZEN = "24819910029";
    private static final String ADMINISTRATOR = "15857210074";
    private static final String ANOTHER_KOMMUNES_ADMINISTRATOR = "24819910029";
    private static final String EARLIER_ADMINISTRATOR = "09476520034";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch", "head", "options");

    /** What the framework serves, which says nothing of anybody. */
    private static final String FRAMEWORK = "/q/";

    /** What a refusal may not tell, beside the citizen's number. */
    private static final List<String> CONTENT = List.of(
            "navEksternRefId", "fiksDigisosId", "statusListe", "antallTreff", "Soknad.pdf", "dokumentlagerId\":");

    /** Whose wrong logins fail by the integration and not by the token. */
    private static final Set<CallerKind> BY_INTEGRASJON = Set.of(
            CallerKind.FEIL_ORGANISASJON,
            CallerKind.UTEN_INTEGRASJON,
            CallerKind.ANNENS_INTEGRASJON,
            CallerKind.FEIL_PASSORD,
            CallerKind.ANNENS_PASSORD,
            CallerKind.TILBAKEKALT_INTEGRASJON);

    protected final TestEnvironment environment = TestEnvironment.current();
    private final Map<String, SeedData.Integrasjon> made = new HashMap<>();

    /** Each caller once, and one connection for each organisation: there are two thousand cells. */
    private final Map<AccessRule, Map<CallerKind, Client>> callers = new HashMap<>();

    private final Map<String, Client> connections = new HashMap<>();

    /**
     * A row.
     *
     * @param mal the path as the OpenAPI document has it
     * @param rett the status for the right caller, with this body
     * @param andre the status for one who may call it, about what is another's
     * @param kropp JSON, or empty for none
     */
    public record Row(AccessRule vern, String metode, String mal, int rett, int andre, String kropp) {
        @Override
        public String toString() {
            return metode + " " + mal;
        }
    }

    /** The rows of this function. */
    protected abstract List<Row> rows();

    /** The path of a row, with what it is about filled in. */
    protected abstract String path(Row row);

    /** Makes what the rows are about as it was, before each call. */
    protected void order() {}

    /** A caller without a login, by the connection that this organisation would have. */
    protected Client connection(String organisation) {
        return Client.against(base());
    }

    /** The address of the function under test. */
    protected static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }

    @Test
    void the_matrix_has_every_endpoint() {
        JsonNode paths =
                Client.against(base()).get("/q/openapi?format=json").json().get("paths");
        Set<String> published = new TreeSet<>();
        paths.properties().stream()
                .filter(path -> !path.getKey().startsWith(FRAMEWORK))
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (METHODS.contains(method)) {
                        published.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        assertThat(published)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(
                        rows().stream().map(Row::toString).toList());
    }

    @TestFactory
    Stream<DynamicTest> each_caller_gets_what_the_table_says() {
        sow();
        return rows().stream()
                .flatMap(row -> Stream.of(CallerKind.values())
                        .map(kind -> DynamicTest.dynamicTest(row + ": " + kind, () -> attempt(row, kind))));
    }

    @Test
    void every_failing_login_by_an_integration_looks_the_same() {
        List<String> answer = new ArrayList<>();
        for (Row row : rows()) {
            if (row.vern().login() == AccessRule.Login.MASKIN) {
                for (CallerKind kind :
                        List.of(CallerKind.FEIL_ORGANISASJON, CallerKind.FEIL_PASSORD, CallerKind.ANNENS_PASSORD)) {
                    answer.add(call(row, kind)
                            .text()
                            .replace(row.vern().integrasjon().id().toString(), "ID")
                            .replaceAll("\"(timestamp|errorId|path|originalPath)\":[^,}]*", ""));
                }
            }
        }
        assertThat(answer.stream().distinct()).hasSizeLessThan(2);
    }

    private void attempt(Row row, CallerKind kind) {
        order();
        int expected = row.vern().status(kind, row);
        Answer answer = call(row, kind);
        assertThat(answer.status()).as(answer.text()).isEqualTo(expected);
        if (expected < 400) {
            return;
        }
        String code = answer.json().get("errorCode").asText();
        assertThat(answer.json().get("status").asInt()).isEqualTo(expected);
        assertThat(code).isNotEmpty();
        if (expected == 401 && row.vern().isForMachinesAlone()) {
            assertThat(code).isEqualTo(BY_INTEGRASJON.contains(kind) ? "UGYLDIG_INTEGRASJON" : "UGYLDIG_TOKEN");
        }
        if (expected == 401) {
            assertThat(answer.json().get("message").asText())
                    .matches("(Klarte ikke å validere access_token|Autentisering feilet for integrasjon med id ).*");
        }
        if (expected == 401 || expected == 403 || row.rett() != expected) {
            assertThat(answer.text()).doesNotContain(CITIZEN).doesNotContain(CONTENT);
        }
    }

    private Answer call(Row row, CallerKind kind) {
        boolean withoutBody = row.kropp().isEmpty();
        return callers.computeIfAbsent(row.vern(), _ -> new EnumMap<>(CallerKind.class))
                .computeIfAbsent(kind, _ -> as(row.vern(), kind))
                .send(
                        row.metode(),
                        path(row),
                        withoutBody ? BodyPublishers.noBody() : BodyPublishers.ofString(row.kropp()),
                        withoutBody ? null : "application/json");
    }

    private Client as(AccessRule accessRule, CallerKind kind) {
        SeedData.Integrasjon own = accessRule.integrasjon();
        return switch (kind) {
            case INGEN -> via(own.organisasjon());
            case SOPPEL -> withToken("tull", own);
            case FREMMED_UTSTEDER -> withToken(token(accessRule, "fremmed", Map.of(), 3_600), own);
            case UTLOPT -> withToken(token(accessRule, null, Map.of(), -3_600), own);
            case FEIL_SCOPE ->
                withToken(
                        environment.utsteder().machine(own.organisasjon(), Map.of("scope", "ks:fiksx annet"), 3_600),
                        own);
            case LAVT_NIVA ->
                withToken(
                        environment.utsteder().person(person(accessRule), Map.of("acr", "idporten-loa-substantial")),
                        own);
            case UNEVNT_KLIENT ->
                withToken(
                        environment
                                .utsteder()
                                .person(
                                        person(accessRule),
                                        Map.of(
                                                "client_id",
                                                "en-annen",
                                                "consumer",
                                                TokenIssuers.consumer(SeedData.BERGEN_FAGSYSTEM.organisasjon()))),
                        own);
            case FEIL_ORGANISASJON -> wrongOrganisation(own);
            case UTEN_INTEGRASJON -> onlyToken(own, correct(accessRule));
            case ANNENS_INTEGRASJON ->
                withIntegrasjon(
                        onlyToken(own, correct(accessRule)), SeedData.WITHOUT_GRANT, SeedData.WITHOUT_GRANT.passord());
            case FEIL_PASSORD -> withPassword(accessRule, own, "feil");
            case ANNENS_PASSORD -> withPassword(accessRule, own, SeedData.WITHOUT_GRANT.passord());
            case TILBAKEKALT_INTEGRASJON -> by(accessRule, revoked(accessRule));
            case TRUKKET_TILGANG -> by(accessRule, withdrawn(accessRule));
            case UTEN_TILGANG -> by(accessRule, without(accessRule));
            case BORGER -> withToken(environment.utsteder().person(CITIZEN), SeedData.NAV);
            case ANNEN_BORGER -> withToken(environment.utsteder().person(ANOTHER_CITIZEN), SeedData.NAV);
            case BORGER_ALENE -> alone(CITIZEN);
            case ANNEN_BORGER_ALENE -> alone(ANOTHER_CITIZEN);
            case ADMINISTRATOR -> alone(ADMINISTRATOR);
            case ANNEN_KOMMUNES_ADMINISTRATOR -> alone(ANOTHER_KOMMUNES_ADMINISTRATOR);
            case TIDLIGERE_ADMINISTRATOR -> alone(EARLIER_ADMINISTRATOR);
            case NAV -> machine(SeedData.NAV);
            case OMBUD -> machine(ombudsman());
            case FAGSYSTEM -> machine(SeedData.OSLO_FAGSYSTEM);
            case ANNEN_KONTOS_FAGSYSTEM -> machine(anotherKontos());
            case ANNEN_KOMMUNES_FAGSYSTEM -> machine(SeedData.BERGEN_FAGSYSTEM);
            case SVARINN -> basic(SeedData.OSLO_FAGSYSTEM, SeedData.OSLO_FAGSYSTEM.passord());
            case ANNEN_KONTOS_SVARINN -> basic(anotherKontos(), anotherKontos().passord());
            case ANNEN_KOMMUNES_SVARINN -> basic(SeedData.BERGEN_FAGSYSTEM, SeedData.BERGEN_FAGSYSTEM.passord());
            case SVARINN_NAV -> basic(SeedData.NAV, SeedData.NAV.passord());
        };
    }

    private Client via(String organisation) {
        return connections.computeIfAbsent(organisation, this::connection);
    }

    private Client wrongOrganisation(SeedData.Integrasjon own) {
        String another =
                own.organisasjon().equals(SeedData.NAV_ORG) ? SeedData.OSLO_FAGSYSTEM.organisasjon() : SeedData.NAV_ORG;
        return withIntegrasjon(
                via(another)
                        .withHeader(
                                "Authorization",
                                "Bearer " + environment.utsteder().machine(another)),
                own,
                own.passord());
    }

    private Client withPassword(AccessRule accessRule, SeedData.Integrasjon own, String password) {
        return accessRule.login() == AccessRule.Login.BASIC
                ? basic(own, password)
                : withIntegrasjon(onlyToken(own, correct(accessRule)), own, password);
    }

    /** The right kind of login, by this integration. */
    private Client by(AccessRule accessRule, SeedData.Integrasjon integrasjon) {
        return withPassword(accessRule, integrasjon, integrasjon.passord());
    }

    private Client machine(SeedData.Integrasjon integrasjon) {
        return withToken(environment.utsteder().machine(integrasjon.organisasjon()), integrasjon);
    }

    private Client withToken(String token, SeedData.Integrasjon integrasjon) {
        return withIntegrasjon(onlyToken(integrasjon, token), integrasjon, integrasjon.passord());
    }

    private Client onlyToken(SeedData.Integrasjon integrasjon, String token) {
        return via(integrasjon.organisasjon()).withHeader("Authorization", "Bearer " + token);
    }

    private Client alone(String fnr) {
        return onlyToken(SeedData.NAV, environment.utsteder().person(fnr));
    }

    private static Client withIntegrasjon(Client client, SeedData.Integrasjon integrasjon, String password) {
        return client.withHeader("IntegrasjonId", integrasjon.id().toString())
                .withHeader("IntegrasjonPassord", password);
    }

    private Client basic(SeedData.Integrasjon integrasjon, String password) {
        return via(integrasjon.organisasjon()).basic(integrasjon.id().toString(), password);
    }

    private String correct(AccessRule accessRule) {
        return token(accessRule, null, Map.of(), 3_600);
    }

    /** The token of the right caller, by another issuer or for another time when that is wanted. */
    private String token(
            AccessRule accessRule, @Nullable String issuer, Map<String, Object> requirement, long lifetime) {
        boolean person = appliesToPerson(accessRule);
        Map<String, Object> all = new HashMap<>(
                person
                        ? TokenIssuers.claims(person(accessRule))
                        : TokenIssuers.machineClaims(accessRule.integrasjon().organisasjon()));
        all.putAll(requirement);
        return environment
                .utsteder()
                .token(
                        Objects.requireNonNullElse(issuer, person ? "idporten" : "maskinporten"),
                        person ? person(accessRule) : UUID.randomUUID().toString(),
                        all,
                        lifetime);
    }

    private static boolean appliesToPerson(AccessRule accessRule) {
        return switch (accessRule.login()) {
            case BORGER, BORGER_ALENE, ADMINISTRATOR -> true;
            case INGEN, MASKIN, BASIC -> false;
        };
    }

    private static String person(AccessRule accessRule) {
        return accessRule.login() == AccessRule.Login.ADMINISTRATOR ? ADMINISTRATOR : CITIZEN;
    }

    private void sow() {
        List<BlindIndex.Value> earlier = index(EARLIER_ADMINISTRATOR);
        execute(c -> Grants.giveAdmin(c, index(ADMINISTRATOR), SeedData.OSLO.fiksOrgId()));
        execute(c -> Grants.giveAdmin(c, index(ANOTHER_KOMMUNES_ADMINISTRATOR), SeedData.BERGEN.fiksOrgId()));
        execute(c -> Grants.giveAdmin(c, earlier, SeedData.OSLO.fiksOrgId()));
        execute(c -> Grants.withdrawAdmin(c, earlier, SeedData.OSLO.fiksOrgId()));
    }

    private List<BlindIndex.Value> index(String fnr) {
        return new BlindIndex(KeyRing.load(environment.nokler().resolve("indeks"), Optional.empty()))
                .all(PersonIndex.FNR, fnr);
    }

    /** The data-protection officer's integration. */
    protected SeedData.Integrasjon ombudsman() {
        return make("ombud", SeedData.NAV_ORG, Privilegium.AUDIT, null, null);
    }

    /** Oslo by grant, and a konto that is not Oslo's by its limit. */
    private SeedData.Integrasjon anotherKontos() {
        return make(
                "annen konto",
                SeedData.OSLO_FAGSYSTEM.organisasjon(),
                Privilegium.FAGSYSTEM,
                SeedData.OSLO.fiksOrgId(),
                SeedData.STAVANGER.kontoId());
    }

    private SeedData.Integrasjon without(AccessRule accessRule) {
        return make(
                "uten " + accessRule.integrasjon().id(),
                accessRule.integrasjon().organisasjon(),
                null,
                null,
                null);
    }

    private SeedData.Integrasjon revoked(AccessRule accessRule) {
        return made.computeIfAbsent("tilbakekalt " + accessRule.integrasjon().id() + accessRule.privilegium(), name -> {
            SeedData.Integrasjon fresh = fresh(name, accessRule);
            execute(c -> IntegrasjonTable.withdraw(c, fresh.id()));
            return fresh;
        });
    }

    private SeedData.Integrasjon withdrawn(AccessRule accessRule) {
        return made.computeIfAbsent("trukket " + accessRule.integrasjon().id() + accessRule.privilegium(), name -> {
            SeedData.Integrasjon fresh = fresh(name, accessRule);
            TestDatabase.execute(
                    environment.database().owner(),
                    "UPDATE tilgang SET tilbakekalt = digisos_now() WHERE integrasjon_id = '" + fresh.id() + "'");
            return fresh;
        });
    }

    /** One more integration that is as the right one. */
    private SeedData.Integrasjon fresh(String name, AccessRule accessRule) {
        Privilegium privilegium = accessRule.privilegium();
        UUID fiksOrgId = privilegium != null && privilegium.mustBeLimited() ? SeedData.OSLO.fiksOrgId() : null;
        return create(name, accessRule.integrasjon().organisasjon(), privilegium, fiksOrgId, null);
    }

    private SeedData.Integrasjon make(
            String name,
            String organisation,
            @Nullable Privilegium privilegium,
            @Nullable UUID fiksOrgId,
            @Nullable UUID kontoId) {
        return made.computeIfAbsent(name, n -> create(n, organisation, privilegium, fiksOrgId, kontoId));
    }

    private SeedData.Integrasjon create(
            String name,
            String organisation,
            @Nullable Privilegium privilegium,
            @Nullable UUID fiksOrgId,
            @Nullable UUID kontoId) {
        SeedData.Integrasjon fresh =
                new SeedData.Integrasjon(UUID.randomUUID(), name, organisation, "passord-kun-for-test");
        execute(c -> {
            IntegrasjonTable.create(c, fresh.id(), name, new Organisasjonsnummer(organisation), null, fresh.passord());
            return privilegium == null ? Optional.empty() : Grants.give(c, fresh.id(), privilegium, fiksOrgId, kontoId);
        });
        return fresh;
    }

    private <T> T execute(Transactions.Work<T> work) {
        return new Transactions(environment.database().owner()).inTransaction(work);
    }
}
