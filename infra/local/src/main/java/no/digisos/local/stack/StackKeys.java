package no.digisos.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.crypto.PlatformKeys;
import no.digisos.common.crypto.RecipientKey;
import no.digisos.local.stack.StackJson.KeyPair;
import no.digisos.seeds.SeedData;
import no.digisos.testkit.tls.Identity;
import no.digisos.testkit.tls.KeyDirectory;
import no.digisos.testkit.tls.TestAuthority;
import no.digisos.testkit.token.MaskinportenClient;

/**
 * Every key and certificate of a stack, as files below one directory. Those that exist are kept; only the gateway's are
 * made anew each time.
 */
public final class StackKeys {

    /** The organisation number of whoever runs this Digisos: synthetic, valid. */
    static final String DIGISOS_ORG = "310501050";

    static final String MASKINPORTEN_CLIENT = "digisos-lokal";
    static final String ACTIVE_PLATFORM = "ny";

    private static final String OLD_PLATFORM = "gammel";
    private static final String SVARUT = "svarut";
    private static final String MASKINPORTEN = "maskinporten";
    private static final int RECEIVER_BITS = 2048;

    private final Path directory;

    private StackKeys(Path directory) {
        this.directory = directory;
    }

    /** Makes what is missing. */
    static StackKeys in(Path directory) throws IOException {
        StackKeys keys = new StackKeys(directory);
        KeyDirectory.make(keys.directory());
        for (SeedData.Kommune kommune : SeedData.KOMMUNER) {
            if (kommune.kontoId() != null) {
                KeyDirectory.pair(keys.others(), konto(kommune), kommune.navn() + " kommune", RECEIVER_BITS);
            }
        }
        KeyDirectory.pair(keys.others(), SVARUT, "SvarUt lokal", RECEIVER_BITS);
        KeyDirectory.pair(keys.others(), MASKINPORTEN, "Digisos lokal", RECEIVER_BITS);
        Files.createDirectories(keys.gateway());
        TestAuthority authority = TestAuthority.create("Digisos lokal CA");
        Files.writeString(keys.ca(), authority.root().certificatePem());
        Identity server = authority.server("localhost", "127.0.0.1");
        server.write(keys.gatewayCertificate(), keys.gatewayKey());
        return keys;
    }

    /** The functions' key directory. */
    Path directory() {
        return directory.resolve("nokler");
    }

    /** The certificate that a client of the gateway's https port must trust, PEM. */
    public Path ca() {
        return gateway().resolve("ca.pem");
    }

    Path gatewayCertificate() {
        return gateway().resolve("gateway.crt");
    }

    Path gatewayKey() {
        return gateway().resolve("gateway.key.pem");
    }

    /** The platform's active pair: clients encrypt to its certificate. */
    public RecipientKey platform() {
        return PlatformKeys.load(directory().resolve("plattform"), Optional.of(ACTIVE_PLATFORM))
                .active();
    }

    /** The pair of a kommune's konto, which opens what the fagsystem downloads. */
    public RecipientKey konto(UUID kontoId) {
        return pair(SeedData.KOMMUNER.stream()
                .filter(kommune -> kontoId.equals(kommune.kontoId()))
                .map(StackKeys::konto)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no konto " + kontoId)));
    }

    /** The pair that opens what SvarUt was sent. */
    public RecipientKey svarUt() {
        return pair(SVARUT);
    }

    /** Digisos itself, as Maskinporten knows it. */
    MaskinportenClient maskinportenClient() {
        return new MaskinportenClient(
                MASKINPORTEN_CLIENT,
                DIGISOS_ORG,
                pair(MASKINPORTEN).certificate().getPublicKey(),
                Set.of("ks:fiks"));
    }

    KeyPair maskinportenFiles() {
        return files(others(), MASKINPORTEN);
    }

    KeyPair svarUtFiles() {
        return files(others(), SVARUT);
    }

    /** Where they all are, for whoever plays a receiver. */
    StackJson.Keys files() {
        Path platform = directory().resolve("plattform");
        Map<UUID, KeyPair> kontoer = new LinkedHashMap<>();
        for (SeedData.Kommune kommune : SeedData.KOMMUNER) {
            UUID kontoId = kommune.kontoId();
            if (kontoId != null) {
                kontoer.put(kontoId, files(others(), konto(kommune)));
            }
        }
        return new StackJson.Keys(
                directory(),
                files(platform, ACTIVE_PLATFORM),
                files(platform, OLD_PLATFORM),
                kontoer,
                svarUtFiles(),
                maskinportenFiles());
    }

    private RecipientKey pair(String id) {
        return PlatformKeys.load(others(), Optional.of(id)).active();
    }

    private static KeyPair files(Path directory, String id) {
        return new KeyPair(directory.resolve(id + ".key.pem"), directory.resolve(id + ".crt"));
    }

    private static String konto(SeedData.Kommune kommune) {
        return "konto-" + kommune.kommunenummer();
    }

    private Path others() {
        return directory.resolve("andres");
    }

    private Path gateway() {
        return directory.resolve("gateway");
    }
}
