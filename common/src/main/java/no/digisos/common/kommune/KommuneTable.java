package no.digisos.common.kommune;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.database.Sql;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.identity.Organisasjonsnummer;
import no.digisos.common.kommune.Kommune.Postadresse;

/**
 * Every statement about a kommune's row, which is read under each number that the kommune has, had or will have. Whoever changes a
 * kommune, its kontoer or its integrations holds the lock of {@link #lock}, so that the changes of one kommune come one after the
 * other.
 */
@ApplicationScoped
public class KommuneTable {
    private static final String UNDER_ITS_NUMBERS = """
            SELECT n.nummer, n.forrige, n.fra, n.til, n.etterfolgere, n.kommende, n.i_bruk, n.gjeldende,
                   k.navn, k.fiks_org_id, k.aktivert, k.stotter_oppdateringer, k.midlertidig_deaktivert_mottak,
                   k.midlertidig_deaktivert_oppdateringer, k.nks_tilgang, k.behandlingsansvarlig, k.bruker_fiks_io,
                   k.organisasjonsnummer_fiks_io, k.organisasjonsnummer_svarut, k.postadresse_navn,
                   k.postadresse_adresselinje1, k.postadresse_adresselinje2, k.postadresse_adresselinje3,
                   k.postadresse_postnummer, k.postadresse_poststed, k.postadresse_land, k.fagansvarlig_epost,
                   k.teknisk_ansvarlig_epost
              FROM kommunenummer n JOIN kommune k ON k.fiks_org_id = n.fiks_org_id
            """;

    static final Sql ALL = Sql.of(UNDER_ITS_NUMBERS + " ORDER BY n.nummer");

    static final Sql FIND = Sql.of(UNDER_ITS_NUMBERS + " WHERE n.nummer = :kommunenummer");

    static final Sql FIND_SEVERAL = Sql.of(UNDER_ITS_NUMBERS + " WHERE n.nummer = ANY (:kommunenumre)");

    static final Sql FOR_FIKS_ORG = Sql.of(UNDER_ITS_NUMBERS + " WHERE k.fiks_org_id = :fiksOrgId AND n.gjeldende");

    static final Sql ACTIVE_WITH_ORGANISATION = Sql.of(UNDER_ITS_NUMBERS + """
             WHERE k.organisasjonsnummer_fiks_io = :organisasjonsnummer AND k.aktivert AND n.gjeldende
             ORDER BY n.nummer""");

    static final Sql ACTIVE = Sql.of(UNDER_ITS_NUMBERS + """
             WHERE k.fiks_org_id = ANY (:fiksOrgIder) AND k.aktivert AND n.gjeldende
             ORDER BY n.nummer""");

    static final Sql LETS_NAV_IN = Sql.of("""
            SELECT n.nummer FROM kommunenummer n JOIN kommune k ON k.fiks_org_id = n.fiks_org_id
             WHERE n.nummer = ANY (:kommunenumre) AND k.nks_tilgang""");

    private static final String CONFIGURATION = """
            SELECT *, floor(extract(epoch FROM frist))::bigint AS frist_s,
                   floor(extract(epoch FROM hastefrist))::bigint AS hastefrist_s,
                   (SELECT n.nummer FROM kommunenummer n WHERE n.fiks_org_id = kommune.fiks_org_id AND n.gjeldende)
                       AS gjeldende_nummer
              FROM kommune WHERE fiks_org_id = :fiksOrgId AND konfigurasjon_slettet IS NULL""";

    static final Sql READ = Sql.of(CONFIGURATION);

    static final Sql LOCK = Sql.of(CONFIGURATION + " FOR UPDATE");

    static final Sql CREATE = Sql.of("""
            INSERT INTO kommune (kommunenummer, navn, fiks_org_id)
            SELECT ny.nummer, ny.navn, ny.fiks_org_id
              FROM (VALUES (:kommunenummer, :navn, :fiksOrgId::uuid)) ny (nummer, navn, fiks_org_id)
             WHERE NOT EXISTS (SELECT FROM kommunenummer n WHERE n.nummer = ny.nummer)
            ON CONFLICT DO NOTHING""");

