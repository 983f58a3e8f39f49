package no.digisos.common.testkit;

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
import no.digisos.common.database.Transactions;
import no.digisos.common.identity.Organisasjonsnummer;
import no.digisos.common.krypto.BlindIndex;
import no.digisos.common.krypto.KeyRing;
import no.digisos.common.person.Personer;
import no.digisos.common.security.Integrasjoner;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.Tilganger;
import no.digisos.common.testkit.Klient.Svar;
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
public abstract class Tilgangsprove {
    /** The citizen whose case is asked for. */
    protected static final String BORGER = "01819010001";

    private static final String ANNEN_BORGER = "24819910029";
    private static final String ADMINISTRATOR = "15857210074";
    private static final String ANNEN_KOMMUNES_ADMINISTRATOR = "24819910029";
    private static final String TIDLIGERE_ADMINISTRATOR = "09476520034";
    private static final Set<String> METODER = Set.of("get", "post", "put", "delete", "patch", "head", "options");

    /** What the framework serves, which says nothing of anybody. */
    private static final String RAMMEVERK = "/q/";

    /** What a refusal may not tell, beside the citizen's number. */
    private static final List<String> INNHOLD = List.of(
            "navEksternRefId", "fiksDigisosId", "statusListe", "antallTreff", "Soknad.pdf", "dokumentlagerId\":");

    /** Whose wrong logins fail by the integration and not by the token. */
    private static final Set<Kallerslag> VED_INTEGRASJON = Set.of(
            Kallerslag.FEIL_ORGANISASJON,
            Kallerslag.UTEN_INTEGRASJON,
            Kallerslag.ANNENS_INTEGRASJON,
            Kallerslag.FEIL_PASSORD,
            Kallerslag.ANNENS_PASSORD,
            Kallerslag.TILBAKEKALT_INTEGRASJON);

    protected final Testmiljo miljo = Testmiljo.gjeldende();
    private final Map<String, Fro.Integrasjon> laget = new HashMap<>();

    /** Each caller once, and one connection for each organisation: there are two thousand cells. */
    private final Map<Vern, Map<Kallerslag, Klient>> kallere = new HashMap<>();

    private final Map<String, Klient> forbindelser = new HashMap<>();

    /**
     * A row.
     *
     * @param mal the path as the OpenAPI document has it
     * @param rett the status for the right caller, with this body
     * @param andre the status for one who may call it, about what is another's
     * @param kropp JSON, or empty for none
     */
    public record Rad(Vern vern, String metode, String mal, int rett, int andre, String kropp) {
        @Override
        public String toString() {
            return metode + " " + mal;
        }
    }

    /** The rows of this function. */
    protected abstract List<Rad> rader();

    /** The path of a row, with what it is about filled in. */
    protected abstract String sti(Rad rad);

    /** Makes what the rows are about as it was, before each call. */
    protected void ordne() {}

    /** A caller without a login, by the connection that this organisation would have. */
    protected Klient forbindelse(String organisasjon) {
        return Klient.mot(base());
    }

