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
import no.digisos.common.database.Transactions;
import no.digisos.common.krypto.RecipientKey;
import no.digisos.common.sak.Innsendingstype;
import no.digisos.common.testkit.Apner;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Saksfro;
import no.digisos.common.testkit.Saksfro.Innlevert;
import no.digisos.common.testkit.Saksfro.Sadd;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** The database and the SvarUt that the job under test is configured for. */
public final class Omverden {
    /** One pool a user for all tests: each connection costs the server a process and both sides the hashing of a password. */
    private static final Map<String, DataSource> KILDER = new ConcurrentHashMap<>();

    private final DataSource superbruker = kilde("postgres");
    private final Saksfro saksfro = new Saksfro(kilde("digisos"), Path.of(config("digisos.nokler.katalog")));
    private final String svarUt = config("digisos.svarut.url").replaceFirst("/api$", "");

    /** Empties the tables, sets the clock right and makes SvarUt well. */
    public void nullstill() {
        kjor(
                "TRUNCATE sertifikatvarsel, varsel, varselmottaker, leveranse_statistikk, leveranse, leveranse_utfall, svarut_forsok, historikk,"
                        + " innsending, digisos_sak, mellomlagring, dokument CASCADE");
        klokke(Duration.ZERO);
        friskSvarUt();
    }

    /** A søknad with a PDF and a picture. */
    public Sadd soknad(Fro.Kommune kommune, String ref) {
        Map<String, byte[]> filer = new LinkedHashMap<>();
        filer.put("Soknad.pdf", "%PDF-1.7\nikke mye".getBytes(StandardCharsets.US_ASCII));
        filer.put("bilde.png", new byte[] {1, 2, 3});
        return saksfro.soknad(UUID.randomUUID(), kommune, "01819010001", ref, filer);
    }

    /** A søknad with just these files, besides its JSON documents. */
    public Sadd soknad(Fro.Kommune kommune, String ref, List<Fil> filer) {
        List<Innlevert> innlevert = new ArrayList<>(List.of(
                new Innlevert("soknad.json", "application/json", saksfro.forsegl(json("{\"version\":\"1.0.0\"}"))),
                new Innlevert("vedlegg.json", "application/json", saksfro.forsegl(json("{\"vedlegg\":[]}")))));
        filer.forEach(fil -> innlevert.add(new Innlevert(fil.navn(), fil.mimetype(), saksfro.forsegl(fil.innhold()))));
        return saksfro.innsending(
                Innsendingstype.SOKNAD, UUID.randomUUID(), kommune, "01819010001", ref, null, innlevert);
    }

    /** A file as its sender names it. */
    @SuppressWarnings("ArrayRecordComponent") // carried to the store, never compared
    public record Fil(String navn, @Nullable String mimetype, byte[] innhold) {}

    private static byte[] json(String tekst) {
        return tekst.getBytes(StandardCharsets.UTF_8);
    }

    /** A document of the only forsendelse under this reference, decrypted as SvarUt does. */
    public byte[] dokument(String ref, String filnavn) {
        JsonNode alle = Klient.mot(svarUt)
                .get("/kontroll/forsendelser?eksternRef=" + ref)
                .json();
        assertThat(alle).hasSize(1);
        byte[] cms = Klient.mot(svarUt)
                .get("/kontroll/forsendelser/" + alle.get(0).get("id").asText() + "/dokumenter/" + filnavn)
                .bytes();
        return Apner.apne(
                cms,
                new RecipientKey(
                        SvarUtOmgivelser.sertifikat().certificate(),
                        SvarUtOmgivelser.sertifikat().privateKey()));
    }

    /** Sets the database's clock to this much after the server's. */
    public void klokke(Duration fram) {
        kjor(
                "CREATE OR REPLACE FUNCTION digisos_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$ SELECT now() + interval '"
                        + fram.toMillis() + " milliseconds' $$");
    }

    public void feil(String json) {
        assertThat(Klient.mot(svarUt).post("/kontroll/feil", json).status()).isEqualTo(204);
    }

    public void friskSvarUt() {
        Klient.mot(svarUt).delete("/kontroll/feil");
    }

    /** Status of each forsendelse that SvarUt has under this reference. */
    public List<String> iSvarUt(String ref) {
        List<String> statuser = new ArrayList<>();
        for (JsonNode forsendelse : Klient.mot(svarUt)
                .get("/kontroll/forsendelser?eksternRef=" + ref)
                .json()) {
            statuser.add(forsendelse.get("status").asText());
        }
        return statuser;
    }

    /** The metadata of the only forsendelse under this reference, as SvarUt got it. */
    public JsonNode forsendelse(String ref) {
        JsonNode alle = Klient.mot(svarUt)
                .get("/kontroll/forsendelser?eksternRef=" + ref)
                .json();
        assertThat(alle).hasSize(1);
        return alle.get(0).get("forsendelse");
    }

    public String tilstand(UUID meldingId) {
        return les("SELECT tilstand FROM leveranse WHERE id = '" + meldingId + "'")
                .getFirst();
    }

    public void kjor(String sql) {
        try (Connection c = superbruker.getConnection();
                Statement s = c.createStatement()) {
            s.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Transactions by the login of the operators' program. */
    public Transactions operator() {
        return new Transactions(kilde("digisos_drift"));
    }

    /** The first column as text. */
    public List<String> les(String sql) {
        try (Connection c = superbruker.getConnection();
                PreparedStatement s = c.prepareStatement(sql);
                ResultSet r = s.executeQuery()) {
            List<String> svar = new ArrayList<>();
            while (r.next()) {
                svar.add(String.valueOf(r.getString(1)));
            }
            return svar;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DataSource kilde(String bruker) {
        return KILDER.computeIfAbsent(bruker, Omverden::pool);
    }

    private static DataSource pool(String bruker) {
        try {
            return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .connectionPoolConfiguration(pool -> pool.maxSize(4)
                            .connectionFactoryConfiguration(forbindelse -> forbindelse
                                    .jdbcUrl(config("quarkus.datasource.jdbc.url"))
                                    .principal(new NamePrincipal(bruker))
                                    .credential(new SimplePassword(bruker)))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String config(String navn) {
        return ConfigProvider.getConfig().getValue(navn, String.class);
    }
}
