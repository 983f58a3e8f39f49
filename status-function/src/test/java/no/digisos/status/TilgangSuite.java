package no.digisos.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import no.digisos.common.identity.Organisasjonsnummer;
import no.digisos.common.security.Integrasjoner;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.Tilganger;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Saksfro.Sadd;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/**
 * Identity by endpoint: every endpoint of this function with every kind of caller, and the status of each cell. The table must have
 * a row for whatever the function's OpenAPI document has, so that no endpoint comes without one.
 */
abstract class TilgangSuite extends StatusSuite {
    private static final String ANNEN_ADMIN = "24819910029";
    private static final String INGEN_ADMIN = "09476520034";

    /** The kinds of caller. */
    enum Kaller {
        INGEN,
        FEIL_UTSTEDER,
        UTLOPT,
        /** A machine's token without {@code ks:fiks}; a person's of too low a level. */
        FEIL_SCOPE,
        /** A person where a machine is asked for, and the other way round. */
        FEIL_SLAG,
        /** A right token of an organisation that the integration is not authorised for; for persons there is no such thing. */
        FEIL_ORGANISASJON,
        FEIL_PASSORD,
        TILBAKEKALT,
        ANNEN_KOMMUNE,
        UTEN_TILGANG,
        RETT
    }

    /** Who may call: decides every cell but the last two or three. */
    enum Vern {
        /** A konto's own fagsystem. */
        KONTO(401, 401, 401, 401, 401, 401, 401, 401, 403, 403),
        /** A case's own fagsystem. */
        SAK(401, 401, 401, 401, 401, 401, 401, 401, 403, 403),
        /** A mottakersystem, by HTTP Basic: without a token there is none to be wrong. */
        SVARINN(401, -1, -1, -1, 401, -1, 401, 401, 404, 403),
        /** What a mottakersystem may list: its own, which is nothing for another kommune's. */
        SVARINN_LISTE(401, -1, -1, -1, 401, -1, 401, 401, 200, 403),
        /** Any integration that is known. */
        KJENT(401, 401, 401, 401, 401, 401, 401, 401, 200, 200),
        /** A kommune's administrator. */
        ADMIN(401, 401, 401, 401, 401, -1, -1, 403, 403, 403),
        /** Whoever asks; a token that has run out is told so, and one of an issuer that nobody knows is none. */
        ALLE(200, 200, 401, 200, 200, 200, 200, 200, 200, 200);

        @SuppressWarnings("ImmutableEnumChecker") // only ever given Map.copyOf
        private final Map<Kaller, Integer> status;

        /** @param status in the order of the callers, but for the last */
        Vern(int... status) {
            Map<Kaller, Integer> perKaller = new EnumMap<>(Kaller.class);
            List<Kaller> kallere = List.of(Kaller.values());
            for (int i = 0; i < status.length; i++) {
                perKaller.put(kallere.get(i), status[i]);
            }
            this.status = Map.copyOf(perKaller);
        }

        /** The expected status; -1 when there is no such caller. */
        int status(Kaller kaller) {
            return status.getOrDefault(kaller, -1);
        }
    }

    /**
     * A row.
     *
     * @param sti as in the OpenAPI document
     * @param rett the status for the right caller, with this body
     */
    record Endepunkt(Vern vern, String metode, String sti, int rett, String kropp) {
        @Override
        public String toString() {
            return metode + " " + sti;
        }
    }

    private static final String KO = "/digisos/mottak/api/v1/kontoer/{kontoId}/meldinger";
    private static final String SAK = "/digisos/api/v1/{fiksOrgId}/{digisosId}";
    private static final String KONFIG = "/digisos/api/v1/konfigurasjon/{fiksOrgId}";
    private static final String KATALOG = "/fiks-io/katalog/api/v1";
    private static final String SVARINN = "/tjenester/svarinn";

