package no.digisos.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import no.digisos.common.crypto.RecipientKey;
import no.digisos.common.database.Transactions;
import no.digisos.common.sak.InnsendingType;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SakSeeds.Sown;
import no.digisos.seeds.SakSeeds.Submitted;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.client.Client;
import no.digisos.seeds.client.Opener;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** The database and the SvarUt that the job under test is configured for. */
public final class OutsideWorld {
    /** One pool a user for all tests: each connection costs the server a process and both sides the hashing of a password. */
    private static final Map<String, DataSource> SOURCES = new ConcurrentHashMap<>();

    private final DataSource superuser = source("postgres");
    private final SakSeeds sakSeeds = new SakSeeds(source("digisos"), Path.of(config("digisos.nokler.katalog")));
    private final String svarUt = config("digisos.svarut.url").replaceFirst("/api$", "");

    /** Empties the tables, sets the clock right and makes SvarUt well. */
    public void reset() {
        run(
                "TRUNCATE sertifikatvarsel, varsel, varselmottaker, leveranse_statistikk, leveranse, leveranse_utfall, svarut_forsok, historikk,"
                        + " innsending, digisos_sak, mellomlagring, dokument CASCADE");
        clock(Duration.ZERO);
        healthySvarUt();
    }

    /** A søknad with a PDF and a picture. */
    public Sown soknad(SeedData.Kommune kommune, String ref) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("Soknad.pdf", "%PDF-1.7\nikke mye".getBytes(StandardCharsets.US_ASCII));
        files.put("bilde.png", new byte[] {1, 2, 3});
        return sakSeeds.soknad(UUID.randomUUID(), kommune, "01819010001", ref, files);
    }

    /** A søknad with just these files, besides its JSON documents. */
    public Sown soknad(SeedData.Kommune kommune, String ref, List<FileEntry> files) {
        List<Submitted> submitted = new ArrayList<>(List.of(
                new Submitted("soknad.json", "application/json", sakSeeds.seal(json("{\"version\":\"1.0.0\"}"))),
                new Submitted("vedlegg.json", "application/json", sakSeeds.seal(json("{\"vedlegg\":[]}")))));
        files.forEach(
                file -> submitted.add(new Submitted(file.navn(), file.mimetype(), sakSeeds.seal(file.innhold()))));
        return sakSeeds.innsending(
                InnsendingType.SOKNAD, UUID.randomUUID(), kommune, "01819010001", ref, null, submitted);
    }

    /** A file as its sender names it. */
    @SuppressWarnings("ArrayRecordComponent") // carried to the store, never compared
    public record FileEntry(String navn, @Nullable String mimetype, byte[] innhold) {}

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A document of the only forsendelse under this reference, decrypted as SvarUt does. */
    public byte[] dokument(String ref, String filnavn) {
        JsonNode all = Client.against(svarUt)
                .get("/kontroll/forsendelser?eksternRef=" + ref)
                .json();
        assertThat(all).hasSize(1);
        byte[] cms = Client.against(svarUt)
                .get("/kontroll/forsendelser/" + all.get(0).get("id").asText() + "/dokumenter/" + filnavn)
                .bytes();
        return Opener.open(
                cms,
                new RecipientKey(
                        SvarUtSurroundings.certificate().certificate(),
                        SvarUtSurroundings.certificate().privateKey()));
    }

    /** Sets the database's clock to this much after the server's. */
    public void clock(Duration forward) {
        run(
                "CREATE OR REPLACE FUNCTION digisos_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$ SELECT now() + interval '"
                        + forward.toMillis() + " milliseconds' $$");
    }

    public void failure(String json) {
        assertThat(Client.against(svarUt).post("/kontroll/feil", json).status()).isEqualTo(204);
    }

    public void healthySvarUt() {
        Client.against(svarUt).delete("/kontroll/feil");
    }

    /** Status of each forsendelse that SvarUt has under this reference. */
    public List<String> inSvarUt(String ref) {
        List<String> statuses = new ArrayList<>();
        for (JsonNode forsendelse : Client.against(svarUt)
                .get("/kontroll/forsendelser?eksternRef=" + ref)
                .json()) {
            statuses.add(forsendelse.get("status").asText());
        }
        return statuses;
    }

    /** The metadata of the only forsendelse under this reference, as SvarUt got it. */
    public JsonNode forsendelse(String ref) {
        JsonNode all = Client.against(svarUt)
                .get("/kontroll/forsendelser?eksternRef=" + ref)
                .json();
        assertThat(all).hasSize(1);
        return all.get(0).get("forsendelse");
    }

    public String state(UUID meldingId) {
        return read("SELECT tilstand FROM leveranse WHERE id = '" + meldingId + "'")
                .getFirst();
    }

    public void run(String sql) {
        try (Connection c = superuser.getConnection();
                Statement s = c.createStatement()) {
            s.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Transactions by the login of the operators' program. */
    public Transactions operator() {
        return new Transactions(source("digisos_drift"));
    }

    /** The first column as text. */
    public List<String> read(String sql) {
        try (Connection c = superuser.getConnection();
                PreparedStatement s = c.prepareStatement(sql);
                ResultSet r = s.executeQuery()) {
            List<String> answer = new ArrayList<>();
            while (r.next()) {
                answer.add(String.valueOf(r.getString(1)));
            }
            return answer;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DataSource source(String user) {
        return SOURCES.computeIfAbsent(user, OutsideWorld::pool);
    }

    private static DataSource pool(String user) {
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(pool -> pool.maxSize(4)
                            .connectionFactoryConfiguration(connection -> connection
                                    .jdbcUrl(config("quarkus.datasource.jdbc.url"))
                                    .principal(new NamePrincipal(user))
                                    .credential(new SimplePassword(user)))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String config(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
