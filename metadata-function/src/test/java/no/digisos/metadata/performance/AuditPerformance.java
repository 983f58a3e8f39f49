package no.digisos.metadata.performance;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import no.digisos.common.audit.AuditBatcher;
import no.digisos.common.audit.AuditLog;
import no.digisos.common.audit.AuditRow;
import no.digisos.common.database.Transactions;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.suite.Surroundings;
import no.digisos.seeds.suite.TestEnvironment;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/**
 * 64 readers of cases at once, with their audit rows and without, in turns in one process: the same requests, the same code, and only
 * {@link AuditBatcher#write} left out. Prints reads per second and the ratio. Run it by name: {@code ./mvnw -pl
 * metadata-function -am verify -Dtest=AuditPerformance -Dsurefire.failIfNoSpecifiedTests=false}; seconds per turn by {@code -Ddigisos.ytelse.sekunder}.
 */
@QuarkusTest
@TestProfile(AuditPerformance.Profile.class)
@QuarkusTestResource(value = AuditPerformance.OwnResources.class, restrictToAnnotatedClass = true)
class AuditPerformance {
    private static final int READERS = 64;
    private static final int SAKER = 200;
    private static final int ROUNDS = 4;
    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("digisos.ytelse.sekunder", 8));

    /** Seen by the bean and the test, whichever class loader each has. */
    private static final String WITHOUT = "digisos.ytelse.uten-audit";

    public static final class Profile implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(Circuit.class);
        }
    }

    /** Surroundings of its own, since the function is started anew for the switch. */
    public static final class OwnResources implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            return Surroundings.config(TestEnvironment.current());
        }

        @Override
        public void stop() {
            // Gone with the process.
        }
    }

    /** The audit log with a switch. */
    @Alternative
    @Singleton
    static class Circuit extends AuditBatcher {
        Circuit(Transactions transactions, AuditLog log) {
            super(transactions, log);
        }

        @Override
        public void write(AuditRow row) {
            if (!Boolean.getBoolean(WITHOUT)) {
                super.write(row);
            }
        }
    }

    private final TestEnvironment environment = TestEnvironment.current();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base = ConfigProvider.getConfig().getValue("test.url", String.class);
    private final String token = environment.utsteder().machine(SeedData.NAV_ORG);
    private final List<UUID> saker = new ArrayList<>();

    @Test
    void audited_reads_against_the_same_reads_without() throws Exception {
        SakSeeds seed = new SakSeeds(environment.database().functions(), environment.nokler());
        for (int i = 0; i < SAKER; i++) {
            String ref = UUID.randomUUID().toString();
            saker.add(seed.soknad(
                            UUID.randomUUID(), SeedData.OSLO, "01819010001", ref, Map.of("Soknad.pdf", new byte[] {1}))
                    .digisosId());
        }
        round(true);
        round(false);
        double with = 0;
        double without = 0;
        for (int i = 0; i < ROUNDS; i++) {
            // First one and then the other, in turns, so that neither has the warmer half.
            boolean initial = i % 2 == 0;
            double a = round(initial);
            double b = round(!initial);
            with += initial ? a : b;
            without += initial ? b : a;
        }
        System.out.printf(
                "%d readers: %.0f audited reads/s, %.0f without audit, ratio %.2f%n",
                READERS, with / ROUNDS, without / ROUNDS, with / without);
    }

    /** Reads per second. */
    private double round(boolean audit) throws Exception {
        System.setProperty(WITHOUT, Boolean.toString(!audit));
        AtomicInteger loaded = new AtomicInteger();
        long end = System.nanoTime() + ROUND.toNanos();
        try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                all.add(readers.submit(() -> {
                    while (System.nanoTime() < end) {
                        read(saker.get(loaded.getAndIncrement() % SAKER));
                    }
                    return null;
                }));
            }
            for (Future<?> reader : all) {
                reader.get();
            }
        }
        return loaded.get() / (ROUND.toMillis() / 1000.0);
    }

    private void read(UUID digisosId) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        base + "/digisos/api/v1/nav/soknader/" + digisosId + "?sporingsId=" + UUID.randomUUID()))
                .header("Authorization", "Bearer " + token)
                .header("IntegrasjonId", SeedData.NAV.id().toString())
                .header("IntegrasjonPassord", SeedData.NAV.passord())
                .build();
        int status = http.send(request, BodyHandlers.ofByteArray()).statusCode();
        if (status != 200) {
            throw new IllegalStateException("Status " + status);
        }
    }
}
