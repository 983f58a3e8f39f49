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
public class AuditSearch {
    /** Facets list the most frequent values only. */
    private static final int MAX_VALUES = 20;

    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private static final String HIT = """
            SELECT kjede, nr, tidspunkt, handling, utfall, organisasjon, integrasjon_id, encode(aktor_indeks, 'hex'), operator,
                   sertifikat_serie, aktor_sertifikat_avtrykk, encode(person_indeks, 'hex'), fiks_org_id, digisos_id,
                   dokument_id, leveranse_id, request_id, sertifikat_avtrykk, hjemmel, antall, encode(ider_hash, 'hex')
              FROM audit_rad WHERE\s""";
    private static final String COUNT = "SELECT count(*) FROM audit_rad WHERE ";
    private static final String PER_FIKS_ORG =
            "SELECT fiks_org_id::text, count(*) FROM audit_rad WHERE fiks_org_id IS NOT NULL AND ";
    private static final String PER_UNDER_RESOURCE =
            "SELECT digisos_id::text, count(*) FROM audit_rad WHERE digisos_id IS NOT NULL AND ";
    private static final String MOST_FREQUENT = " GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT " + MAX_VALUES;

    /**
     * What was found.
     *
     * @param antallTreff in all, of which {@code treff} is one page
     * @param perFiksOrg hits of the most frequent fiksOrg
     * @param perUnderRessurs hits of the most frequent cases
     */
    public record SearchAnswer(
            long antallTreff, List<AuditHits> treff, Map<String, Long> perFiksOrg, Map<String, Long> perUnderRessurs) {}

    /** Searches, in the caller's transaction. */
    public SearchAnswer search(Connection c, AuditQuery query) throws SQLException {
        Condition condition = condition(query);
        long count = number(c, condition);
        String order = query.stigende() ? " ORDER BY tidspunkt, kjede, nr" : " ORDER BY tidspunkt DESC, kjede, nr";
        List<AuditHits> hit = new ArrayList<>();
        try (PreparedStatement s = c.prepareStatement(HIT + condition.sql() + order + " OFFSET ? LIMIT ?")) {
            int i = condition.bind(c, s);
            s.setLong(i++, query.fra());
            s.setInt(i, query.antall());
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    hit.add(read(r));
                }
            }
        }
        return new SearchAnswer(
                count, List.copyOf(hit), per(c, PER_FIKS_ORG, condition), per(c, PER_UNDER_RESOURCE, condition));
    }

    private static Condition condition(AuditQuery query) {
        Condition condition = new Condition();
        if (query.fiksOrgId() != null) {
            condition.and("fiks_org_id = ?", query.fiksOrgId());
        }
        String term = query.term();
        if (term != null && ID.matcher(term).matches()) {
            UUID id = UUID.fromString(term);
            condition.and("? IN (digisos_id, dokument_id, leveranse_id, request_id, integrasjon_id)", id);
        } else if (term != null) {
            condition.and("? IN (handling, utfall)", term.toUpperCase(Locale.ROOT));
        }
        if (query.fraDato() != null) {
            condition.and("tidspunkt >= ?", time(query.fraDato()));
        }
        if (query.tilDato() != null) {
            condition.and("tidspunkt < ?", time(query.tilDato()));
        }
        if (!query.organisasjoner().isEmpty()) {
            condition.and(
                    "organisasjon = ANY (?)",
                    new Listing("text", query.organisasjoner().toArray()));
        }
        if (!query.underRessurser().isEmpty()) {
            Listing ids = new Listing("uuid", query.underRessurser().toArray());
            condition.and("(digisos_id = ANY (?) OR dokument_id = ANY (?) OR leveranse_id = ANY (?))", ids, ids, ids);
        }
        if (!query.requestIder().isEmpty()) {
            condition.and(
                    "request_id = ANY (?)",
                    new Listing("uuid", query.requestIder().toArray()));
        }
        if (!query.personIndekser().isEmpty()) {
            condition.and(
                    "person_indeks = ANY (?)",
                    new Listing("bytea", query.personIndekser().toArray(byte[][]::new)));
        }
        return condition;
    }

    private static OffsetDateTime time(Instant timestamp) {
        return timestamp.atOffset(ZoneOffset.UTC);
    }

    private static long number(Connection c, Condition condition) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(COUNT + condition.sql())) {
            condition.bind(c, s);
            try (ResultSet r = s.executeQuery()) {
                r.next();
                return r.getLong(1);
            }
        }
    }

    private static Map<String, Long> per(Connection c, String sql, Condition condition) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(sql + condition.sql() + MOST_FREQUENT)) {
            condition.bind(c, s);
            Map<String, Long> per = new LinkedHashMap<>();
            try (ResultSet r = s.executeQuery()) {
                while (r.next()) {
                    per.put(r.getString(1), r.getLong(2));
                }
            }
            return per;
        }
    }

    private static AuditHits read(ResultSet r) throws SQLException {
        int i = 1;
        return new AuditHits(
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
    private record Listing(String type, @Nullable Object[] verdier) {}

    /** Conditions and their parameters, in one order. */
    private static final class Condition {
        private final StringBuilder sql = new StringBuilder("true");
        private final List<Object> values = new ArrayList<>();

        void and(String condition, Object... freshOnes) {
            sql.append(" AND ").append(condition);
            values.addAll(List.of(freshOnes));
        }

        String sql() {
            return sql.toString();
        }

        /** Binds them all; the number of the next parameter. */
        int bind(Connection c, PreparedStatement s) throws SQLException {
            int i = 1;
            for (Object value : values) {
                if (value instanceof Listing list) {
                    s.setArray(i++, c.createArrayOf(list.type(), list.verdier()));
                } else {
                    s.setObject(i++, value);
                }
            }
            return i;
        }
    }
}
