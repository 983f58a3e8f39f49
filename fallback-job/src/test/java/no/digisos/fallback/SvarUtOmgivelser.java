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
import no.digisos.common.testkit.FellesConfig;
import no.digisos.local.svarut.SvarUtConfig;
import no.digisos.local.svarut.SvarUtEmulator;
import no.digisos.local.tls.Identity;
import no.digisos.local.tls.TestAuthority;
import no.digisos.local.token.MaskinportenClient;
import no.digisos.local.token.TokenIssuer;
import org.jspecify.annotations.Nullable;

/** A SvarUt that follows the rules and fails when told, and the Maskinporten that gives us its tokens. */
public final class SvarUtOmgivelser implements QuarkusTestResourceLifecycleManager {
    static final String ORGANISASJON = "310501050";

    /** Quarkus starts this class anew, in a class loader of its own, at each launch; the one emulator is found here by all. */
    private static final String FELLES = "digisos.testkit.svarut";

    private static @Nullable SvarUtOmgivelser felles;

    private @Nullable SvarUtEmulator svarUt;
    private @Nullable Identity sertifikat;
    private Map<String, String> config = Map.of();

    @Override
    public Map<String, String> start() {
        return FellesConfig.les(FELLES).orElseGet(() -> felles().config);
    }

    @Override
    public void stop() {
        // Each launch of the job uses the same surroundings; they are gone with this JVM.
    }

    static String url() {
        return Objects.requireNonNull(felles().svarUt).url();
    }

    static Identity sertifikat() {
        return Objects.requireNonNull(felles().sertifikat);
    }

    private static synchronized SvarUtOmgivelser felles() {
        SvarUtOmgivelser startet = felles;
        if (startet == null) {
            startet = new SvarUtOmgivelser();
            startet.startEmulatoren();
            FellesConfig.lagre(FELLES, startet.config);
            felles = startet;
        }
        return startet;
    }

    private void startEmulatoren() {
        try {
            Path katalog = Files.createTempDirectory("digisos-svarut");
            Identity klient = TestAuthority.selfSigned("Digisos");
            klient.write(katalog.resolve("klient.crt"), katalog.resolve("klient.key.pem"));
            TokenIssuer startet = TokenIssuer.start(
                    0,
                    null,
                    List.of(new MaskinportenClient(
                            "digisos", ORGANISASJON, klient.certificate().getPublicKey(), Set.of("ks:fiks"))));
            Identity svarUtSertifikat = TestAuthority.selfSigned("SvarUt");
            svarUtSertifikat.write(katalog.resolve("svarut.crt"), katalog.resolve("svarut.key.pem"));
            sertifikat = svarUtSertifikat;
            UUID kontoId = UUID.randomUUID();
            UUID integrasjonId = UUID.randomUUID();
            SvarUtEmulator emulator = SvarUtEmulator.start(new SvarUtConfig(
                    0,
                    katalog.resolve("lager"),
                    startet.jwksUrl(TokenIssuer.MASKINPORTEN),
                    startet.issuerUrl(TokenIssuer.MASKINPORTEN),
                    List.of(new SvarUtConfig.Konto(kontoId, integrasjonId, "svarut-passord", ORGANISASJON)),
                    katalog.resolve("svarut.crt"),
                    katalog.resolve("svarut.key.pem"),
                    SvarUtConfig.MAX_PRINT_BYTES));
            svarUt = emulator;
            config = Map.ofEntries(
                    Map.entry("digisos.svarut.url", emulator.url() + "/api"),
                    Map.entry("digisos.svarut.konto-id", kontoId.toString()),
                    Map.entry("digisos.svarut.integrasjon-id", integrasjonId.toString()),
                    Map.entry("digisos.svarut.integrasjon-passord", "svarut-passord"),
                    Map.entry("digisos.maskinporten.token-endepunkt", startet.maskinportenTokenEndpoint()),
                    Map.entry("digisos.maskinporten.utsteder", startet.issuerUrl(TokenIssuer.MASKINPORTEN)),
                    Map.entry("digisos.maskinporten.klient-id", "digisos"),
                    Map.entry("digisos.maskinporten.kid", "digisos"),
                    Map.entry(
                            "digisos.maskinporten.nokkelfil",
                            katalog.resolve("klient.key.pem").toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
