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
 * {@link #las}, so that the changes of one kommune come one after the other.
 */
@ApplicationScoped
public class Kommuner {
    private static final String LES = """
            SELECT *, floor(extract(epoch FROM frist))::bigint AS frist_s,
                   floor(extract(epoch FROM hastefrist))::bigint AS hastefrist_s,
                   (SELECT n.nummer FROM kommunenummer n WHERE n.fiks_org_id = kommune.fiks_org_id AND n.gjeldende)
                       AS gjeldende_nummer
              FROM kommune WHERE fiks_org_id = ? AND konfigurasjon_slettet IS NULL""";

    private static final String LAS = LES + " FOR UPDATE";

    private static final String OPPRETT = """
            INSERT INTO kommune (kommunenummer, navn, fiks_org_id)
            SELECT ny.nummer, ny.navn, ny.fiks_org_id FROM (VALUES (?, ?, ?::uuid)) ny (nummer, navn, fiks_org_id)
             WHERE NOT EXISTS (SELECT FROM kommunenummer n WHERE n.nummer = ny.nummer)
            ON CONFLICT DO NOTHING""";

    private static final String SKRIV = """
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

    private static final String BEROR =
            "UPDATE kommune SET versjon = versjon + 1, endret = digisos_now() WHERE fiks_org_id = ?";

    private static final String SLETT = """
            UPDATE kommune
               SET konfigurasjon_slettet = digisos_now(), aktivert = false, stotter_oppdateringer = false,
                   bruker_fiks_io = false, versjon = versjon + 1, endret = digisos_now()
             WHERE fiks_org_id = ? AND konfigurasjon_slettet IS NULL""";

    private static final String GJENOPPRETT = """
            UPDATE kommune SET konfigurasjon_slettet = NULL, versjon = versjon + 1, endret = digisos_now()
             WHERE fiks_org_id = ? AND konfigurasjon_slettet IS NOT NULL""";

    /** The configuration; empty when there is none, or the kommune took it away. */
    public Optional<Kommunekonfigurasjon> les(Connection c, UUID fiksOrgId) throws SQLException {
        return finn(c, LES, fiksOrgId);
    }

    /** The same, locked until the transaction ends. */
    public Optional<Kommunekonfigurasjon> las(Connection c, UUID fiksOrgId) throws SQLException {
        return finn(c, LAS, fiksOrgId);
    }

    /** Makes a kommune that takes part in nothing yet; false when the number or the fiksOrg is taken, also by one to come. */
    public boolean opprett(Connection c, Kommunenummer kommunenummer, String navn, UUID fiksOrgId) throws SQLException {
        Kommunenumre.las(c);
        return oppdater(c, OPPRETT, kommunenummer.verdi(), navn, fiksOrgId);
    }

    /** Replaces what the kommune decides; false when there is no configuration. */
    public boolean skriv(Connection c, UUID fiksOrgId, Kommuneoppsett nytt) throws SQLException {
        Postadresse adresse = nytt.postadresse();
        return oppdater(
                c,
                SKRIV,
                nytt.aktivert(),
                nytt.stotterOppdateringer(),
                nytt.midlertidigDeaktivertMottak(),
                nytt.midlertidigDeaktivertOppdateringer(),
                nytt.nksTilgang(),
                nytt.behandlingsansvarlig(),
                nytt.brukerFiksIO(),
                nytt.fiksIOKontoId(),
                nytt.dokumentlagerKontoId(),
                nytt.organisasjonsnummerFiksIO(),
                nytt.organisasjonsnummerSvarUt(),
                adresse == null ? null : adresse.navn(),
                adresse == null ? null : adresse.adresselinje1(),
                adresse == null ? null : adresse.adresselinje2(),
                adresse == null ? null : adresse.adresselinje3(),
                adresse == null ? null : adresse.postnummer(),
                adresse == null ? null : adresse.poststed(),
                adresse == null ? null : adresse.land(),
                tekster(c, nytt.fagansvarligEpost()),
                tekster(c, nytt.tekniskAnsvarligEpost()),
                nytt.frist().toSeconds(),
                nytt.hastefrist().toSeconds(),
                fiksOrgId);
    }

    /** Counts a change of one of the kommune's kontoer. */
    void beror(Connection c, UUID fiksOrgId) throws SQLException {
        oppdater(c, BEROR, fiksOrgId);
    }

    /**
     * Takes the configuration away: the kommune accepts nothing more and leaves its queues; what lies in them is withdrawn by the
     * sweep (KONTO_STENGT, delivery.md 3) and goes by SvarUt to the addresses, which stay. False when it is away already.
     */
    public boolean slett(Connection c, UUID fiksOrgId) throws SQLException {
        return oppdater(c, SLETT, fiksOrgId);
    }

    /** Gives a configuration that was taken away back, not activated; false when there is nothing to give back. */
    public boolean gjenopprett(Connection c, UUID fiksOrgId) throws SQLException {
        return oppdater(c, GJENOPPRETT, fiksOrgId);
    }

    private static Optional<Kommunekonfigurasjon> finn(Connection c, String sql, UUID fiksOrgId) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(sql)) {
            statement.setObject(1, fiksOrgId);
            try (ResultSet r = statement.executeQuery()) {
                return r.next() ? Optional.of(rad(r)) : Optional.empty();
            }
        }
    }

    private static Kommunekonfigurasjon rad(ResultSet r) throws SQLException {
        return new Kommunekonfigurasjon(
                r.getString("gjeldende_nummer"),
                r.getString("navn"),
                r.getObject("fiks_org_id", UUID.class),
                new Kommuneoppsett(
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
                        adresse(r),
                        tekster(r.getArray("fagansvarlig_epost")),
                        tekster(r.getArray("teknisk_ansvarlig_epost")),
                        Duration.ofSeconds(r.getLong("frist_s")),
                        Duration.ofSeconds(r.getLong("hastefrist_s"))),
                r.getLong("versjon"),
                r.getObject("endret", OffsetDateTime.class).toInstant());
    }

    private static @Nullable Postadresse adresse(ResultSet r) throws SQLException {
        String postnummer = r.getString("postadresse_postnummer");
        String poststed = r.getString("postadresse_poststed");
        if (postnummer == null || poststed == null) {
            return null;
        }
        String navn = r.getString("postadresse_navn");
        return new Postadresse(
                navn == null ? r.getString("navn") : navn,
                r.getString("postadresse_adresselinje1"),
                r.getString("postadresse_adresselinje2"),
                r.getString("postadresse_adresselinje3"),
                postnummer,
                poststed,
                r.getString("postadresse_land"));
    }

    static Array tekster(Connection c, List<String> verdier) throws SQLException {
        return c.createArrayOf("text", verdier.toArray());
    }

    static List<String> tekster(Array verdier) throws SQLException {
        return List.of((String[]) verdier.getArray());
    }

    private static boolean oppdater(Connection c, String sql, @Nullable Object... verdier) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(sql)) {
            for (int i = 0; i < verdier.length; i++) {
                statement.setObject(i + 1, verdier[i]);
            }
            return statement.executeUpdate() == 1;
        }
    }
}