    private static final List<Endepunkt> ENDEPUNKTER = List.of(
            new Endepunkt(Vern.KONTO, "GET", KO, 200, ""),
            new Endepunkt(Vern.KONTO, "POST", KO + "/hent", 200, "{}"),
            new Endepunkt(Vern.KONTO, "GET", KO + "/{meldingId}", 200, ""),
            new Endepunkt(Vern.KONTO, "GET", KO + "/{meldingId}/status", 200, ""),
            new Endepunkt(Vern.KONTO, "POST", KO + "/{meldingId}/leie", 400, "{}"),
            new Endepunkt(Vern.KONTO, "DELETE", KO + "/{meldingId}/leie", 400, ""),
            new Endepunkt(Vern.KONTO, "POST", KO + "/{meldingId}/kvittering/mottatt", 409, "{}"),
            new Endepunkt(Vern.KONTO, "POST", KO + "/{meldingId}/kvittering/feilet", 400, "{}"),
            new Endepunkt(Vern.KONTO, "POST", KO + "/{meldingId}/kvittering/avvist", 409, "{}"),
            new Endepunkt(Vern.KONTO, "GET", KO + "/{meldingId}/dokumenter/{dokumentId}", 200, ""),
            new Endepunkt(Vern.KONTO, "GET", KO + "/{meldingId}/data", 200, ""),
            new Endepunkt(Vern.SVARINN_LISTE, "GET", SVARINN + "/mottaker/hentNyeForsendelser", 200, ""),
            new Endepunkt(Vern.SVARINN, "GET", SVARINN + "/forsendelse/{id}", 200, ""),
            new Endepunkt(Vern.SVARINN, "POST", SVARINN + "/kvitterMottak/forsendelse/{id}", 404, "{}"),
            new Endepunkt(Vern.SVARINN, "POST", SVARINN + "/mottakFeilet/forsendelse/{id}", 404, "{}"),
            new Endepunkt(Vern.SAK, "POST", "/digisos/api/v1/{fiksOrgId}/ny", 400, ""),
            new Endepunkt(Vern.SAK, "POST", SAK, 400, "{}"),
            new Endepunkt(Vern.SAK, "DELETE", SAK, 204, ""),
            new Endepunkt(Vern.SAK, "POST", SAK + "/filer", 415, "{}"),
            new Endepunkt(Vern.SAK, "GET", SAK + "/filer", 200, ""),
            new Endepunkt(Vern.SAK, "DELETE", SAK + "/filer", 400, ""),
            new Endepunkt(Vern.KJENT, "GET", KATALOG + "/lookup", 200, ""),
            new Endepunkt(Vern.KJENT, "GET", KATALOG + "/kontoer/{kontoId}", 200, ""),
            new Endepunkt(Vern.KJENT, "GET", KATALOG + "/kontoer/{kontoId}/status", 200, ""),
            new Endepunkt(Vern.ALLE, "GET", KATALOG + "/kontoer/{kontoId}/offentligNokkel", 200, ""),
            new Endepunkt(Vern.ADMIN, "GET", KONFIG, 200, ""),
            new Endepunkt(Vern.ADMIN, "POST", KONFIG, 400, ""),
            new Endepunkt(Vern.ADMIN, "PUT", KONFIG, 428, "{}"),
            new Endepunkt(Vern.ADMIN, "DELETE", KONFIG, 428, ""),
            new Endepunkt(Vern.ADMIN, "POST", KONFIG + "/kontoer", 400, "{}"),
            new Endepunkt(Vern.ADMIN, "GET", KONFIG + "/kontoer/{kontoId}", 200, ""),
            new Endepunkt(Vern.ADMIN, "PUT", KONFIG + "/kontoer/{kontoId}", 428, "{}"),
            new Endepunkt(Vern.ADMIN, "PUT", KONFIG + "/kontoer/{kontoId}/offentligNokkel", 400, "x"),
            new Endepunkt(Vern.ADMIN, "POST", KONFIG + "/kontoer/{kontoId}/aktiver", 200, ""),
            new Endepunkt(Vern.ADMIN, "POST", KONFIG + "/kontoer/{ukjent}/deaktiver", 404, ""),
            new Endepunkt(Vern.ADMIN, "GET", KONFIG + "/integrasjoner", 200, ""),
            new Endepunkt(Vern.ADMIN, "POST", KONFIG + "/integrasjoner", 400, "{}"),
            new Endepunkt(Vern.ADMIN, "DELETE", KONFIG + "/integrasjoner/{integrasjonId}", 404, ""),
            new Endepunkt(Vern.ADMIN, "POST", KONFIG + "/integrasjoner/{integrasjonId}/passord", 404, ""),
            new Endepunkt(Vern.ADMIN, "POST", KONFIG + "/integrasjoner/{integrasjonId}/tilganger", 404, "{}"),
            new Endepunkt(
                    Vern.ADMIN, "DELETE", KONFIG + "/integrasjoner/{integrasjonId}/tilganger/{tilgangId}", 404, ""));

    /** Beside the rows above: what the framework serves, which says nothing of anybody. */
    private static final Set<String> RAMMEVERK = Set.of("/q/");

    private static Sadd sadd = new Sadd(new UUID(0, 0), new UUID(0, 0), Map.of());

