package no.digisos.common.kommune;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Columns;
import no.digisos.common.database.Sql;

/** Every statement about kontoer. Whoever changes one holds the kommune's lock ({@link KommuneTable#lock}). */
@ApplicationScoped
public class KontoTable {
    static final Sql FIND = Sql.of("SELECT id, fiks_org_id, navn, aktiv, sertifikat FROM konto WHERE id = :kontoId");

    static final Sql FOR_FIKS_ORGS = Sql.of("""
            SELECT id, fiks_org_id, navn, aktiv, sertifikat FROM konto
             WHERE fiks_org_id = ANY (:fiksOrgIder) ORDER BY id""");

    private static final String CONFIGURATION = """
            SELECT k.id, k.fiks_org_id, k.navn, k.aktiv, k.sertifikat, k.meldingstyper,
                   ARRAY(SELECT e.enhetsnummer FROM konto_navenhet e
                          WHERE e.konto_id = k.id AND e.fiks_org_id = k.fiks_org_id ORDER BY e.enhetsnummer) AS enhetsnumre
              FROM konto k WHERE k.fiks_org_id = :fiksOrgId""";

    static final Sql ALL = Sql.of(CONFIGURATION + " ORDER BY k.navn, k.id");

    static final Sql ONE = Sql.of(CONFIGURATION + " AND k.id = :kontoId");

    static final Sql FIKS_ORG_WITH_ENHET = Sql.of("""
            SELECT DISTINCT e.fiks_org_id FROM konto_navenhet e
              JOIN konto k ON k.id = e.konto_id AND k.fiks_org_id = e.fiks_org_id AND k.aktiv
             WHERE e.enhetsnummer = :enhetsnummer""");

    static final Sql CREATE = Sql.of("""
            INSERT INTO konto (id, fiks_org_id, navn, meldingstyper)
            VALUES (:kontoId, :fiksOrgId, :navn, :meldingstyper)""");

    static final Sql WRITE = Sql.of("""
            UPDATE konto SET navn = :navn, meldingstyper = :meldingstyper
             WHERE id = :kontoId AND fiks_org_id = :fiksOrgId""");

    static final Sql CERTIFICATE =
            Sql.of("UPDATE konto SET sertifikat = :sertifikat WHERE id = :kontoId AND fiks_org_id = :fiksOrgId");

    static final Sql ACTIVE =
            Sql.of("UPDATE konto SET aktiv = :aktiv WHERE id = :kontoId AND fiks_org_id = :fiksOrgId");

    static final Sql REMOVE_ENHETER =
            Sql.of("DELETE FROM konto_navenhet WHERE konto_id = :kontoId AND fiks_org_id = :fiksOrgId");

    static final Sql GIVE_ENHET = Sql.of("""
            INSERT INTO konto_navenhet (konto_id, fiks_org_id, enhetsnummer)
            VALUES (:kontoId, :fiksOrgId, :enhetsnummer)""");

    private final KommuneTable kommuner;

    public KontoTable(KommuneTable kommuner) {
        this.kommuner = kommuner;
    }

    /** One konto, whoever's it is. */
    public Optional<Konto> find(Connection c, UUID kontoId) throws SQLException {
        return FIND.with("kontoId", kontoId).one(c, KontoTable::konto);
    }

    /** The kontoer of all these kommuner, the closed ones too. */
    public List<Konto> forFiksOrgs(Connection c, Collection<UUID> fiksOrgIds) throws SQLException {
        return FOR_FIKS_ORGS
                .with("fiksOrgIder", fiksOrgIds.toArray(UUID[]::new))
                .all(c, KontoTable::konto);
    }

    /** The kommune's kontoer by name, the closed ones too. */
    public List<KontoConfiguration> all(Connection c, UUID fiksOrgId) throws SQLException {
        return ALL.with("fiksOrgId", fiksOrgId).all(c, KontoTable::configuration);
    }

    /** One konto of this kommune. */
    public Optional<KontoConfiguration> read(Connection c, UUID fiksOrgId, UUID kontoId) throws SQLException {
        return ONE.with("fiksOrgId", fiksOrgId).with("kontoId", kontoId).one(c, KontoTable::configuration);
    }

