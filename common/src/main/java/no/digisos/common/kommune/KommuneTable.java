package no.digisos.common.kommune;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.kommune.Kommune.Postadresse;
import org.jspecify.annotations.Nullable;

/**
 * Every statement that changes a kommune's row. Whoever changes a kommune, its kontoer or its integrations holds the lock of
 * {@link #lock}, so that the changes of one kommune come one after the other.
 */
@ApplicationScoped
public class KommuneTable {
    private static final String READ = """
            SELECT *, floor(extract(epoch FROM frist))::bigint AS frist_s,
                   floor(extract(epoch FROM hastefrist))::bigint AS hastefrist_s,
                   (SELECT n.nummer FROM kommunenummer n WHERE n.fiks_org_id = kommune.fiks_org_id AND n.gjeldende)
                       AS gjeldende_nummer
              FROM kommune WHERE fiks_org_id = ? AND konfigurasjon_slettet IS NULL""";

    private static final String LOCK = READ + " FOR UPDATE";

    private static final String CREATE = """
            INSERT INTO kommune (kommunenummer, navn, fiks_org_id)
            SELECT ny.nummer, ny.navn, ny.fiks_org_id FROM (VALUES (?, ?, ?::uuid)) ny (nummer, navn, fiks_org_id)
             WHERE NOT EXISTS (SELECT FROM kommunenummer n WHERE n.nummer = ny.nummer)
            ON CONFLICT DO NOTHING""";

    private static final String WRITE = """
            UPDATE kommune
               SET aktivert = ?, stotter_oppdateringer = ?, midlertidig_deaktivert_mottak = ?,
                   midlertidig_deaktivert_oppdateringer = ?, nks_tilgang = ?, behandlingsansvarlig = ?, bruker_fiks_io = ?,
                   fiks_io_konto_id = ?, dokumentlager_konto_id = ?, organisasjonsnummer_fiks_io = ?,
                   organisasjonsnummer_svarut = ?, postadresse_navn = ?, postadresse_adresselinje1 = ?,
                   postadresse_adresselinje2 = ?, postadresse_adresselinje3 = ?, postadresse_postnummer = ?,
                   postadresse_poststed = ?, postadresse_land = ?, fagansvarlig_epost = ?, teknisk_ansvarlig_epost = ?,
                   frist = ? * interval '1 second', hastefrist = ? * interval '1 second',
                   versjon = versjon + 1, endret = digisos_now()
             WHERE fiks_org_id = ? AND konfigurasjon_slettet IS NULL""";

    private static final String TOUCH =
            "UPDATE kommune SET versjon = versjon + 1, endret = digisos_now() WHERE fiks_org_id = ?";

    private static final String DELETE = """
            UPDATE kommune
               SET konfigurasjon_slettet = digisos_now(), aktivert = false, stotter_oppdateringer = false,
                   bruker_fiks_io = false, versjon = versjon + 1, endret = digisos_now()
             WHERE fiks_org_id = ? AND konfigurasjon_slettet IS NULL""";

    private static final String RESTORE = """
            UPDATE kommune SET konfigurasjon_slettet = NULL, versjon = versjon + 1, endret = digisos_now()
             WHERE fiks_org_id = ? AND konfigurasjon_slettet IS NOT NULL""";

    /** The configuration; empty when there is none, or the kommune took it away. */
    public Optional<KommuneConfiguration> read(Connection c, UUID fiksOrgId) throws SQLException {
        return find(c, READ, fiksOrgId);
    }

    /** The same, locked until the transaction ends. */
    public Optional<KommuneConfiguration> lock(Connection c, UUID fiksOrgId) throws SQLException {
        return find(c, LOCK, fiksOrgId);
    }

    /** Makes a kommune that takes part in nothing yet; false when the number or the fiksOrg is taken, also by one to come. */
    public boolean create(Connection c, Kommunenummer kommunenummer, String name, UUID fiksOrgId) throws SQLException {
        KommunenummerTable.lock(c);
        return update(c, CREATE, kommunenummer.verdi(), name, fiksOrgId);
    }

