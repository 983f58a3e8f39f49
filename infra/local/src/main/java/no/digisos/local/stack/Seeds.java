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
import no.digisos.local.stack.StackJson.Channel;
import no.digisos.local.stack.StackJson.Integrasjon;
import no.digisos.local.stack.StackJson.Role;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SeedData;
import no.digisos.testkit.pdf.PdfFactory;
import org.jspecify.annotations.Nullable;

/** Who takes part from the start, and the søknader that are there from the start. */
final class Seeds {

    /** Valid, synthetic: from Tenor's series (month + 80) and, the last, from NAV's (month + 40). */
    static final List<String> PERSONS = List.of("01819010001", "15857210074", "24819910029", "09476520034");

    private Seeds() {}

    /** Sows kommuner, kontoer with their certificates, integrations and grants; does nothing when they are there. */
    static void sow(StackDatabase database, StackKeys keys) throws IOException {
        DataSource owner = database.asOwner();
        try (Connection connection = owner.getConnection()) {
            if (exists(connection, "SELECT 1 FROM kommune WHERE kommunenummer = ?", SeedData.OSLO.kommunenummer())) {
                return;
            }
            UUID oslo = kontoId(SeedData.OSLO);
            SeedData.sow(owner, keys.konto(oslo).certificate());
            for (SeedData.Kommune kommune : SeedData.KOMMUNER) {
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
        SakSeeds sakSeeds = new SakSeeds(database.asOwner(), keys.directory());
        List<StackJson.Sak> sown = new ArrayList<>();
        for (UUID digisosId : digisosIds) {
            String ref = "sak-" + digisosId;
            if (!exists(database, digisosId)) {
                sakSeeds.soknad(digisosId, SeedData.OSLO, PERSONS.getFirst(), ref, files());
            }
            sown.add(new StackJson.Sak(digisosId, ref, SeedData.OSLO.kommunenummer(), PERSONS.getFirst()));
        }
        return sown;
    }

    static List<Integrasjon> integrasjoner() {
        return List.of(
                integrasjon(SeedData.NAV, Role.NAV, null),
                integrasjon(SeedData.OSLO_FAGSYSTEM, Role.FAGSYSTEM, SeedData.OSLO),
                integrasjon(SeedData.OSLO_NAV_TEST, Role.FAGSYSTEM, SeedData.OSLO),
                integrasjon(SeedData.BERGEN_FAGSYSTEM, Role.FAGSYSTEM, SeedData.BERGEN),
                integrasjon(SeedData.STAVANGER_FAGSYSTEM, Role.FAGSYSTEM, SeedData.STAVANGER),
                integrasjon(SeedData.WITHOUT_GRANT, Role.UTEN_TILGANG, null));
    }

    static List<StackJson.Kommune> kommuner() {
        return SeedData.KOMMUNER.stream()
                .map(kommune -> new StackJson.Kommune(
                        kommune.kommunenummer(),
                        kommune.fiksOrgId(),
                        kommune.kontoId(),
                        kommune.kontoId() == null ? Channel.SVARUT : Channel.KO,
                        kommune.aktivert(),
                        kommune.deaktivertMottak()))
                .toList();
    }

    private static Integrasjon integrasjon(SeedData.Integrasjon seed, Role role, SeedData.@Nullable Kommune kommune) {
        return new Integrasjon(
                seed.navn(),
                seed.id(),
                seed.passord(),
                seed.organisasjon(),
                kommune == null ? null : kommune.fiksOrgId(),
                kommune == null ? null : kommune.kontoId(),
                role);
    }

    private static Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("Soknad.pdf", PdfFactory.pdf(3, 60_000, List.of("Søknad om økonomisk sosialhjelp")));
        files.put("husleiekontrakt.pdf", PdfFactory.pdf(2, 200_000, List.of("Husleiekontrakt")));
        return files;
    }

    private static UUID kontoId(SeedData.Kommune kommune) {
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
