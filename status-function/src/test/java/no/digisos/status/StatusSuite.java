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
import no.digisos.common.crypto.BlindIndex;
import no.digisos.common.crypto.KeyRing;
import no.digisos.common.database.Transactions;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.kommune.KommuneTable;
import no.digisos.common.person.PersonIndex;
import no.digisos.common.security.Grants;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SakSeeds.Sown;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.suite.TestEnvironment;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** What the suites of this function share: a fagsystem that calls, and cases to call about. */
abstract class StatusSuite {
    static final String FNR = "01819010001";

    /** Administers the kommuner that tests make. */
    static final String ADMIN = "15857210074";

    /** Kommunenummer that no other test has. */
    private static final AtomicInteger NEXT_KOMMUNE = new AtomicInteger(9001);

    final TestEnvironment environment = TestEnvironment.current();
    final SakSeeds sakSeeds = new SakSeeds(environment.database().functions(), environment.nokler());

    Client oslo() {
        return fagsystem(SeedData.OSLO_FAGSYSTEM);
    }

    Client fagsystem(SeedData.Integrasjon integrasjon) {
        return Client.against(base()).as(environment.utsteder().machine(integrasjon.organisasjon()), integrasjon);
    }

    /** An administrator, who has a token and no integration. */
    Client person(String fnr) {
        return Client.against(base())
                .withHeader("Authorization", "Bearer " + environment.utsteder().person(fnr));
    }

    /** A kommune of the test's own, as the operators' program makes it, with {@link #ADMIN} as its administrator. */
    SeedData.Kommune newKommune() {
        String number = String.valueOf(NEXT_KOMMUNE.getAndIncrement());
        UUID fiksOrgId = UUID.randomUUID();
        execute(c -> new KommuneTable().create(c, new Kommunenummer(number), "Kommune " + number, fiksOrgId));
        administrator(ADMIN, fiksOrgId);
        return new SeedData.Kommune(number, "Kommune " + number, fiksOrgId, null, "958935420", false, false);
    }

    void administrator(String fnr, UUID fiksOrgId) {
        execute(c -> Grants.giveAdmin(c, personIndex(fnr), fiksOrgId));
    }

    List<BlindIndex.Value> personIndex(String fnr) {
        return new BlindIndex(KeyRing.load(environment.nokler().resolve("indeks"), Optional.empty()))
                .all(PersonIndex.FNR, fnr);
    }

    <T> T execute(Transactions.Work<T> work) {
        return new Transactions(environment.database().functions()).inTransaction(work);
    }

    /** The one value that a query gives, as text. */
    String value(String sql, @Nullable Object... values) {
        return execute(c -> {
            try (PreparedStatement s = c.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    s.setObject(i + 1, values[i]);
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

    Sown soknad() {
        return soknad(Map.of());
    }

    Sown soknad(Map<String, byte[]> vedlegg) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("Soknad.pdf", bytes(3_000_000, 5));
        files.putAll(vedlegg);
        return sakSeeds.soknad(
                UUID.randomUUID(), SeedData.OSLO, FNR, UUID.randomUUID().toString(), files);
    }

    static void assertError(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().get("errorCode").asText()).isEqualTo(code);
        assertThat(answer.json().get("status").asInt()).isEqualTo(status);
    }

    static String base() {
        return ConfigProvider.getConfig().getValue("test.url", String.class);
    }

    static byte[] bytes(int count, int seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
