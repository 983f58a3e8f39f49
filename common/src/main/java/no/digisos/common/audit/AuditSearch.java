package no.digisos.common.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import no.digisos.common.database.Sql;

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
        long count = condition.call(COUNT, "").only(c, r -> r.getLong(1));
        String order = query.stigende() ? " ORDER BY tidspunkt, kjede, nr" : " ORDER BY tidspunkt DESC, kjede, nr";
        List<AuditHits> hit = condition
                .call(HIT, order + " OFFSET :fra LIMIT :antall")
                .with("fra", query.fra())
                .with("antall", query.antall())
                .all(c, AuditSearch::read);
        return new SearchAnswer(count, hit, per(c, PER_FIKS_ORG, condition), per(c, PER_UNDER_RESOURCE, condition));
    }

    private static Condition condition(AuditQuery query) {
        Condition condition = new Condition();
        if (query.fiksOrgId() != null) {
            condition.and("fiks_org_id = :fiksOrgId", "fiksOrgId", query.fiksOrgId());
        }
        String term = query.term();
        if (term != null && ID.matcher(term).matches()) {
            condition.and(
                    ":id IN (digisos_id, dokument_id, leveranse_id, request_id, integrasjon_id)",
                    "id",
                    UUID.fromString(term));
        } else if (term != null) {
            condition.and(":ord IN (handling, utfall)", "ord", term.toUpperCase(Locale.ROOT));
        }
        if (query.fraDato() != null) {
            condition.and("tidspunkt >= :fraDato", "fraDato", query.fraDato());
        }
        if (query.tilDato() != null) {
            condition.and("tidspunkt < :tilDato", "tilDato", query.tilDato());
        }
        if (!query.organisasjoner().isEmpty()) {
            condition.and(
                    "organisasjon = ANY (:organisasjoner)",
                    "organisasjoner",
                    query.organisasjoner().toArray(String[]::new));
        }
        if (!query.underRessurser().isEmpty()) {
            condition.and(
                    "(digisos_id = ANY (:ressurser) OR dokument_id = ANY (:ressurser) OR leveranse_id = ANY (:ressurser))",
                    "ressurser",
                    query.underRessurser().toArray(UUID[]::new));
        }
        if (!query.requestIder().isEmpty()) {
            condition.and(
                    "request_id = ANY (:requestIder)",
                    "requestIder",
                    query.requestIder().toArray(UUID[]::new));
        }
        if (!query.personIndekser().isEmpty()) {
            condition.and(
                    "person_indeks = ANY (:personIndekser)",
                    "personIndekser",
                    query.personIndekser().toArray(byte[][]::new));
        }
        return condition;
    }

    private static Map<String, Long> per(Connection c, String facet, Condition condition) throws SQLException {
        Map<String, Long> per = new LinkedHashMap<>();
        condition.call(facet, MOST_FREQUENT).each(c, 0, r -> per.put(r.getString(1), r.getLong(2)));
        return per;
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

    /** Conditions with their parameters, each of its own name. */
    private static final class Condition {
        private final StringBuilder text = new StringBuilder("true");
        private final Map<String, Object> values = new LinkedHashMap<>();

        void and(String condition, String name, Object value) {
            text.append(" AND ").append(condition);
            values.put(name, value);
        }

        /** A call of the statement that these stand in. */
        Sql.Call call(String before, String after) {
            Sql.Call call = Sql.of(before + text + after).call();
            values.forEach(call::with);
            return call;
        }
    }
}
