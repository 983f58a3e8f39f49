package no.digisos.common.kommune;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import no.digisos.common.database.Columns;
import no.digisos.common.kommune.Kommune.Postadresse;

/** Reads the columns of {@code kommune} and of its numbers, by name. */
final class KommuneRow {
    private KommuneRow() {}

    static Kommune read(ResultSet r) throws SQLException {
        return new Kommune(
                r.getString("nummer"),
                Optional.ofNullable(r.getString("forrige")),
                Optional.ofNullable(Columns.instantOrNull(r, "fra")),
                Optional.ofNullable(Columns.instantOrNull(r, "til")),
                Columns.texts(r, "etterfolgere"),
                r.getBoolean("kommende"),
                r.getBoolean("i_bruk"),
                r.getBoolean("gjeldende"),
                r.getString("navn"),
                Columns.uuid(r, "fiks_org_id"),
                r.getBoolean("aktivert"),
                r.getBoolean("stotter_oppdateringer"),
                r.getBoolean("midlertidig_deaktivert_mottak"),
                r.getBoolean("midlertidig_deaktivert_oppdateringer"),
                r.getBoolean("nks_tilgang"),
                r.getString("behandlingsansvarlig"),
                r.getBoolean("bruker_fiks_io"),
                r.getString("organisasjonsnummer_fiks_io"),
                r.getString("organisasjonsnummer_svarut"),
                address(r),
                Columns.texts(r, "fagansvarlig_epost"),
                Columns.texts(r, "teknisk_ansvarlig_epost"));
    }

    static KommuneConfiguration configuration(ResultSet r) throws SQLException {
        return new KommuneConfiguration(
                r.getString("gjeldende_nummer"),
                r.getString("navn"),
                Columns.uuid(r, "fiks_org_id"),
                new KommuneSettings(
                        r.getBoolean("aktivert"),
                        r.getBoolean("stotter_oppdateringer"),
                        r.getBoolean("midlertidig_deaktivert_mottak"),
                        r.getBoolean("midlertidig_deaktivert_oppdateringer"),
                        r.getBoolean("nks_tilgang"),
                        r.getString("behandlingsansvarlig"),
                        r.getBoolean("bruker_fiks_io"),
                        Columns.uuidOrNull(r, "fiks_io_konto_id"),
                        Columns.uuidOrNull(r, "dokumentlager_konto_id"),
                        r.getString("organisasjonsnummer_fiks_io"),
                        r.getString("organisasjonsnummer_svarut"),
                        address(r).orElse(null),
                        Columns.texts(r, "fagansvarlig_epost"),
                        Columns.texts(r, "teknisk_ansvarlig_epost"),
                        Duration.ofSeconds(r.getLong("frist_s")),
                        Duration.ofSeconds(r.getLong("hastefrist_s"))),
                r.getLong("versjon"),
                Columns.instant(r, "endret"));
    }

    /** None without both postnummer and poststed; without a name of its own it is the kommune's. */
    private static Optional<Postadresse> address(ResultSet r) throws SQLException {
        String postnummer = r.getString("postadresse_postnummer");
        String poststed = r.getString("postadresse_poststed");
        if (postnummer == null || poststed == null) {
            return Optional.empty();
        }
        String name = r.getString("postadresse_navn");
        return Optional.of(new Postadresse(
                name == null ? r.getString("navn") : name,
                r.getString("postadresse_adresselinje1"),
                r.getString("postadresse_adresselinje2"),
                r.getString("postadresse_adresselinje3"),
                postnummer,
                poststed,
                r.getString("postadresse_land")));
    }
}
