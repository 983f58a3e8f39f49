package no.digisos.common.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Searches the audit log. What narrows it is joined from fixed pieces, each with its own parameters, so that indexes serve. */
@ApplicationScoped
public class AuditSok {
    /** Facets list the most frequent values only. */
    private static final int MAKS_VERDIER = 20;

    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private static final String TREFF = """
            SELECT kjede, nr, tidspunkt, handling, utfall, organisasjon, integrasjon_id, encode(aktor_indeks, 'hex'), operator,
                   sertifikat_serie, aktor_sertifikat_avtrykk, encode(person_indeks, 'hex'), fiks_org_id, digisos_id,
                   dokument_id, leveranse_id, request_id, sertifikat_avtrykk, hjemmel, antall, encode(ider_hash, 'hex')
              FROM audit_rad WHERE\s""";
    private static final String ANTALL = "SELECT count(*) FROM audit_rad WHERE ";
    private static final String PER_FIKS_ORG =
            "SELECT fiks_org_id::text, count(*) FROM audit_rad WHERE fiks_org_id IS NOT NULL AND ";
    private static final String PER_UNDER_RESSURS =
            "SELECT digisos_id::text, count(*) FROM audit_rad WHERE digisos_id IS NOT NULL AND ";
    private static final String DE_FLESTE = " GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT " + MAKS_VERDIER;

    /**
     * What was found.
     *
     * @param antallTreff in all, of which {@code treff} is one page
     * @param perFiksOrg hits of the most frequent fiksOrg
     * @param perUnderRessurs hits of the most frequent cases
     */
    public record Sokesvar(
            long antallTreff,
            List<Audittreff> treff,
            Map<String, Long> perFiksOrg,
            Map<String, Long> perUnderRessurs) {}

    /** Searches, in the caller's transaction. */
    public Sokesvar sok(Connection c, Auditsporring sporring) throws SQLException {
        Vilkar vilkar = vilkar(sporring);
        long antall = tall(c, vilkar);
        String rekkefolge =
                sporring.stigende() ? " ORDER BY tidspunkt, kjede, nr" : " ORDER BY tidspunkt DESC, kjede, nr";
        List<Audittreff> treff = new ArrayList<>();
        try (PreparedStatement s = c.prepareStatement(TREFF + vilkar.sql() + rekkefolge + " OFFSET ? LIMIT ?")) {
            int i = vilkar.bind(c, s);
            s.setLong(i++, sporring.fra());
            s.setInt(i, sporring.antall());
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    treff.add(les(r));
                }
            }
        }
        return new Sokesvar(
                antall, List.copyOf(treff), per(c, PER_FIKS_ORG, vilkar), per(c, PER_UNDER_RESSURS, vilkar));
    }

    private static Vilkar vilkar(Auditsporring sporring) {
        Vilkar vilkar = new Vilkar();
        if (sporring.fiksOrgId() != null) {
            vilkar.og("fiks_org_id = ?", sporring.fiksOrgId());
        }
        String term = sporring.term();
        if (term != null && ID.matcher(term).matches()) {
            UUID id = UUID.fromString(term);
            vilkar.og("? IN (digisos_id, dokument_id, leveranse_id, request_id, integrasjon_id)", id);
        } else if (term != null) {
            vilkar.og("? IN (handling, utfall)", term.toUpperCase(Locale.ROOT));
        }
        if (sporring.fraDato() != null) {
            vilkar.og("tidspunkt >= ?", tid(sporring.fraDato()));
        }
        if (sporring.tilDato() != null) {
            vilkar.og("tidspunkt < ?", tid(sporring.tilDato()));
        }
        if (!sporring.organisasjoner().isEmpty()) {
            vilkar.og(
                    "organisasjon = ANY (?)",
                    new Liste("text", sporring.organisasjoner().toArray()));
        }
        if (!sporring.underRessurser().isEmpty()) {
            Liste ider = new Liste("uuid", sporring.underRessurser().toArray());
            vilkar.og("(digisos_id = ANY (?) OR dokument_id = ANY (?) OR leveranse_id = ANY (?))", ider, ider, ider);
        }
        if (!sporring.requestIder().isEmpty()) {
            vilkar.og(
                    "request_id = ANY (?)",
                    new Liste("uuid", sporring.requestIder().toArray()));
        }
        if (!sporring.personIndekser().isEmpty()) {
            vilkar.og(
                    "person_indeks = ANY (?)",
                    new Liste("bytea", sporring.personIndekser().toArray(byte[][]::new)));
        }
        return vilkar;
    }

    private static OffsetDateTime tid(Instant tidspunkt) {
        return tidspunkt.atOffset(ZoneOffset.UTC);
    }

    private static long tall(Connection c, Vilkar vilkar) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(ANTALL + vilkar.sql())) {
            vilkar.bind(c, s);
            try (ResultSet r = s.executeQuery()) {
                r.next();
                return r.getLong(1);
            }
        }
    }

    private static Map<String, Long> per(Connection c, String sql, Vilkar vilkar) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(sql + vilkar.sql() + DE_FLESTE)) {
            vilkar.bind(c, s);
            Map<String, Long> per = new LinkedHashMap<>();
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    per.put(r.getString(1), r.getLong(2));
                }
            }
            return per;
        }
    }

    private static Audittreff les(ResultSet r) throws SQLException {
        int i = 1;
        return new Audittreff(
                r.getInt(i++),
                r.getLong(i++),
                r.getObject(i++, OffsetDateTime.class).toInstant(),
                r.getString(i++),
                r.getString(i++),
                r.getString(i++),
                r.getObject(i++, UUID.class),
                r.getString(i++),
                r.getString(i++),
                r.getString(i++),
                r.getString(i++),
                r.getString(i++),
                r.getObject(i++, UUID.class),
                r.getObject(i++, UUID.class),
                r.getObject(i++, UUID.class),
                r.getObject(i++, UUID.class),
                r.getObject(i++, UUID.class),
                r.getString(i++),
                r.getString(i++),
                r.getObject(i++, Integer.class),
                r.getString(i));
    }

    /** The elements of an array parameter. */
    private record Liste(String type, @Nullable Object[] verdier) {}

    /** Conditions and their parameters, in one order. */
    private static final class Vilkar {
        private final StringBuilder sql = new StringBuilder("true");
        private final List<Object> verdier = new ArrayList<>();

        void og(String vilkar, Object... nye) {
            sql.append(" AND ").append(vilkar);
            verdier.addAll(List.of(nye));
        }

        String sql() {
            return sql.toString();
        }

        /** Binds them all; the number of the next parameter. */
        int bind(Connection c, PreparedStatement s) throws SQLException {
            int i = 1;
            for (Object verdi : verdier) {
                if (verdi instanceof Liste liste) {
                    s.setArray(i++, c.createArrayOf(liste.type(), liste.verdier()));
                } else {
                    s.setObject(i++, verdi);
                }
            }
            return i;
        }
    }
}
