package no.digisos.seeds;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import no.digisos.common.security.IntegrasjonPassword;
import no.digisos.common.security.Privilegium;
import org.jspecify.annotations.Nullable;

/**
 * The seeds of tests and of the local stack: kommuner 0301 (queue), 4601 (SvarUt alone) and 1103 (deactivated), NAV's
 * integration, a vendor's per kommune, and for 0301 a second fagsystem integration of NAV's own test tooling.
 */
public final class SeedData {
    public static final String NAV_ORG = "889640782";

    public static final Kommune OSLO = new Kommune(
            "0301",
            "Oslo",
            UUID.fromString("11415cd1-e26d-499a-8421-751457dfcbd5"),
            UUID.fromString("0301aaaa-0000-4000-8000-000000000301"),
            "958935420",
            true,
            false);
    public static final Kommune BERGEN = new Kommune(
            "4601", "Bergen", UUID.fromString("4601f1c5-0000-4000-8000-000000004601"), null, "964338531", true, false);
    public static final Kommune STAVANGER = new Kommune(
            "1103",
            "Stavanger",
            UUID.fromString("1103f1c5-0000-4000-8000-000000001103"),
            UUID.fromString("1103aaaa-0000-4000-8000-000000001103"),
            "964965226",
            true,
            true);
    public static final List<Kommune> KOMMUNER = List.of(OSLO, BERGEN, STAVANGER);

    public static final Integrasjon NAV = new Integrasjon(
            UUID.fromString("a0000000-0000-4000-8000-000000000001"), "NAV", NAV_ORG, "nav-passord-kun-for-test");
    public static final Integrasjon OSLO_FAGSYSTEM = new Integrasjon(
            UUID.fromString("b0000000-0000-4000-8000-000000000301"),
            "Fagsystem Oslo",
            "310501018",
            "oslo-passord-kun-for-test");
    public static final Integrasjon BERGEN_FAGSYSTEM = new Integrasjon(
            UUID.fromString("b0000000-0000-4000-8000-000000004601"),
            "Fagsystem Bergen",
            "310501026",
            "bergen-passord-kun-for-test");
    public static final Integrasjon STAVANGER_FAGSYSTEM = new Integrasjon(
            UUID.fromString("b0000000-0000-4000-8000-000000001103"),
            "Fagsystem Stavanger",
            "310501034",
            "stavanger-passord-kun-for-test");
    public static final Integrasjon OSLO_NAV_TEST = new Integrasjon(
            UUID.fromString("b0000000-0000-4000-8000-000000010301"),
            "NAVs testverktøy som fagsystem Oslo",
            NAV_ORG,
            "navtest-passord-kun-for-test");
    /** Known, but without any grant. */
    public static final Integrasjon WITHOUT_GRANT = new Integrasjon(
            UUID.fromString("c0000000-0000-4000-8000-000000000001"),
            "Uten tilgang",
            "310501042",
            "uten-tilgang-passord-kun-for-test");

    private SeedData() {}

    /** A kommune of the seeds; without a konto it takes SvarUt alone. */
    public record Kommune(
            String kommunenummer,
            String navn,
            UUID fiksOrgId,
            @Nullable UUID kontoId,
            String organisasjonsnummer,
            boolean aktivert,
            boolean deaktivertMottak) {}

    /** An integration of the seeds, with its password in clear. */
    public record Integrasjon(UUID id, String navn, String organisasjon, String passord) {}

    /**
     * Sows everything.
     *
     * @param owner the migrator's role
     * @param osloCertificate the certificate of Oslo's konto; Stavanger's gets the same
     */
    public static void sow(DataSource owner, X509Certificate osloCertificate) {
        try (Connection c = owner.getConnection()) {
            for (Kommune kommune : KOMMUNER) {
                sow(c, kommune, osloCertificate);
            }
            sow(c, NAV);
            for (Privilegium p : List.of(
                    Privilegium.INNSENDING,
                    Privilegium.MELLOMLAGRING,
                    Privilegium.NAV_INNSYN,
                    Privilegium.KOMMUNEINFO)) {
                give(c, NAV, p, null);
            }
            fagsystem(c, OSLO_FAGSYSTEM, OSLO);
            fagsystem(c, OSLO_NAV_TEST, OSLO);
            fagsystem(c, BERGEN_FAGSYSTEM, BERGEN);
            fagsystem(c, STAVANGER_FAGSYSTEM, STAVANGER);
            sow(c, WITHOUT_GRANT);
        } catch (SQLException | CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sow(Connection c, Kommune kommune, X509Certificate certificate)
            throws SQLException, CertificateEncodingException {
        update(
                c,
                """
                INSERT INTO kommune (kommunenummer, navn, fiks_org_id, aktivert, stotter_oppdateringer,
                    midlertidig_deaktivert_mottak, nks_tilgang, behandlingsansvarlig, bruker_fiks_io, fiks_io_konto_id,
                    organisasjonsnummer_fiks_io, organisasjonsnummer_svarut, postadresse_navn, postadresse_adresselinje1,
                    postadresse_postnummer, postadresse_poststed, fagansvarlig_epost, teknisk_ansvarlig_epost)
                VALUES (?, ?, ?, ?, true, ?, true, ?, ?, ?, ?, ?, ?, 'Postboks 1', '0001', ?, '{fag@example.no}',
                    '{teknisk@example.no}')
                """,
                kommune.kommunenummer(),
                kommune.navn(),
                kommune.fiksOrgId(),
                kommune.aktivert(),
                kommune.deaktivertMottak(),
                kommune.navn() + " kommune",
                kommune.kontoId() != null,
                kommune.kontoId(),
                kommune.organisasjonsnummer(),
                kommune.organisasjonsnummer(),
                kommune.navn() + " kommune",
                kommune.navn());
        if (kommune.kontoId() != null) {
            update(
                    c,
                    "INSERT INTO konto (id, fiks_org_id, navn, sertifikat) VALUES (?, ?, ?, ?)",
                    kommune.kontoId(),
                    kommune.fiksOrgId(),
                    "Sosiale tjenester " + kommune.navn(),
                    certificate.getEncoded());
        }
    }

    private static void fagsystem(Connection c, Integrasjon integrasjon, Kommune kommune) throws SQLException {
        sow(c, integrasjon);
        give(c, integrasjon, Privilegium.FAGSYSTEM, kommune.fiksOrgId());
    }

    private static void sow(Connection c, Integrasjon integrasjon) throws SQLException {
        byte[] salt = IntegrasjonPassword.newSalt();
        update(
                c,
                "INSERT INTO integrasjon (id, navn, autorisert_organisasjon, passord_salt, passord_hash) VALUES (?, ?, ?, ?, ?)",
                integrasjon.id(),
                integrasjon.navn(),
                integrasjon.organisasjon(),
                salt,
                IntegrasjonPassword.hash(salt, integrasjon.passord()));
    }

    private static void give(Connection c, Integrasjon integrasjon, Privilegium privilegium, @Nullable UUID fiksOrgId)
            throws SQLException {
        update(
                c,
                "INSERT INTO tilgang (integrasjon_id, privilegium, fiks_org_id) VALUES (?, ?, ?)",
                integrasjon.id(),
                privilegium.name(),
                fiksOrgId);
    }

    private static void update(Connection c, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
