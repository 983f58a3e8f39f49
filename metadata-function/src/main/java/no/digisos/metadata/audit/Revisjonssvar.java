package no.digisos.metadata.audit;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import no.digisos.common.audit.AuditSok.Sokesvar;
import no.digisos.common.audit.Audittreff;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a search, in audit-sok's words (auth.md 7).
 *
 * @param antallTreff in all; {@code treff} is one page of them
 */
@RegisterForReflection
record Revisjonssvar(long antallTreff, List<Treff> treff, Aggregeringer aggregeringer) {
    private static final String TJENESTE = "digisos";

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
    record Treff(
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
    record Aggregeringer(Map<String, Long> fiksOrg, Map<String, Long> tjeneste, Map<String, Long> underRessurs) {}

    static Revisjonssvar av(Sokesvar svar) {
        return new Revisjonssvar(
                svar.antallTreff(),
                svar.treff().stream().map(Revisjonssvar::treff).toList(),
                new Aggregeringer(svar.perFiksOrg(), Map.of(TJENESTE, svar.antallTreff()), svar.perUnderRessurs()));
    }

    /** Of a search for another service's rows. */
    static Revisjonssvar tomt() {
        return new Revisjonssvar(0, List.of(), new Aggregeringer(Map.of(), Map.of(), Map.of()));
    }

    static boolean erTjenesten(String navn) {
        return navn.equals(TJENESTE);
    }

    private static Treff treff(Audittreff rad) {
        Map<String, String> payload = new LinkedHashMap<>();
        legg(payload, "utfall", rad.utfall());
        legg(payload, "hjemmel", rad.hjemmel());
        legg(payload, "dokument", rad.dokumentId());
        legg(payload, "leveranse", rad.leveranseId());
        legg(payload, "person", rad.personIndeks());
        legg(payload, "sertifikatSerie", rad.sertifikatSerie());
        legg(payload, "sertifikatAvtrykk", rad.aktorSertifikatAvtrykk());
        legg(payload, "kryptertTil", rad.sertifikatAvtrykk());
        legg(payload, "antall", rad.antall());
        legg(payload, "iderHash", rad.iderHash());
        legg(payload, "rad", rad.kjede() + ":" + rad.nr());
        return new Treff(
                rad.tidspunkt().toEpochMilli(),
                principal(rad),
                rad.requestId() == null ? null : rad.requestId().toString(),
                rad.digisosId(),
                rad.fiksOrgId(),
                rad.organisasjon(),
                TJENESTE,
                rad.handling(),
                payload,
                rad.requestId());
    }

    private static String principal(Audittreff rad) {
        if (rad.integrasjonId() != null) {
            return rad.integrasjonId().toString();
        }
        return Objects.requireNonNullElse(rad.operator(), Objects.requireNonNullElse(rad.aktorIndeks(), ""));
    }

    private static void legg(Map<String, String> payload, String navn, @Nullable Object verdi) {
        if (verdi != null) {
            payload.put(navn, verdi.toString());
        }
    }
}