    /** Replaces what the kommune decides; false when there is no configuration. */
    public boolean write(Connection c, UUID fiksOrgId, KommuneSettings renewed) throws SQLException {
        Postadresse address = renewed.postadresse();
        return update(
                c,
                WRITE,
                renewed.aktivert(),
                renewed.stotterOppdateringer(),
                renewed.midlertidigDeaktivertMottak(),
                renewed.midlertidigDeaktivertOppdateringer(),
                renewed.nksTilgang(),
                renewed.behandlingsansvarlig(),
                renewed.brukerFiksIO(),
                renewed.fiksIOKontoId(),
                renewed.dokumentlagerKontoId(),
                renewed.organisasjonsnummerFiksIO(),
                renewed.organisasjonsnummerSvarUt(),
                address == null ? null : address.navn(),
                address == null ? null : address.adresselinje1(),
                address == null ? null : address.adresselinje2(),
                address == null ? null : address.adresselinje3(),
                address == null ? null : address.postnummer(),
                address == null ? null : address.poststed(),
                address == null ? null : address.land(),
                texts(c, renewed.fagansvarligEpost()),
                texts(c, renewed.tekniskAnsvarligEpost()),
                renewed.frist().toSeconds(),
                renewed.hastefrist().toSeconds(),
                fiksOrgId);
    }

    /** Counts a change of one of the kommune's kontoer. */
    void touch(Connection c, UUID fiksOrgId) throws SQLException {
        update(c, TOUCH, fiksOrgId);
    }

    /**
     * Takes the configuration away: the kommune accepts nothing more and leaves its queues; what lies in them is withdrawn by the
     * sweep (KONTO_STENGT, delivery.md 3) and goes by SvarUt to the addresses, which stay. False when it is away already.
     */
    public boolean delete(Connection c, UUID fiksOrgId) throws SQLException {
        return update(c, DELETE, fiksOrgId);
    }

    /** Gives a configuration that was taken away back, not activated; false when there is nothing to give back. */
    public boolean restore(Connection c, UUID fiksOrgId) throws SQLException {
        return update(c, RESTORE, fiksOrgId);
    }

    private static Optional<KommuneConfiguration> find(Connection c, String sql, UUID fiksOrgId) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(sql)) {
            statement.setObject(1, fiksOrgId);
            try (ResultSet r = statement.executeQuery()) {
                return r.next() ? Optional.of(row(r)) : Optional.empty();
            }
        }
    }

    private static KommuneConfiguration row(ResultSet r) throws SQLException {
        return new KommuneConfiguration(
                r.getString("gjeldende_nummer"),
                r.getString("navn"),
                r.getObject("fiks_org_id", UUID.class),
                new KommuneSettings(
                        r.getBoolean("aktivert"),
                        r.getBoolean("stotter_oppdateringer"),
                        r.getBoolean("midlertidig_deaktivert_mottak"),
                        r.getBoolean("midlertidig_deaktivert_oppdateringer"),
                        r.getBoolean("nks_tilgang"),
                        r.getString("behandlingsansvarlig"),
                        r.getBoolean("bruker_fiks_io"),
                        r.getObject("fiks_io_konto_id", UUID.class),
                        r.getObject("dokumentlager_konto_id", UUID.class),
                        r.getString("organisasjonsnummer_fiks_io"),
                        r.getString("organisasjonsnummer_svarut"),
                        address(r),
                        texts(r.getArray("fagansvarlig_epost")),
                        texts(r.getArray("teknisk_ansvarlig_epost")),
                        Duration.ofSeconds(r.getLong("frist_s")),
                        Duration.ofSeconds(r.getLong("hastefrist_s"))),
                r.getLong("versjon"),
                r.getObject("endret", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Postadresse address(ResultSet r) throws SQLException {
        String postnummer = r.getString("postadresse_postnummer");
        String poststed = r.getString("postadresse_poststed");
        if (postnummer == null || poststed == null) {
            return null;
        }
        String name = r.getString("postadresse_navn");
        return new Postadresse(
                name == null ? r.getString("navn") : name,
                r.getString("postadresse_adresselinje1"),
                r.getString("postadresse_adresselinje2"),
                r.getString("postadresse_adresselinje3"),
                postnummer,
                poststed,
                r.getString("postadresse_land"));
    }

    static Array texts(Connection c, List<String> values) throws SQLException {
        return c.createArrayOf("text", values.toArray());
    }

    static List<String> texts(Array values) throws SQLException {
        return List.of((String[]) values.getArray());
    }

    private static boolean update(Connection c, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement.executeUpdate() == 1;
        }
    }
}