    static final Sql WRITE = Sql.of("""
            UPDATE kommune
               SET aktivert = :aktivert, stotter_oppdateringer = :stotterOppdateringer,
                   midlertidig_deaktivert_mottak = :midlertidigDeaktivertMottak,
                   midlertidig_deaktivert_oppdateringer = :midlertidigDeaktivertOppdateringer,
                   nks_tilgang = :nksTilgang, behandlingsansvarlig = :behandlingsansvarlig,
                   bruker_fiks_io = :brukerFiksIO, fiks_io_konto_id = :fiksIOKontoId,
                   dokumentlager_konto_id = :dokumentlagerKontoId,
                   organisasjonsnummer_fiks_io = :organisasjonsnummerFiksIO,
                   organisasjonsnummer_svarut = :organisasjonsnummerSvarUt, postadresse_navn = :postadresseNavn,
                   postadresse_adresselinje1 = :adresselinje1, postadresse_adresselinje2 = :adresselinje2,
                   postadresse_adresselinje3 = :adresselinje3, postadresse_postnummer = :postnummer,
                   postadresse_poststed = :poststed, postadresse_land = :land,
                   fagansvarlig_epost = :fagansvarligEpost, teknisk_ansvarlig_epost = :tekniskAnsvarligEpost,
                   frist = :fristSekunder * interval '1 second', hastefrist = :hastefristSekunder * interval '1 second',
                   versjon = versjon + 1, endret = digisos_now()
             WHERE fiks_org_id = :fiksOrgId AND konfigurasjon_slettet IS NULL""");

    static final Sql TOUCH =
            Sql.of("UPDATE kommune SET versjon = versjon + 1, endret = digisos_now() WHERE fiks_org_id = :fiksOrgId");

    static final Sql DELETE = Sql.of("""
            UPDATE kommune
               SET konfigurasjon_slettet = digisos_now(), aktivert = false, stotter_oppdateringer = false,
                   bruker_fiks_io = false, versjon = versjon + 1, endret = digisos_now()
             WHERE fiks_org_id = :fiksOrgId AND konfigurasjon_slettet IS NULL""");

    static final Sql RESTORE = Sql.of("""
            UPDATE kommune SET konfigurasjon_slettet = NULL, versjon = versjon + 1, endret = digisos_now()
             WHERE fiks_org_id = :fiksOrgId AND konfigurasjon_slettet IS NOT NULL""");

    /** Every number of every kommune. */
    public List<Kommune> all(Connection c) throws SQLException {
        return ALL.call().all(c, KommuneRow::read);
    }

    /** The kommune under this number. */
    public Optional<Kommune> find(Connection c, Kommunenummer number) throws SQLException {
        return FIND.with("kommunenummer", number.verdi()).one(c, KommuneRow::read);
    }

    /** The kommuner under these numbers, each of which may be unknown. */
    public List<Kommune> find(Connection c, Collection<String> numbers) throws SQLException {
        return FIND_SEVERAL.with("kommunenumre", numbers.toArray(String[]::new)).all(c, KommuneRow::read);
    }

    /** The kommune under the number that it has now. */
    public Optional<Kommune> forFiksOrg(Connection c, UUID fiksOrgId) throws SQLException {
        return FOR_FIKS_ORG.with("fiksOrgId", fiksOrgId).one(c, KommuneRow::read);
    }

    /** The activated kommuner that the catalogue finds by this organisation number: one, unless kommuner share it. */
    public List<Kommune> activeWithOrganisation(Connection c, Organisasjonsnummer number) throws SQLException {
        return recipients(ACTIVE_WITH_ORGANISATION
                .with("organisasjonsnummer", number.verdi())
                .all(c, KommuneRow::read));
    }

    /** The activated kommuner among these. */
    public List<Kommune> active(Connection c, Collection<UUID> fiksOrgIds) throws SQLException {
        return recipients(
                ACTIVE.with("fiksOrgIder", fiksOrgIds.toArray(UUID[]::new)).all(c, KommuneRow::read));
    }

    /** Those that another kommune has not taken over; all, when it has taken over all of them. */
    private static List<Kommune> recipients(List<Kommune> found) {
        List<Kommune> iUse = found.stream().filter(Kommune::iUse).toList();
        return iUse.isEmpty() ? found : iUse;
    }

    /** Those of these numbers whose kommune lets NAV's contact centre see its cases. */
    public Set<String> letNavIn(Connection c, Collection<String> numbers) throws SQLException {
        return Set.copyOf(
                LETS_NAV_IN.with("kommunenumre", numbers.toArray(String[]::new)).all(c, r -> r.getString("nummer")));
    }

