package no.digisos.common.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Every statement of the audit log, and the one order of its columns. */
final class AuditSql {
    private AuditSql() {}

    /** As the columns are read: all as text, so that what is verified is what was written. */
    private static final String KOLONNER = """
            handling, utfall, organisasjon, integrasjon_id, encode(aktor_indeks, 'hex'), sertifikat_serie,
            encode(person_indeks, 'hex'), fiks_org_id, digisos_id, dokument_id, leveranse_id, request_id,
            sertifikat_avtrykk, hjemmel, antall, encode(ider_hash, 'hex'), nokkel_id, operator""";

    /** Any free head. Random, so that writers do not all try the same row first. */
    static final String TA_LEDIG_HODE = """
            SELECT kjede, antall, hode, digisos_now() FROM audit_kjede
             ORDER BY random() LIMIT 1 FOR UPDATE SKIP LOCKED""";

    /** All are taken: wait for one. */
    static final String TA_HODE = """
            SELECT kjede, antall, hode, digisos_now() FROM audit_kjede
             WHERE kjede = (SELECT floor(random() * 64)::int) FOR UPDATE""";

    /** The columns in order, then kjede, nr, tidspunkt, mac. */
    static final String SKRIV = """
            WITH rad AS (
                INSERT INTO audit_rad (handling, utfall, organisasjon, integrasjon_id, aktor_indeks, sertifikat_serie,
                    person_indeks, fiks_org_id, digisos_id, dokument_id, leveranse_id, request_id, sertifikat_avtrykk,
                    hjemmel, antall, ider_hash, nokkel_id, operator, kjede, nr, tidspunkt, mac)
                VALUES (?, ?, ?, ?::uuid, decode(?, 'hex'), ?, decode(?, 'hex'), ?::uuid, ?::uuid, ?::uuid, ?::uuid,
                    ?::uuid, ?, ?, ?::integer, decode(?, 'hex'), ?, ?, ?, ?, ?, ?)
                RETURNING kjede, nr, mac)
            UPDATE audit_kjede k SET antall = rad.nr, hode = rad.mac FROM rad
             WHERE k.kjede = rad.kjede AND k.antall = rad.nr - 1""";

    static final String HODER = "SELECT kjede, antall, hode FROM audit_kjede ORDER BY kjede";

    static final String RADER = "SELECT kjede, nr, tidspunkt, mac, " + KOLONNER + " FROM audit_rad ORDER BY kjede, nr";

    /** Where {@link #kolonner} begin in {@link #RADER}. */
    static final int FORSTE_KOLONNE = 5;

    static final int ANTALL_KOLONNER = 18;

    /** Where the id of the key stands among {@link #kolonner}. */
    static final int NOKKEL_ID = 16;

    /** The columns of a new row in order. */
    static List<@Nullable String> kolonner(AuditRad rad, String nokkelId) {
        List<@Nullable String> k = new ArrayList<>(ANTALL_KOLONNER);
        k.add(rad.handling().name());
        k.add(rad.utfall().name());
        k.add(rad.aktor().organisasjon());
        k.add(tekst(rad.aktor().integrasjonId()));
        k.add(rad.aktor().indeks());
        k.add(rad.aktor().sertifikatSerie());
        k.add(rad.gjenstand().personIndeks());
        k.add(tekst(rad.gjenstand().fiksOrgId()));
        k.add(tekst(rad.gjenstand().digisosId()));
        k.add(tekst(rad.gjenstand().dokumentId()));
        k.add(tekst(rad.gjenstand().leveranseId()));
        k.add(tekst(rad.requestId()));
        k.add(rad.gjenstand().sertifikatAvtrykk());
        k.add(rad.hjemmel());
        k.add(tekst(rad.gjenstand().antall()));
        k.add(rad.gjenstand().iderHash());
        k.add(nokkelId);
        k.add(rad.aktor().operator());
        return k;
    }

    private static @Nullable String tekst(@Nullable Object verdi) {
        return verdi == null ? null : Objects.toString(verdi);
    }
}