    @BeforeEach
    void sow_once() {
        if (sadd.dokumentIder().isEmpty()) {
            sadd = soknad();
            administrator(ADMIN, Fro.OSLO.fiksOrgId());
            administrator(ANNEN_ADMIN, Fro.BERGEN.fiksOrgId());
            administrator(FNR, Fro.OSLO.fiksOrgId());
            utfor(c -> Tilganger.trekkAdmin(c, personIndeks(FNR), Fro.OSLO.fiksOrgId()));
        }
        utfor(c -> {
            try (var s = c.createStatement()) {
                // In the queue, not handed out, whatever the rows before did to it.
                return s.executeUpdate("UPDATE leveranse SET leie_id = NULL, leie_til = NULL, leie_integrasjon = NULL,"
                        + " leie_data_hentet = false, leveringsforsok = 0, forste_data_hentet = NULL WHERE id = '"
                        + sadd.meldingId() + "' AND tilstand = 'I_KO'");
            }
        });
    }

    @Test
    void every_endpoint_has_a_row() {
        JsonNode dokument = Klient.mot(base()).get("/q/openapi?format=json").json();
        Set<String> finnes = new TreeSet<>();
        dokument.get("paths")
                .properties()
                .forEach(sti -> sti.getValue()
                        .fieldNames()
                        .forEachRemaining(metode -> finnes.add(metode.toUpperCase(Locale.ROOT) + " " + sti.getKey())));
        finnes.removeIf(endepunkt -> RAMMEVERK.stream().anyMatch(endepunkt::contains));
        Set<String> rader = ENDEPUNKTER.stream()
                .map(e -> e.toString().replace("{ukjent}", "{kontoId}"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(rader).isEqualTo(finnes);
    }

    static Stream<Arguments> celler() {
        return ENDEPUNKTER.stream()
                .flatMap(endepunkt -> Arrays.stream(Kaller.values()).map(kaller -> Arguments.of(endepunkt, kaller)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("celler")
    void each_caller_gets_what_the_table_says(Endepunkt endepunkt, Kaller kaller) {
        int ventet = kaller == Kaller.RETT ? endepunkt.rett() : endepunkt.vern().status(kaller);
        if (ventet < 0) {
            throw new TestAbortedException("There is no such caller here");
        }
        Klient klient = switch (endepunkt.vern()) {
            case ADMIN -> somPerson(kaller);
            case SVARINN, SVARINN_LISTE -> somMottakersystem(kaller);
            case KONTO, SAK, KJENT, ALLE -> somMaskin(kaller);
        };
        Svar svar = klient.send(
                endepunkt.metode(),
                sti(endepunkt),
                endepunkt.kropp().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(endepunkt.kropp()),
                endepunkt.kropp().isEmpty() ? null : "application/json");
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(ventet);
        if (ventet >= 400) {
            assertThat(svar.json().get("errorCode").asText()).isNotEmpty();
        }
        if (ventet == 401) {
            assertThat(svar.json().get("message").asText())
                    .matches("(Klarte ikke å validere access_token|Autentisering feilet for integrasjon med id ).*");
        }
    }

    @Test
    void every_failing_integration_login_looks_the_same() {
        Set<String> tekster = new TreeSet<>();
        for (Kaller kaller : List.of(Kaller.FEIL_ORGANISASJON, Kaller.FEIL_PASSORD)) {
            tekster.add(somMaskin(kaller)
                    .get(KATALOG + "/kontoer/" + Fro.OSLO.kontoId())
                    .json()
                    .get("message")
                    .asText());
        }
        assertThat(tekster).hasSize(1);
    }

    private Klient somMaskin(Kaller kaller) {
        Fro.Integrasjon egen = Fro.OSLO_FAGSYSTEM;
        String token = miljo.utsteder().maskin(egen.organisasjon());
        Klient ingen = Klient.mot(base());
        return switch (kaller) {
            case INGEN -> ingen;
            case FEIL_UTSTEDER ->
                ingen.som(miljo.utsteder().token("fremmed", "x", Map.of("scope", "ks:fiks"), 3600), egen);
            case UTLOPT -> ingen.som(miljo.utsteder().maskin(egen.organisasjon(), Map.of(), -600), egen);
            case FEIL_SCOPE ->
                ingen.som(miljo.utsteder().maskin(egen.organisasjon(), Map.of("scope", "ks:fiksx annet"), 3600), egen);
            case FEIL_SLAG -> ingen.som(miljo.utsteder().person(FNR), egen);
            case FEIL_ORGANISASJON -> ingen.som(miljo.utsteder().maskin(Fro.NAV_ORG), egen);
            case FEIL_PASSORD ->
                ingen.som(token, new Fro.Integrasjon(egen.id(), egen.navn(), egen.organisasjon(), "feil"));
            case TILBAKEKALT -> ingen.som(token, tilbakekalt(egen.organisasjon()));
            case ANNEN_KOMMUNE -> fagsystem(Fro.BERGEN_FAGSYSTEM);
            case UTEN_TILGANG -> fagsystem(Fro.UTEN_TILGANG);
            case RETT -> oslo();
        };
    }

    private Klient somPerson(Kaller kaller) {
        Klient ingen = Klient.mot(base());
        return switch (kaller) {
            case INGEN -> ingen;
            case FEIL_UTSTEDER ->
                ingen.medHode(
                        "Authorization",
                        "Bearer "
                                + miljo.utsteder()
                                        .token(
                                                "fremmed",
                                                ADMIN,
                                                Map.of("pid", ADMIN, "acr", "idporten-loa-high"),
                                                3600));
            case UTLOPT ->
                ingen.medHode(
                        "Authorization",
                        "Bearer "
                                + miljo.utsteder()
                                        .token(
                                                "idporten",
                                                ADMIN,
                                                Map.of("pid", ADMIN, "acr", "idporten-loa-high"),
                                                -600));
            case FEIL_SCOPE ->
                ingen.medHode(
                        "Authorization",
                        "Bearer " + miljo.utsteder().person(ADMIN, Map.of("acr", "idporten-loa-substantial")));
            case FEIL_SLAG -> oslo();
            case FEIL_ORGANISASJON, FEIL_PASSORD -> throw new IllegalArgumentException(kaller.name());
            case TILBAKEKALT -> person(FNR);
            case ANNEN_KOMMUNE -> person(ANNEN_ADMIN);
            case UTEN_TILGANG -> person(INGEN_ADMIN);
            case RETT -> person(ADMIN);
        };
    }

    private Klient somMottakersystem(Kaller kaller) {
        Fro.Integrasjon egen = Fro.OSLO_FAGSYSTEM;
        return switch (kaller) {
            case INGEN -> Klient.mot(base());
            case FEIL_SLAG -> oslo();
            case FEIL_PASSORD -> Klient.mot(base()).basic(egen.id().toString(), "feil");
            case TILBAKEKALT -> basic(tilbakekalt(egen.organisasjon()));
            case ANNEN_KOMMUNE -> basic(Fro.BERGEN_FAGSYSTEM);
            case UTEN_TILGANG -> basic(Fro.UTEN_TILGANG);
            case RETT -> basic(egen);
            case FEIL_UTSTEDER, UTLOPT, FEIL_SCOPE, FEIL_ORGANISASJON ->
                throw new IllegalArgumentException(kaller.name());
        };
    }

    private Klient basic(Fro.Integrasjon integrasjon) {
        return Klient.mot(base()).basic(integrasjon.id().toString(), integrasjon.passord());
    }

    /** An integration that had the grant, and was revoked. */
    private Fro.Integrasjon tilbakekalt(String organisasjon) {
        UUID id = UUID.randomUUID();
        utfor(c -> {
            Integrasjoner.opprett(c, id, "Tilbakekalt", new Organisasjonsnummer(organisasjon), null, "passord");
            Tilganger.gi(c, id, Privilegium.FAGSYSTEM, Fro.OSLO.fiksOrgId(), null);
            return Integrasjoner.trekk(c, id);
        });
        return new Fro.Integrasjon(id, "Tilbakekalt", organisasjon, "passord");
    }

    private static String sti(Endepunkt endepunkt) {
        String fylt = endepunkt
                .sti()
                .replace("{kontoId}", String.valueOf(Fro.OSLO.kontoId()))
                .replace("{fiksOrgId}", Fro.OSLO.fiksOrgId().toString())
                .replace("{digisosId}", sadd.digisosId().toString())
                .replace("{meldingId}", sadd.meldingId().toString())
                .replace("{dokumentId}", String.valueOf(sadd.dokumentIder().get("soknad.json")))
                .replace("{integrasjonId}", "00000000-0000-4000-8000-000000000000")
                .replace(
                        "{id}",
                        endepunkt.metode().equals("GET")
                                ? sadd.meldingId().toString()
                                : "00000000-0000-4000-8000-000000000000")
                .replace("{ukjent}", "00000000-0000-4000-8000-000000000000")
                .replace("{tilgangId}", "1");
        return fylt.endsWith("/lookup")
                ? fylt + "?identifikator=ORG_NO.958935420&meldingProtokoll=no.nav.digisos.fagsystem.v1&sikkerhetsniva=4"
                : fylt;
    }
}