    /** The configuration; empty when there is none, or the kommune took it away. */
    public Optional<KommuneConfiguration> read(Connection c, UUID fiksOrgId) throws SQLException {
        return READ.with("fiksOrgId", fiksOrgId).one(c, KommuneRow::configuration);
    }

    /** The same, locked until the transaction ends. */
    public Optional<KommuneConfiguration> lock(Connection c, UUID fiksOrgId) throws SQLException {
        return LOCK.with("fiksOrgId", fiksOrgId).one(c, KommuneRow::configuration);
    }

    /** Makes a kommune that takes part in nothing yet; false when the number or the fiksOrg is taken, also by one to come. */
    public boolean create(Connection c, Kommunenummer kommunenummer, String name, UUID fiksOrgId) throws SQLException {
        KommunenummerTable.lock(c);
        return CREATE.with("kommunenummer", kommunenummer.verdi())
                        .with("navn", name)
                        .with("fiksOrgId", fiksOrgId)
                        .run(c)
                == 1;
    }

    /** Replaces what the kommune decides; false when there is no configuration. */
    public boolean write(Connection c, UUID fiksOrgId, KommuneSettings renewed) throws SQLException {
        Optional<Postadresse> address = Optional.ofNullable(renewed.postadresse());
        return WRITE.with("fiksOrgId", fiksOrgId)
                        .with("aktivert", renewed.aktivert())
                        .with("stotterOppdateringer", renewed.stotterOppdateringer())
                        .with("midlertidigDeaktivertMottak", renewed.midlertidigDeaktivertMottak())
                        .with("midlertidigDeaktivertOppdateringer", renewed.midlertidigDeaktivertOppdateringer())
                        .with("nksTilgang", renewed.nksTilgang())
                        .with("behandlingsansvarlig", renewed.behandlingsansvarlig())
                        .with("brukerFiksIO", renewed.brukerFiksIO())
                        .with("fiksIOKontoId", renewed.fiksIOKontoId())
                        .with("dokumentlagerKontoId", renewed.dokumentlagerKontoId())
                        .with("organisasjonsnummerFiksIO", renewed.organisasjonsnummerFiksIO())
                        .with("organisasjonsnummerSvarUt", renewed.organisasjonsnummerSvarUt())
                        .with("postadresseNavn", address.map(Postadresse::navn).orElse(null))
                        .with(
                                "adresselinje1",
                                address.map(Postadresse::adresselinje1).orElse(null))
                        .with(
                                "adresselinje2",
                                address.map(Postadresse::adresselinje2).orElse(null))
                        .with(
                                "adresselinje3",
                                address.map(Postadresse::adresselinje3).orElse(null))
                        .with("postnummer", address.map(Postadresse::postnummer).orElse(null))
                        .with("poststed", address.map(Postadresse::poststed).orElse(null))
                        .with("land", address.map(Postadresse::land).orElse(null))
                        .with("fagansvarligEpost", renewed.fagansvarligEpost().toArray(String[]::new))
                        .with(
                                "tekniskAnsvarligEpost",
                                renewed.tekniskAnsvarligEpost().toArray(String[]::new))
                        .with("fristSekunder", renewed.frist().toSeconds())
                        .with("hastefristSekunder", renewed.hastefrist().toSeconds())
                        .run(c)
                == 1;
    }

    /** Counts a change of one of the kommune's kontoer. */
    void touch(Connection c, UUID fiksOrgId) throws SQLException {
        TOUCH.with("fiksOrgId", fiksOrgId).run(c);
    }

    /**
     * Takes the configuration away: the kommune accepts nothing more and leaves its queues; what lies in them is withdrawn by the
     * sweep (KONTO_STENGT, delivery.md 3) and goes by SvarUt to the addresses, which stay. False when it is away already.
     */
    public boolean delete(Connection c, UUID fiksOrgId) throws SQLException {
        return DELETE.with("fiksOrgId", fiksOrgId).run(c) == 1;
    }

    /** Gives a configuration that was taken away back, not activated; false when there is nothing to give back. */
    public boolean restore(Connection c, UUID fiksOrgId) throws SQLException {
        return RESTORE.with("fiksOrgId", fiksOrgId).run(c) == 1;
    }
}