    /** The kommuner, as fiksOrg, that have an open konto for this NAV office. */
    public List<UUID> fiksOrgWithEnhet(Connection c, String enhetsnummer) throws SQLException {
        return FIKS_ORG_WITH_ENHET.with("enhetsnummer", enhetsnummer).ids(c);
    }

    /** Makes an open konto without a certificate; until it has one, what chooses it goes by SvarUt. */
    public void create(Connection c, UUID fiksOrgId, UUID kontoId, KontoSettings settings) throws SQLException {
        CREATE.with("kontoId", kontoId)
                .with("fiksOrgId", fiksOrgId)
                .with("navn", settings.navn())
                .with("meldingstyper", settings.meldingstyper().toArray(String[]::new))
                .run(c);
        giveEnheter(c, fiksOrgId, kontoId, settings.enhetsnumre());
        kommuner.touch(c, fiksOrgId);
    }

    /** Replaces what the kommune decides of the konto. An office that is another konto's is a defect of the caller. */
    public void write(Connection c, UUID fiksOrgId, UUID kontoId, KontoSettings settings) throws SQLException {
        WRITE.with("navn", settings.navn())
                .with("meldingstyper", settings.meldingstyper().toArray(String[]::new))
                .with("kontoId", kontoId)
                .with("fiksOrgId", fiksOrgId)
                .run(c);
        REMOVE_ENHETER.with("kontoId", kontoId).with("fiksOrgId", fiksOrgId).run(c);
        giveEnheter(c, fiksOrgId, kontoId, settings.enhetsnumre());
        kommuner.touch(c, fiksOrgId);
    }

    /** Replaces the certificate: from the commit on, every download is wrapped for the new one. */
    public void writeCertificate(Connection c, UUID fiksOrgId, UUID kontoId, X509Certificate certificate)
            throws SQLException {
        try {
            CERTIFICATE
                    .with("sertifikat", certificate.getEncoded())
                    .with("kontoId", kontoId)
                    .with("fiksOrgId", fiksOrgId)
                    .run(c);
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("The certificate cannot be encoded", e);
        }
        kommuner.touch(c, fiksOrgId);
    }

    /** Opens or closes the konto. What lies in a closed one is withdrawn by the sweep (KONTO_STENGT, delivery.md 3). */
    public void setActive(Connection c, UUID fiksOrgId, UUID kontoId, boolean active) throws SQLException {
        ACTIVE.with("aktiv", active)
                .with("kontoId", kontoId)
                .with("fiksOrgId", fiksOrgId)
                .run(c);
        kommuner.touch(c, fiksOrgId);
    }

    private static void giveEnheter(Connection c, UUID fiksOrgId, UUID kontoId, List<String> enhetsnumre)
            throws SQLException {
        for (String enhetsnummer : enhetsnumre) {
            GIVE_ENHET
                    .with("kontoId", kontoId)
                    .with("fiksOrgId", fiksOrgId)
                    .with("enhetsnummer", enhetsnummer)
                    .run(c);
        }
    }

    private static Konto konto(ResultSet r) throws SQLException {
        return new Konto(
                Columns.uuid(r, "id"),
                Columns.uuid(r, "fiks_org_id"),
                r.getString("navn"),
                r.getBoolean("aktiv"),
                r.getBytes("sertifikat"));
    }

    private static KontoConfiguration configuration(ResultSet r) throws SQLException {
        return new KontoConfiguration(
                Columns.uuid(r, "id"),
                Columns.uuid(r, "fiks_org_id"),
                r.getBoolean("aktiv"),
                new KontoSettings(
                        r.getString("navn"), Columns.texts(r, "enhetsnumre"), Columns.texts(r, "meldingstyper")),
                certificate(r));
    }

    /** Empty also when what stands there is no certificate: then nothing can be sent, which is what empty says. */
    private static Optional<X509Certificate> certificate(ResultSet r) throws SQLException {
        try {
            return konto(r).certificate();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
