package no.digisos.common.leveranse;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the columns of {@code leveranse}, by name, since the statements select {@code *}. */
final class LeveranseRow {
    private LeveranseRow() {}

    static Leveranse read(ResultSet r) throws SQLException {
        String reason = r.getString("aarsak");
        return new Leveranse(
                r.getObject("id", UUID.class),
                r.getLong("lopenummer"),
                r.getObject("innsending_id", UUID.class),
                r.getObject("digisos_id", UUID.class),
                r.getString("kommunenummer"),
                r.getString("enhetsnummer"),
                MeldingType.ofName(r.getString("melding_type")),
                r.getObject("klient_melding_id", UUID.class),
                r.getBoolean("hast"),
                LeveranseState.valueOf(r.getString("tilstand")),
                reason == null ? null : WithdrawalReason.valueOf(reason),
                r.getString("stoppgrunn"),
                r.getObject("venter_pa", UUID.class),
                r.getObject("opprettet", OffsetDateTime.class).toInstant(),
                r.getObject("endret", OffsetDateTime.class).toInstant(),
                r.getObject("konto_id", UUID.class),
                time(r, "i_ko_siden"),
                time(r, "frist"),
                r.getObject("leie_id", UUID.class),
                time(r, "leie_til"),
                r.getObject("leie_integrasjon", UUID.class),
                r.getBoolean("leie_data_hentet"),
                time(r, "leies_tidligst"),
                r.getInt("leveringsforsok"),
                r.getInt("dataforsok"),
                time(r, "forste_data_hentet"),
                time(r, "siste_data_hentet"),
                time(r, "bekreftet"),
                time(r, "sen_kvittering"),
                time(r, "kopi_sluppet"),
                sealed(r, "mottatt_av_forseglet"),
                sealed(r, "fagsystem_ref_forseglet"),
                sealed(r, "feilmelding_forseglet"),
                time(r, "trukket"),
                time(r, "sendes_tidligst"),
                r.getInt("svarut_forsok"),
                time(r, "svarut_startet"),
                r.getString("svarut_arbeider"),
                r.getBoolean("oppslag_forst"),
                r.getObject("forsendelses_id", UUID.class),
                time(r, "svarut_sendt"),
                r.getString("svarut_status"),
                time(r, "svarut_status_tid"),
                time(r, "lukket"));
    }

    private static @Nullable Instant time(ResultSet r, String column) throws SQLException {
        OffsetDateTime time = r.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static @Nullable Sealed sealed(ResultSet r, String column) throws SQLException {
        byte[] bytes = r.getBytes(column);
        return bytes == null ? null : Sealed.of(bytes);
    }
}
