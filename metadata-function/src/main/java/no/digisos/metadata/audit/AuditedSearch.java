package no.digisos.metadata.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditOutcome;
import no.digisos.common.audit.AuditQuery;
import no.digisos.common.audit.AuditSearch;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Fnr;
import no.digisos.common.identity.Ids;
import no.digisos.common.person.PersonIndex;
import no.digisos.common.security.Caller;
import no.digisos.common.security.CurrentCaller;
import no.digisos.common.security.Privilegium;
import no.digisos.metadata.audit.InnsynLog.Loaded;
import no.digisos.metadata.audit.InnsynLog.Trace;
import org.jspecify.annotations.Nullable;

/** One search: what was asked, whether the caller may, and the row of it. */
@ApplicationScoped
class AuditedSearch {
    private static final int MAX_VALUES = 100;
    private static final int MAX_TERM = 100;
    /** The end of the year 9999, beyond which the database has no use for a time. */
    private static final long LAST_MILLIS = 253_402_300_799_999L;

    private final AuditSearch search;
    private final AuditSearchConfig config;
    private final PersonIndex persons;
    private final InnsynLog log;
    private final CurrentCaller currentCaller;

    AuditedSearch(
            AuditSearch search,
            AuditSearchConfig config,
            PersonIndex persons,
            InnsynLog log,
            CurrentCaller currentCaller) {
        this.search = search;
        this.config = config;
        this.persons = persons;
        this.log = log;
        this.currentCaller = currentCaller;
    }

    AuditSearchAnswer search(SearchParameters p, @Nullable Fnr person) {
        UUID fiksOrg = p.fiksOrganisation == null ? null : Ids.read("fiksOrganisasjon", p.fiksOrganisation);
        AuditQuery query = new AuditQuery(
                fiksOrg,
                term(p.term),
                number("fra", p.from, 0, Integer.MAX_VALUE),
                number("antall", p.count, config.antall(), config.maksAntall()),
                ascending(p.sorting),
                time("fraDato", p.fromDate),
                time("tilDato", p.toDate),
                limit("organisasjonsNummer", p.organisasjonsNummer),
                ids("underRessurser", p.underRessurser),
                ids("requestIder", p.requestIder),
                person == null ? List.of() : persons.find(person).values());
        AuditSubject subject = fiksOrg == null ? AuditSubject.none() : AuditSubject.fiksOrg(fiksOrg);
        AuditSubject about = person == null
                ? subject
                : subject.withPerson(persons.index(person).value());
        requireGrant(fiksOrg, about);
        boolean anotherService = !p.services.isEmpty() && p.services.stream().noneMatch(AuditSearchAnswer::isService);
        return log.read(c -> {
            AuditSearchAnswer answer =
                    anotherService ? AuditSearchAnswer.empty() : AuditSearchAnswer.of(search.search(c, query));
            AuditOutcome outcome = answer.treff().isEmpty() ? AuditOutcome.INGEN_TREFF : AuditOutcome.UTFORT;
            return new Loaded<>(
                    answer,
                    new Trace(
                            AuditAction.LES_AUDIT,
                            about.withCount(answer.treff().size()),
                            outcome,
                            null));
        });
    }

    /** The grant is on one fiksOrg or on all; who searches without naming one needs the latter. */
    private void requireGrant(@Nullable UUID fiksOrg, AuditSubject subject) {
        Caller caller = currentCaller.caller();
        boolean has = fiksOrg == null ? caller.hasForAll(Privilegium.AUDIT) : caller.has(Privilegium.AUDIT, fiksOrg);
        if (!has) {
            log.write(new Trace(AuditAction.LES_AUDIT, subject, AuditOutcome.NEKTET, null));
            throw new ApiException(
                    ErrorCode.INGEN_TILGANG,
                    fiksOrg == null
                            ? "fiksOrganisasjon må oppgis: integrasjonen kan ikke søke i alles revisjonslogg"
                            : "Integrasjonen kan ikke søke i revisjonsloggen til fiksOrg " + fiksOrg);
        }
    }

    private static @Nullable String term(@Nullable String term) {
        if (term == null || term.isBlank()) {
            return null;
        }
        if (term.length() > MAX_TERM) {
            throw invalid("term er lengre enn " + MAX_TERM + " tegn");
        }
        if (Fnr.of(term.strip()).isPresent()) {
            throw invalid("Et fødselsnummer skal ikke stå i adressen; søk med POST");
        }
        return term.strip();
    }

    private static boolean ascending(@Nullable String sorting) {
        return switch (sorting) {
            case "DATO_ASC" -> true;
            case "DATO_DESC", "RELEVANS" -> false;
            case null -> false;
            default -> throw invalid("sortering må være DATO_ASC, DATO_DESC eller RELEVANS");
        };
    }

    private static int number(String name, @Nullable String value, int otherwise, int max) {
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= 0 && number <= max) {
                return number;
            }
        } catch (NumberFormatException invalid) {
            // Said below.
        }
        throw invalid(name + " må være et tall fra 0 til " + max);
    }

    private static @Nullable Instant time(String name, @Nullable String value) {
        try {
            long millis = value == null ? 0 : Long.parseLong(value);
            if (millis >= 0 && millis <= LAST_MILLIS) {
                return value == null ? null : Instant.ofEpochMilli(millis);
            }
        } catch (NumberFormatException invalid) {
            // Said below.
        }
        throw invalid(name + " må være millisekunder siden 1970");
    }

    private static List<UUID> ids(String name, List<String> values) {
        return limit(name, values).stream().map(v -> Ids.read(name, v)).toList();
    }

    private static List<String> limit(String name, List<String> values) {
        if (values.size() > MAX_VALUES) {
            throw invalid(name + " har flere enn " + MAX_VALUES + " verdier");
        }
        return values;
    }

    private static ApiException invalid(String melding) {
        return new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, melding);
    }
}
