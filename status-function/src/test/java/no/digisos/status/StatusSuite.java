package no.digisos.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import no.digisos.common.database.Transactions;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.kommune.Kommuner;
import no.digisos.common.krypto.BlindIndex;
import no.digisos.common.krypto.KeyRing;
import no.digisos.common.person.Personer;
import no.digisos.common.security.Tilganger;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Saksfro;
import no.digisos.common.testkit.Saksfro.Sadd;
import no.digisos.common.testkit.Testmiljo;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** What the suites of this function share: a fagsystem that calls, and cases to call about. */
abstract class StatusSuite {
    static final String FNR = "01819010001";

    /** Administers the kommuner that tests make. */
    static final String ADMIN = "15857210074";

    /** Kommunenummer that no other test has. */
    private static final AtomicInteger NESTE_KOMMUNE = new AtomicInteger(9001);

    final Testmiljo miljo = Testmiljo.gjeldende();
    final Saksfro saksfro = new Saksfro(miljo.database().functions(), miljo.nokler());

    Klient oslo() {
        return fagsystem(Fro.OSLO_FAGSYSTEM);
    }

    Klient fagsystem(Fro.Integrasjon integrasjon) {
        return Klient.mot(base()).som(miljo.utsteder().maskin(integrasjon.organisasjon()), integrasjon);
    }

    /** An administrator, who has a token and no integration. */
    Klient person(String fnr) {
        return Klient.mot(base())
                .medHode("Authorization", "Bearer " + miljo.utsteder().person(fnr));
    }

    /** A kommune of the test's own, as the operators' program makes it, with {@link #ADMIN} as its administrator. */
    Fro.Kommune nyKommune() {
        String nummer = String.valueOf(NESTE_KOMMUNE.getAndIncrement());
        UUID fiksOrgId = UUID.randomUUID();
        utfor(c -> new Kommuner().opprett(c, new Kommunenummer(nummer), "Kommune " + nummer, fiksOrgId));
        administrator(ADMIN, fiksOrgId);
        return new Fro.Kommune(nummer, "Kommune " + nummer, fiksOrgId, null, "958935420", false, false);
    }

    void administrator(String fnr, UUID fiksOrgId) {
        utfor(c -> Tilganger.giAdmin(c, personIndeks(fnr), fiksOrgId));
    }

    List<BlindIndex.Value> personIndeks(String fnr) {
        return new BlindIndex(KeyRing.load(miljo.nokler().resolve("indeks"), Optional.empty())).all(Personer.FNR, fnr);
    }

    <T> T utfor(Transactions.Work<T> arbeid) {
        return new Transactions(miljo.database().functions()).inTransaction(arbeid);
    }

    /** The one value that a query gives, as text. */
    String verdi(String sql, @Nullable Object... verdier) {
        return utfor(c -> {
            try (PreparedStatement s = c.prepareStatement(sql)) {
                for (int i = 0; i < verdier.length; i++) {
                    s.setObject(i + 1, verdier[i]);
                }
                try (ResultSet r = s.executeQuery()) {
                    if (!r.next()) {
                        throw new AssertionError("no row: " + sql);
                    }
                    return String.valueOf(r.getString(1));
                }
            }
        });
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