    protected static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }

    @Test
    void the_matrix_has_every_endpoint() {
        JsonNode stier = Klient.mot(base()).get("/q/openapi?format=json").json().get("paths");
        Set<String> publisert = new TreeSet<>();
        stier.properties().stream()
                .filter(sti -> !sti.getKey().startsWith(RAMMEVERK))
                .forEach(sti -> sti.getValue().fieldNames().forEachRemaining(metode -> {
                    if (METODER.contains(metode)) {
                        publisert.add(metode.toUpperCase(Locale.ROOT) + " " + sti.getKey());
                    }
                }));
        assertThat(publisert)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(
                        rader().stream().map(Rad::toString).toList());
    }

    @TestFactory
    Stream<DynamicTest> each_caller_gets_what_the_table_says() {
        sa();
        return rader().stream()
                .flatMap(rad -> Stream.of(Kallerslag.values())
                        .map(slag -> DynamicTest.dynamicTest(rad + ": " + slag, () -> prov(rad, slag))));
    }

    @Test
    void every_failing_login_by_an_integration_looks_the_same() {
        List<String> svar = new ArrayList<>();
        for (Rad rad : rader()) {
            if (rad.vern().innlogging() == Vern.Innlogging.MASKIN) {
                for (Kallerslag slag :
                        List.of(Kallerslag.FEIL_ORGANISASJON, Kallerslag.FEIL_PASSORD, Kallerslag.ANNENS_PASSORD)) {
                    svar.add(kall(rad, slag)
                            .tekst()
                            .replace(rad.vern().integrasjon().id().toString(), "ID")
                            .replaceAll("\"(timestamp|errorId|path|originalPath)\":[^,}]*", ""));
                }
            }
        }
        assertThat(svar.stream().distinct()).hasSizeLessThan(2);
    }

    private void prov(Rad rad, Kallerslag slag) {
        ordne();
        int ventet = rad.vern().status(slag, rad);
        Svar svar = kall(rad, slag);
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(ventet);
        if (ventet < 400) {
            return;
        }
        String kode = svar.json().get("errorCode").asText();
        assertThat(svar.json().get("status").asInt()).isEqualTo(ventet);
        assertThat(kode).isNotEmpty();
        if (ventet == 401 && rad.vern().erForMaskinerAlene()) {
            assertThat(kode).isEqualTo(VED_INTEGRASJON.contains(slag) ? "UGYLDIG_INTEGRASJON" : "UGYLDIG_TOKEN");
        }
        if (ventet == 401) {
            assertThat(svar.json().get("message").asText())
                    .matches("(Klarte ikke å validere access_token|Autentisering feilet for integrasjon med id ).*");
        }
        if (ventet == 401 || ventet == 403 || rad.rett() != ventet) {
            assertThat(svar.tekst()).doesNotContain(BORGER).doesNotContain(INNHOLD);
        }
    }

    private Svar kall(Rad rad, Kallerslag slag) {
        boolean utenKropp = rad.kropp().isEmpty();
        return kallere.computeIfAbsent(rad.vern(), _ -> new EnumMap<>(Kallerslag.class))
                .computeIfAbsent(slag, _ -> som(rad.vern(), slag))
                .send(
                        rad.metode(),
                        sti(rad),
                        utenKropp ? BodyPublishers.noBody() : BodyPublishers.ofString(rad.kropp()),
                        utenKropp ? null : "application/json");
    }

    private Klient som(Vern vern, Kallerslag slag) {
        Fro.Integrasjon egen = vern.integrasjon();
        return switch (slag) {
            case INGEN -> via(egen.organisasjon());
            case SOPPEL -> medToken("tull", egen);
            case FREMMED_UTSTEDER -> medToken(token(vern, "fremmed", Map.of(), 3_600), egen);
            case UTLOPT -> medToken(token(vern, null, Map.of(), -3_600), egen);
            case FEIL_SCOPE ->
                medToken(miljo.utsteder().maskin(egen.organisasjon(), Map.of("scope", "ks:fiksx annet"), 3_600), egen);
            case LAVT_NIVA ->
                medToken(miljo.utsteder().person(person(vern), Map.of("acr", "idporten-loa-substantial")), egen);
            case UNEVNT_KLIENT ->
                medToken(
                        miljo.utsteder()
                                .person(
                                        person(vern),
                                        Map.of(
                                                "client_id",
                                                "en-annen",
                                                "consumer",
                                                Utsteder.consumer(Fro.BERGEN_FAGSYSTEM.organisasjon()))),
                        egen);
            case FEIL_ORGANISASJON -> feilOrganisasjon(egen);
            case UTEN_INTEGRASJON -> bareToken(egen, riktig(vern));
            case ANNENS_INTEGRASJON ->
                medIntegrasjon(bareToken(egen, riktig(vern)), Fro.UTEN_TILGANG, Fro.UTEN_TILGANG.passord());
            case FEIL_PASSORD -> medPassord(vern, egen, "feil");
            case ANNENS_PASSORD -> medPassord(vern, egen, Fro.UTEN_TILGANG.passord());
            case TILBAKEKALT_INTEGRASJON -> ved(vern, tilbakekalt(vern));
            case TRUKKET_TILGANG -> ved(vern, trukket(vern));
            case UTEN_TILGANG -> ved(vern, uten(vern));
            case BORGER -> medToken(miljo.utsteder().person(BORGER), Fro.NAV);
            case ANNEN_BORGER -> medToken(miljo.utsteder().person(ANNEN_BORGER), Fro.NAV);
            case BORGER_ALENE -> alene(BORGER);
            case ANNEN_BORGER_ALENE -> alene(ANNEN_BORGER);
            case ADMINISTRATOR -> alene(ADMINISTRATOR);
            case ANNEN_KOMMUNES_ADMINISTRATOR -> alene(ANNEN_KOMMUNES_ADMINISTRATOR);
            case TIDLIGERE_ADMINISTRATOR -> alene(TIDLIGERE_ADMINISTRATOR);
            case NAV -> maskin(Fro.NAV);
            case OMBUD -> maskin(ombud());
            case FAGSYSTEM -> maskin(Fro.OSLO_FAGSYSTEM);
            case ANNEN_KONTOS_FAGSYSTEM -> maskin(annenKontos());
            case ANNEN_KOMMUNES_FAGSYSTEM -> maskin(Fro.BERGEN_FAGSYSTEM);
            case SVARINN -> basic(Fro.OSLO_FAGSYSTEM, Fro.OSLO_FAGSYSTEM.passord());
            case ANNEN_KONTOS_SVARINN -> basic(annenKontos(), annenKontos().passord());
            case ANNEN_KOMMUNES_SVARINN -> basic(Fro.BERGEN_FAGSYSTEM, Fro.BERGEN_FAGSYSTEM.passord());
            case SVARINN_NAV -> basic(Fro.NAV, Fro.NAV.passord());
        };
    }

    private Klient via(String organisasjon) {
        return forbindelser.computeIfAbsent(organisasjon, this::forbindelse);
    }

    private Klient feilOrganisasjon(Fro.Integrasjon egen) {
        String annen = egen.organisasjon().equals(Fro.NAV_ORG) ? Fro.OSLO_FAGSYSTEM.organisasjon() : Fro.NAV_ORG;
        return medIntegrasjon(
                via(annen).medHode("Authorization", "Bearer " + miljo.utsteder().maskin(annen)), egen, egen.passord());
    }

    private Klient medPassord(Vern vern, Fro.Integrasjon egen, String passord) {
        return vern.innlogging() == Vern.Innlogging.BASIC
                ? basic(egen, passord)
                : medIntegrasjon(bareToken(egen, riktig(vern)), egen, passord);
    }

    /** The right kind of login, by this integration. */
    private Klient ved(Vern vern, Fro.Integrasjon integrasjon) {
        return medPassord(vern, integrasjon, integrasjon.passord());
    }

    private Klient maskin(Fro.Integrasjon integrasjon) {
        return medToken(miljo.utsteder().maskin(integrasjon.organisasjon()), integrasjon);
    }

    private Klient medToken(String token, Fro.Integrasjon integrasjon) {
        return medIntegrasjon(bareToken(integrasjon, token), integrasjon, integrasjon.passord());
    }

    private Klient bareToken(Fro.Integrasjon integrasjon, String token) {
        return via(integrasjon.organisasjon()).medHode("Authorization", "Bearer " + token);
    }

    private Klient alene(String fnr) {
        return bareToken(Fro.NAV, miljo.utsteder().person(fnr));
    }

    private static Klient medIntegrasjon(Klient klient, Fro.Integrasjon integrasjon, String passord) {
        return klient.medHode("IntegrasjonId", integrasjon.id().toString()).medHode("IntegrasjonPassord", passord);
    }

    private Klient basic(Fro.Integrasjon integrasjon, String passord) {
        return via(integrasjon.organisasjon()).basic(integrasjon.id().toString(), passord);
    }

    private String riktig(Vern vern) {
        return token(vern, null, Map.of(), 3_600);
    }

    /** The token of the right caller, by another issuer or for another time when that is wanted. */
    private String token(Vern vern, @Nullable String utsteder, Map<String, Object> krav, long levetid) {
        boolean person = gjelderPerson(vern);
        Map<String, Object> alle = new HashMap<>(
                person
                        ? Utsteder.krav(person(vern))
                        : Utsteder.maskinkrav(vern.integrasjon().organisasjon()));
        alle.putAll(krav);
        return miljo.utsteder()
                .token(
                        Objects.requireNonNullElse(utsteder, person ? "idporten" : "maskinporten"),
                        person ? person(vern) : UUID.randomUUID().toString(),
                        alle,
                        levetid);
    }

    private static boolean gjelderPerson(Vern vern) {
        return switch (vern.innlogging()) {
            case BORGER, BORGER_ALENE, ADMINISTRATOR -> true;
            case INGEN, MASKIN, BASIC -> false;
        };
    }

    private static String person(Vern vern) {
        return vern.innlogging() == Vern.Innlogging.ADMINISTRATOR ? ADMINISTRATOR : BORGER;
    }

    private void sa() {
        List<BlindIndex.Value> tidligere = indeks(TIDLIGERE_ADMINISTRATOR);
        utfor(c -> Tilganger.giAdmin(c, indeks(ADMINISTRATOR), Fro.OSLO.fiksOrgId()));
        utfor(c -> Tilganger.giAdmin(c, indeks(ANNEN_KOMMUNES_ADMINISTRATOR), Fro.BERGEN.fiksOrgId()));
        utfor(c -> Tilganger.giAdmin(c, tidligere, Fro.OSLO.fiksOrgId()));
        utfor(c -> Tilganger.trekkAdmin(c, tidligere, Fro.OSLO.fiksOrgId()));
    }

    private List<BlindIndex.Value> indeks(String fnr) {
        return new BlindIndex(KeyRing.load(miljo.nokler().resolve("indeks"), Optional.empty())).all(Personer.FNR, fnr);
    }

    /** The data-protection officer's integration. */
    protected Fro.Integrasjon ombud() {
        return lag("ombud", Fro.NAV_ORG, Privilegium.AUDIT, null, null);
    }

    /** Oslo by grant, and a konto that is not Oslo's by its limit. */
    private Fro.Integrasjon annenKontos() {
        return lag(
                "annen konto",
                Fro.OSLO_FAGSYSTEM.organisasjon(),
                Privilegium.FAGSYSTEM,
                Fro.OSLO.fiksOrgId(),
                Fro.STAVANGER.kontoId());
    }

    private Fro.Integrasjon uten(Vern vern) {
        return lag("uten " + vern.integrasjon().id(), vern.integrasjon().organisasjon(), null, null, null);
    }

    private Fro.Integrasjon tilbakekalt(Vern vern) {
        return laget.computeIfAbsent("tilbakekalt " + vern.integrasjon().id() + vern.privilegium(), navn -> {
            Fro.Integrasjon ny = ny(navn, vern);
            utfor(c -> Integrasjoner.trekk(c, ny.id()));
            return ny;
        });
    }

    private Fro.Integrasjon trukket(Vern vern) {
        return laget.computeIfAbsent("trukket " + vern.integrasjon().id() + vern.privilegium(), navn -> {
            Fro.Integrasjon ny = ny(navn, vern);
            TestDatabase.execute(
                    miljo.database().owner(),
                    "UPDATE tilgang SET tilbakekalt = digisos_now() WHERE integrasjon_id = '" + ny.id() + "'");
            return ny;
        });
    }

    /** One more integration that is as the right one. */
    private Fro.Integrasjon ny(String navn, Vern vern) {
        Privilegium privilegium = vern.privilegium();
        UUID fiksOrgId = privilegium != null && privilegium.skalBegrenses() ? Fro.OSLO.fiksOrgId() : null;
        return opprett(navn, vern.integrasjon().organisasjon(), privilegium, fiksOrgId, null);
    }

    private Fro.Integrasjon lag(
            String navn,
            String organisasjon,
            @Nullable Privilegium privilegium,
            @Nullable UUID fiksOrgId,
            @Nullable UUID kontoId) {
        return laget.computeIfAbsent(navn, n -> opprett(n, organisasjon, privilegium, fiksOrgId, kontoId));
    }

    private Fro.Integrasjon opprett(
            String navn,
            String organisasjon,
            @Nullable Privilegium privilegium,
            @Nullable UUID fiksOrgId,
            @Nullable UUID kontoId) {
        Fro.Integrasjon ny = new Fro.Integrasjon(UUID.randomUUID(), navn, organisasjon, "passord-kun-for-test");
        utfor(c -> {
            Integrasjoner.opprett(c, ny.id(), navn, new Organisasjonsnummer(organisasjon), null, ny.passord());
            return privilegium == null ? Optional.empty() : Tilganger.gi(c, ny.id(), privilegium, fiksOrgId, kontoId);
        });
        return ny;
    }

    private <T> T utfor(Transactions.Work<T> arbeid) {
        return new Transactions(miljo.database().owner()).inTransaction(arbeid);
    }
}
