package no.digisos.local.stack;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Saksfro;
import no.digisos.local.pdf.PdfFactory;
import no.digisos.local.stack.StackJson.Integrasjon;
import no.digisos.local.stack.StackJson.Kanal;
import no.digisos.local.stack.StackJson.Rolle;
import org.jspecify.annotations.Nullable;

/** Who takes part from the start, and the søknader that are there from the start. */
final class Seeds {

    /** Valid, synthetic: from Tenor's series (month + 80) and, the last, from NAV's (month + 40). */
    static final List<String> PERSONER = List.of("01819010001", "15857210074", "24819910029", "09476520034");

    private Seeds() {}

    /** Sows kommuner, kontoer with their certificates, integrations and grants; does nothing when they are there. */
    static void sow(StackDatabase database, StackKeys keys) throws IOException {
        DataSource owner = database.asOwner();
        try (Connection connection = owner.getConnection()) {
            if (exists(connection, "SELECT 1 FROM kommune WHERE kommunenummer = ?", Fro.OSLO.kommunenummer())) {
                return;
            }
            UUID oslo = kontoId(Fro.OSLO);
            Fro.sa(owner, keys.konto(oslo).certificate());
            for (Fro.Kommune kommune : Fro.KOMMUNER) {
                UUID kontoId = kommune.kontoId();
                if (kontoId != null) {
                    setCertificate(connection, kontoId, keys);
                }
            }
        } catch (SQLException e) {
            throw new IOException("the seeds could not be sown: " + e.getMessage(), e);
        }
    }

    /** Sows a søknad to Oslo for each id that is not there. */
    static List<StackJson.Sak> sowSaker(StackDatabase database, StackKeys keys, List<UUID> digisosIds)
            throws IOException {
        Saksfro saksfro = new Saksfro(database.asOwner(), keys.katalog());
        List<StackJson.Sak> sown = new ArrayList<>();
        for (UUID digisosId : digisosIds) {
            String ref = "sak-" + digisosId;
            if (!exists(database, digisosId)) {
                saksfro.soknad(digisosId, Fro.OSLO, PERSONER.getFirst(), ref, files());
            }
            sown.add(new StackJson.Sak(digisosId, ref, Fro.OSLO.kommunenummer(), PERSONER.getFirst()));
        }
        return sown;
    }

    static List<Integrasjon> integrasjoner() {
        return List.of(
                integrasjon(Fro.NAV, Rolle.NAV, null),
                integrasjon(Fro.OSLO_FAGSYSTEM, Rolle.FAGSYSTEM, Fro.OSLO),
                integrasjon(Fro.OSLO_NAVTEST, Rolle.FAGSYSTEM, Fro.OSLO),
                integrasjon(Fro.BERGEN_FAGSYSTEM, Rolle.FAGSYSTEM, Fro.BERGEN),
                integrasjon(Fro.STAVANGER_FAGSYSTEM, Rolle.FAGSYSTEM, Fro.STAVANGER),
                integrasjon(Fro.UTEN_TILGANG, Rolle.UTEN_TILGANG, null));
    }

    static List<StackJson.Kommune> kommuner() {
        return Fro.KOMMUNER.stream()
                .map(kommune -> new StackJson.Kommune(
                        kommune.kommunenummer(),
                        kommune.fiksOrgId(),
                        kommune.kontoId(),
                        kommune.kontoId() == null ? Kanal.SVARUT : Kanal.KO,
                        kommune.aktivert(),
                        kommune.deaktivertMottak()))
                .toList();
    }

    private static Integrasjon integrasjon(Fro.Integrasjon seed, Rolle rolle, Fro.@Nullable Kommune kommune) {
        return new Integrasjon(
                seed.navn(),
                seed.id(),
                seed.passord(),
                seed.organisasjon(),
                kommune == null ? null : kommune.fiksOrgId(),
                kommune == null ? null : kommune.kontoId(),
                rolle);
    }

    private static Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("Soknad.pdf", PdfFactory.pdf(3, 60_000, List.of("Søknad om økonomisk sosialhjelp")));
        files.put("husleiekontrakt.pdf", PdfFactory.pdf(2, 200_000, List.of("Husleiekontrakt")));
        return files;
    }

    private static UUID kontoId(Fro.Kommune kommune) {
        UUID kontoId = kommune.kontoId();
        if (kontoId == null) {
            throw new IllegalStateException(kommune.navn() + " has a konto in the seeds");
        }
        return kontoId;
    }

    private static void setCertificate(Connection connection, UUID kontoId, StackKeys keys)
            throws SQLException, IOException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE konto SET sertifikat = ? WHERE id = ?")) {
            statement.setBytes(1, keys.konto(kontoId).certificate().getEncoded());
            statement.setObject(2, kontoId);
            statement.executeUpdate();
        } catch (CertificateEncodingException e) {
            throw new IOException("a certificate that was read can be written", e);
        }
    }

    private static boolean exists(StackDatabase database, UUID digisosId) throws IOException {
        try (Connection connection = database.asOwner().getConnection()) {
            return exists(connection, "SELECT 1 FROM digisos_sak WHERE digisos_id = ?", digisosId);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private static boolean exists(Connection connection, String query, Object id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setObject(1, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }
}
