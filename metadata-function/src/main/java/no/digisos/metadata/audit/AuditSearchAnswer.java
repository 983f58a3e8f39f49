package no.digisos.metadata.audit;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import no.digisos.common.audit.AuditHits;
import no.digisos.common.audit.AuditSearch.SearchAnswer;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a search, in audit-sok's words (auth.md 7).
 *
 * @param antallTreff in all; {@code treff} is one page of them
 */
@RegisterForReflection
record AuditSearchAnswer(long antallTreff, List<Hit> treff, Aggregations aggregeringer) {
    private static final String SERVICE = "digisos";

    /**
     * One row.
     *
     * @param tidspunkt epoch milliseconds
     * @param principal the integration's id, an operator's account, or an administrator's blind index
     * @param onBehalfOf the trace of whoever the caller acted for
     * @param underRessurs the case
     * @param orgNo the caller's organisation
     * @param payload everything else that the row says, by name
     */
    @RegisterForReflection
    record Hit(
            long tidspunkt,
            String principal,
            @Nullable String onBehalfOf,
            @Nullable UUID underRessurs,
            @Nullable UUID fiksOrg,
            @Nullable String orgNo,
            String tjeneste,
            String handling,
            Map<String, String> payload,
            @Nullable UUID requestId) {}

    /** How many hits each value has, the most frequent first. */
    @RegisterForReflection
    record Aggregations(Map<String, Long> fiksOrg, Map<String, Long> tjeneste, Map<String, Long> underRessurs) {}

    static AuditSearchAnswer of(SearchAnswer answer) {
        return new AuditSearchAnswer(
                answer.antallTreff(),
                answer.treff().stream().map(AuditSearchAnswer::hit).toList(),
                new Aggregations(answer.perFiksOrg(), Map.of(SERVICE, answer.antallTreff()), answer.perUnderRessurs()));
    }

    /** Of a search for another service's rows. */
    static AuditSearchAnswer empty() {
        return new AuditSearchAnswer(0, List.of(), new Aggregations(Map.of(), Map.of(), Map.of()));
    }

    static boolean isService(String name) {
        return name.equals(SERVICE);
    }

    private static Hit hit(AuditHits row) {
        Map<String, String> payload = new LinkedHashMap<>();
        add(payload, "utfall", row.utfall());
        add(payload, "hjemmel", row.hjemmel());
        add(payload, "dokument", row.dokumentId());
        add(payload, "leveranse", row.leveranseId());
        add(payload, "person", row.personIndeks());
        add(payload, "sertifikatSerie", row.sertifikatSerie());
        add(payload, "sertifikatAvtrykk", row.aktorSertifikatAvtrykk());
        add(payload, "kryptertTil", row.sertifikatAvtrykk());
        add(payload, "antall", row.antall());
        add(payload, "iderHash", row.iderHash());
        add(payload, "rad", row.kjede() + ":" + row.nr());
        return new Hit(
                row.tidspunkt().toEpochMilli(),
                principal(row),
                row.requestId() == null ? null : row.requestId().toString(),
                row.digisosId(),
                row.fiksOrgId(),
                row.organisasjon(),
                SERVICE,
                row.handling(),
                payload,
                row.requestId());
    }

    private static String principal(AuditHits row) {
        if (row.integrasjonId() != null) {
            return row.integrasjonId().toString();
        }
        return Objects.requireNonNullElse(row.operator(), Objects.requireNonNullElse(row.aktorIndeks(), ""));
    }

    private static void add(Map<String, String> payload, String name, @Nullable Object value) {
        if (value != null) {
            payload.put(name, value.toString());
        }
    }
}
