package no.digisos.metadata.ytelse;

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
import no.digisos.common.audit.AuditLogg;
import no.digisos.common.audit.AuditRad;
import no.digisos.common.audit.Auditsamler;
import no.digisos.common.database.Transactions;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Omgivelser;
import no.digisos.common.testkit.Saksfro;
import no.digisos.common.testkit.Testmiljo;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/**
 * 64 readers of cases at once, with their audit rows and without, in turns in one process: the same requests, the same code, and only
 * {@link Auditsamler#skriv} left out. Prints reads per second and the ratio. Run it by name: {@code ./mvnw -pl
 * common,infra/migrate,infra/local,metadata-function verify -Dtest=AuditYtelse -Dsurefire.failIfNoSpecifiedTests=false}; seconds per
 * turn by {@code -Ddigisos.ytelse.sekunder}.
 */
@QuarkusTest
@TestProfile(AuditYtelse.Profil.class)
@QuarkusTestResource(value = AuditYtelse.Egne.class, restrictToAnnotatedClass = true)
class AuditYtelse {
    private static final int LESERE = 64;
    private static final int SAKER = 200;
    private static final int OMGANGER = 4;
    private static final Duration OMGANG = Duration.ofSeconds(Integer.getInteger("digisos.ytelse.sekunder", 8));

    /** Seen by the bean and the test, whichever class loader each has. */
    private static final String UTEN = "digisos.ytelse.uten-audit";

    public static final class Profil implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(Bryter.class);
        }
    }

    /** Surroundings of its own, since the function is started anew for the switch. */
    public static final class Egne implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            return Omgivelser.config(Testmiljo.gjeldende());
        }

        @Override
        public void stop() {
            // Gone with the process.
        }
    }

    /** The audit log with a switch. */
    @Alternative
    @Singleton
    static class Bryter extends Auditsamler {
        Bryter(Transactions transactions, AuditLogg logg) {
            super(transactions, logg);
        }

        @Override
        public void skriv(AuditRad rad) {
            if (!Boolean.getBoolean(UTEN)) {
                super.skriv(rad);
            }
        }
    }

    private final Testmiljo miljo = Testmiljo.gjeldende();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base = ConfigProvider.getConfig().getValue("test.url", String.class);
    private final String token = miljo.utsteder().maskin(Fro.NAV_ORG);
    private final List<UUID> saker = new ArrayList<>();

    @Test
    void audited_reads_against_the_same_reads_without() throws Exception {
        Saksfro fro = new Saksfro(miljo.database().functions(), miljo.nokler());
        for (int i = 0; i < SAKER; i++) {
            String ref = UUID.randomUUID().toString();
            saker.add(fro.soknad(UUID.randomUUID(), Fro.OSLO, "01819010001", ref, Map.of("Soknad.pdf", new byte[] {1}))
                    .digisosId());
        }
        omgang(true);
        omgang(false);
        double med = 0;
        double uten = 0;
        for (int i = 0; i < OMGANGER; i++) {
            // First one and then the other, in turns, so that neither has the warmer half.
            boolean forst = i % 2 == 0;
            double a = omgang(forst);
            double b = omgang(!forst);
            med += forst ? a : b;
            uten += forst ? b : a;
        }
        System.out.printf(
                "%d readers: %.0f audited reads/s, %.0f without audit, ratio %.2f%n",
                LESERE, med / OMGANGER, uten / OMGANGER, med / uten);
    }

    /** Reads per second. */
    private double omgang(boolean audit) throws Exception {
        System.setProperty(UTEN, Boolean.toString(!audit));
        AtomicInteger lest = new AtomicInteger();
        long slutt = System.nanoTime() + OMGANG.toNanos();
        try (ExecutorService lesere = Executors.newFixedThreadPool(LESERE)) {
            List<Future<?>> alle = new ArrayList<>();
            for (int i = 0; i < LESERE; i++) {
                alle.add(lesere.submit(() -> {
                    while (System.nanoTime() < slutt) {
                        les(saker.get(lest.getAndIncrement() % SAKER));
                    }
                    return null;
                }));
            }
            for (Future<?> leser : alle) {
                leser.get();
            }
        }
        return lest.get() / (OMGANG.toMillis() / 1000.0);
    }

    private void les(UUID digisosId) throws IOException, InterruptedException {
        HttpRequest foresporsel = HttpRequest.newBuilder(URI.create(
                        base + "/digisos/api/v1/nav/soknader/" + digisosId + "?sporingsId=" + UUID.randomUUID()))
                .header("Authorization", "Bearer " + token)
                .header("IntegrasjonId", Fro.NAV.id().toString())
                .header("IntegrasjonPassord", Fro.NAV.passord())
                .build();
        int status = http.send(foresporsel, BodyHandlers.ofByteArray()).statusCode();
        if (status != 200) {
            throw new IllegalStateException("Status " + status);
        }
    }
}
