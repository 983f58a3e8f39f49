package no.digisos.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import no.digisos.common.identity.Fnr;
import no.digisos.common.identity.Organisasjonsnummer;
import no.digisos.local.stack.StackJson.KeyPair;
import no.digisos.seeds.SeedData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackJsonTest {

    private static final UUID KONTO = UUID.fromString("0301aaaa-0000-4000-8000-000000000301");
    private static final URI HEALTH = URI.create("http://127.0.0.1:1/q/health/ready");

    @TempDir
    Path dir;

    @Test
    void theFileHasTheNamesThatReadersLookFor() throws IOException {
        JsonNode written = written(stack(null));

        assertThat(written.at("/pid").asLong()).isEqualTo(17);
        assertThat(written.at("/gateway/https").asText()).isEqualTo("https://localhost:8443");
        assertThat(written.at("/gateway/caFil").asText()).isEqualTo("/stack/ca.pem");
        assertThat(written.at("/token/maskinporten/tokenEndepunkt").asText()).isEqualTo("http://localhost:2/t");
        assertThat(written.at("/token/idporten/tokenEndepunkt").isNull()).isTrue();
        assertThat(written.at("/nokler/kontoer/" + KONTO + "/nokkel").asText()).isEqualTo("/stack/a.key.pem");
        assertThat(written.at("/svarut/kontroll").asText()).isEqualTo("http://127.0.0.1:3/kontroll");
        assertThat(written.at("/postgres/eier/bruker").asText()).isEqualTo("digisos_eier");
        assertThat(written.at("/prosesser/submit-function/pid").asLong()).isEqualTo(21);
        assertThat(written.at("/prosesser/status-function/helse").asText()).isEqualTo(HEALTH.toString());
        assertThat(written.at("/prosesser/metadata-function/logg").asText()).isEqualTo("/stack/logg");
        assertThat(written.at("/prosesser/fallback-job/kommando/1").asText()).isEqualTo("-jar");
        assertThat(written.at("/prosesser/fallback-job/miljo/TZ").asText()).isEqualTo("UTC");
        assertThat(written.at("/klokke").asText()).isEqualTo("http://127.0.0.1:4/klokke");
    }

    @Test
    void aFallbackJobThatIsRunByHandHasNoPid() throws IOException {
        assertThat(written(stack(null)).at("/prosesser/fallback-job/pid").isNull())
                .isTrue();
        assertThat(written(stack(99L)).at("/prosesser/fallback-job/pid").asLong())
                .isEqualTo(99);
    }

    @Test
    void kommunerAndIntegrationsTellWhoMayDoWhat() throws IOException {
        JsonNode written = written(stack(null));

        assertThat(written.at("/kommuner").findValuesAsText("kanal")).containsExactly("KO", "SVARUT", "KO");
        assertThat(written.at("/kommuner/2/deaktivert").asBoolean()).isTrue();
        assertThat(written.at("/integrasjoner").findValuesAsText("rolle"))
                .containsExactly("NAV", "FAGSYSTEM", "FAGSYSTEM", "FAGSYSTEM", "FAGSYSTEM", "UTEN_TILGANG");
        assertThat(written.at("/integrasjoner/1/kontoId").asText()).isEqualTo(KONTO.toString());
        assertThat(written.at("/integrasjoner/0/fiksOrgId").isNull()).isTrue();
    }

    @Test
    void personsAndOrganisationAreValidAndSynthetic() {
        assertThat(Seeds.PERSONS)
                .doesNotHaveDuplicates()
                .allSatisfy(person -> assertThat(Fnr.of(person))
                        .hasValueSatisfying(fnr -> assertThat(fnr.synthetic()).isTrue()));
        assertThat(Organisasjonsnummer.of(StackKeys.DIGISOS_ORG)).isPresent();
    }

    @Test
    void anOldFileIsReplacedAndNothingElseIsLeft() throws IOException {
        Path file = dir.resolve("stack.json");
        Files.writeString(file, "half a f");

        stack(null).write(file);

        assertThat(new ObjectMapper().readTree(file.toFile()).isObject()).isTrue();
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void onlyTheOwnerReadsTheSecrets() throws IOException {
        Path file = dir.resolve("stack.json");

        stack(null).write(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private JsonNode written(StackJson stack) throws IOException {
        Path file = dir.resolve("stack.json");
        stack.write(file);
        return new ObjectMapper().readTree(file.toFile());
    }

    private static StackJson stack(@Nullable Long fallbackPid) {
        KeyPair pair = new KeyPair(Path.of("/stack/a.key.pem"), Path.of("/stack/a.crt"));
        Path log = Path.of("/stack/logg");
        return new StackJson(
                17,
                new StackJson.Gateway(
                        URI.create("http://127.0.0.1:8080"),
                        URI.create("https://localhost:8443"),
                        Path.of("/stack/ca.pem")),
                new StackJson.Token(
                        URI.create("http://localhost:2/token"),
                        URI.create("http://localhost:2/token?issuer=idporten"),
                        URI.create("http://localhost:2/token?issuer=maskinporten"),
                        new StackJson.Issuer("http://localhost:2/idporten", URI.create("http://localhost:2/i"), null),
                        new StackJson.Issuer(
                                "http://localhost:2/maskinporten",
                                URI.create("http://localhost:2/m"),
                                URI.create("http://localhost:2/t"))),
                Seeds.integrasjoner(),
                Seeds.kommuner(),
                new StackJson.Keys(Path.of("/stack"), pair, pair, Map.of(KONTO, pair), pair, pair),
                new StackJson.SvarUt(
                        URI.create("http://127.0.0.1:3"), KONTO, URI.create("http://127.0.0.1:3/kontroll")),
                new StackJson.Postgres(
                        "jdbc:postgresql://localhost:5/digisos",
                        "digisos",
                        "hemmelig",
                        new StackJson.Login("digisos_eier", "hemmeligere"),
                        18,
                        5),
                new StackJson.Processes(
                        new StackJson.FunctionInfo(21, HEALTH, log),
                        new StackJson.FunctionInfo(22, HEALTH, log),
                        new StackJson.FunctionInfo(23, HEALTH, log),
                        new StackJson.Fallback(
                                fallbackPid, null, log, List.of("java", "-jar", "x.jar"), Map.of("TZ", "UTC"))),
                URI.create("http://127.0.0.1:4/klokke"),
                Seeds.PERSONS,
                List.of(new StackJson.Sak(KONTO, "ref", SeedData.OSLO.kommunenummer(), Seeds.PERSONS.getFirst())));
    }
}
