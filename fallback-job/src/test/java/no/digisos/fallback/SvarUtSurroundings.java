package no.digisos.fallback;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import no.digisos.seeds.suite.SharedConfig;
import no.digisos.testkit.svarut.EmulatorConfig;
import no.digisos.testkit.svarut.SvarUtEmulator;
import no.digisos.testkit.tls.Identity;
import no.digisos.testkit.tls.TestAuthority;
import no.digisos.testkit.token.MaskinportenClient;
import no.digisos.testkit.token.TokenIssuer;
import org.jspecify.annotations.Nullable;

/** A SvarUt that follows the rules and fails when told, and the Maskinporten that gives us its tokens. */
public final class SvarUtSurroundings implements QuarkusTestResourceLifecycleManager {
    static final String ORGANISATION = "310501050";

    /** Quarkus starts this class anew, in a class loader of its own, at each launch; the one emulator is found here by all. */
    private static final String SHARED = "digisos.testkit.svarut";

    private static @Nullable SvarUtSurroundings shared;

    private @Nullable SvarUtEmulator svarUt;
    private @Nullable Identity certificate;
    private Map<String, String> config = Map.of();

    @Override
    public Map<String, String> start() {
        return SharedConfig.read(SHARED).orElseGet(() -> shared().config);
    }

    @Override
    public void stop() {
        // Each launch of the job uses the same surroundings; they are gone with this JVM.
    }

    static String url() {
        return Objects.requireNonNull(shared().svarUt).url();
    }

    static Identity certificate() {
        return Objects.requireNonNull(shared().certificate);
    }

    private static synchronized SvarUtSurroundings shared() {
        SvarUtSurroundings started = shared;
        if (started == null) {
            started = new SvarUtSurroundings();
            started.startEmulator();
            SharedConfig.store(SHARED, started.config);
            shared = started;
        }
        return started;
    }

    private void startEmulator() {
        try {
            Path directory = Files.createTempDirectory("digisos-svarut");
            Identity client = TestAuthority.selfSigned("Digisos");
            client.write(directory.resolve("klient.crt"), directory.resolve("klient.key.pem"));
            TokenIssuer started = TokenIssuer.start(
                    0,
                    null,
                    List.of(new MaskinportenClient(
                            "digisos", ORGANISATION, client.certificate().getPublicKey(), Set.of("ks:fiks"))));
            Identity svarUtCertificate = TestAuthority.selfSigned("SvarUt");
            svarUtCertificate.write(directory.resolve("svarut.crt"), directory.resolve("svarut.key.pem"));
            certificate = svarUtCertificate;
            UUID kontoId = UUID.randomUUID();
            UUID integrasjonId = UUID.randomUUID();
            SvarUtEmulator emulator = SvarUtEmulator.start(new EmulatorConfig(
                    0,
                    directory.resolve("lager"),
                    started.jwksUrl(TokenIssuer.MASKINPORTEN),
                    started.issuerUrl(TokenIssuer.MASKINPORTEN),
                    List.of(new EmulatorConfig.Konto(kontoId, integrasjonId, "svarut-passord", ORGANISATION)),
                    directory.resolve("svarut.crt"),
                    directory.resolve("svarut.key.pem"),
                    EmulatorConfig.MAX_PRINT_BYTES));
            svarUt = emulator;
            config = Map.ofEntries(
                    Map.entry("digisos.svarut.url", emulator.url() + "/api"),
                    Map.entry("digisos.svarut.konto-id", kontoId.toString()),
                    Map.entry("digisos.svarut.integrasjon-id", integrasjonId.toString()),
                    Map.entry("digisos.svarut.integrasjon-passord", "svarut-passord"),
                    Map.entry("digisos.maskinporten.token-endepunkt", started.maskinportenTokenEndpoint()),
                    Map.entry("digisos.maskinporten.utsteder", started.issuerUrl(TokenIssuer.MASKINPORTEN)),
                    Map.entry("digisos.maskinporten.klient-id", "digisos"),
                    Map.entry("digisos.maskinporten.kid", "digisos"),
                    Map.entry(
                            "digisos.maskinporten.nokkelfil",
                            directory.resolve("klient.key.pem").toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
