package no.digisos.common.leveranse;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the columns of {@code leveranse}, by name, since the statements select {@code *}. */
final class LeveranseRad {
    private LeveranseRad() {}

    static Leveranse les(ResultSet r) throws SQLException {
        String aarsak = r.getString("aarsak");
        return new Leveranse(
                r.getObject("id", UUID.class),
                r.getLong("lopenummer"),
                r.getObject("innsending_id", UUID.class),
                r.getObject("digisos_id", UUID.class),
                r.getString("kommunenummer"),
                r.getString("enhetsnummer"),
                Meldingstype.ofNavn(r.getString("melding_type")),
                r.getObject("klient_melding_id", UUID.class),
                r.getBoolean("hast"),
                Tilstand.valueOf(r.getString("tilstand")),
                aarsak == null ? null : Aarsak.valueOf(aarsak),
                r.getString("stoppgrunn"),
                r.getObject("venter_pa", UUID.class),
                r.getObject("opprettet", OffsetDateTime.class).toInstant(),
                r.getObject("endret", OffsetDateTime.class).toInstant(),
                r.getObject("konto_id", UUID.class),
                tid(r, "i_ko_siden"),
                tid(r, "frist"),
                r.getObject("leie_id", UUID.class),
                tid(r, "leie_til"),
                r.getObject("leie_integrasjon", UUID.class),
                r.getBoolean("leie_data_hentet"),
                tid(r, "leies_tidligst"),
                r.getInt("leveringsforsok"),
                r.getInt("dataforsok"),
                tid(r, "forste_data_hentet"),
                tid(r, "siste_data_hentet"),
                tid(r, "bekreftet"),
                tid(r, "sen_kvittering"),
                tid(r, "kopi_sluppet"),
                forseglet(r, "mottatt_av_forseglet"),
                forseglet(r, "fagsystem_ref_forseglet"),
                forseglet(r, "feilmelding_forseglet"),
                tid(r, "trukket"),
                tid(r, "sendes_tidligst"),
                r.getInt("svarut_forsok"),
                tid(r, "svarut_startet"),
                r.getString("svarut_arbeider"),
                r.getBoolean("oppslag_forst"),
                r.getObject("forsendelses_id", UUID.class),
                tid(r, "svarut_sendt"),
                r.getString("svarut_status"),
                tid(r, "svarut_status_tid"),
                tid(r, "lukket"));
    }

    private static @Nullable Instant tid(ResultSet r, String kolonne) throws SQLException {
        OffsetDateTime tid = r.getObject(kolonne, OffsetDateTime.class);
        return tid == null ? null : tid.toInstant();
    }

    private static @Nullable Forseglet forseglet(ResultSet r, String kolonne) throws SQLException {
        byte[] bytes = r.getBytes(kolonne);
        return bytes == null ? null : Forseglet.av(bytes);
    }
}
