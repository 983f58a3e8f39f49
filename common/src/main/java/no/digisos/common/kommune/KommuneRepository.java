package no.digisos.common.kommune;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.identity.Organisasjonsnummer;

/** Plain reads of the kommuner that take part, each under every number that it has, had or will have. */
@ApplicationScoped
public class KommuneRepository implements PanacheRepositoryBase<Kommune, String> {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd.MM.yyyy", Locale.ROOT);

    public Optional<Kommune> find(Kommunenummer number) {
        return findByIdOptional(number.verdi());
    }

    /** The kommune under the number that it has now. */
    public Optional<Kommune> forFiksOrg(UUID fiksOrgId) {
        return find("fiksOrgId = ?1 and gjeldende", fiksOrgId).firstResultOptional();
    }

    /** The activated kommuner that the catalogue finds by this organisation number: one, unless kommuner share it. */
    public List<Kommune> activeWithOrganisation(Organisasjonsnummer number) {
        return recipients(list(
                "organisasjonsnummerFiksIO = ?1 and aktivert and gjeldende order by kommunenummer", number.verdi()));
    }

    /** The activated kommuner among these. */
    public List<Kommune> active(Collection<UUID> fiksOrgIds) {
        return recipients(list("fiksOrgId in ?1 and aktivert and gjeldende order by kommunenummer", fiksOrgIds));
    }

    /** Those that another kommune has not taken over; all, when it has taken over all of them. */
    private static List<Kommune> recipients(List<Kommune> found) {
        List<Kommune> iUse = found.stream().filter(Kommune::iUse).toList();
        return iUse.isEmpty() ? found : iUse;
    }

    /** Every number of every kommune. */
    public List<Kommune> all() {
        return list("order by kommunenummer");
    }

    /**
     * The kommune, when it takes søknader now.
     *
     * @throws ApiException 400 when it does not: before 202 no responsibility is taken (delivery.md 4)
     */
    public Kommune requireIntake(Kommunenummer number) {
        Kommune kommune = find(number)
                .orElseThrow(() -> new ApiException(
                        ErrorCode.UKJENT_KOMMUNE, "Kommune " + number + " er ikke registrert i Digisos"));
        requireInUse(kommune);
        if (!kommune.activated()) {
            throw new ApiException(
                    ErrorCode.KOMMUNE_IKKE_AKTIV, "Kommune " + number + " er ikke aktivert for mottak av søknader");
        }
        if (kommune.midlertidigDeaktivertMottak()) {
            throw new ApiException(
                    ErrorCode.KOMMUNE_DEAKTIVERT,
                    "Kommune " + number + " har midlertidig deaktivert mottak av søknader");
        }
        return kommune;
    }

    /**
     * Whether a number that somebody gave for a case is one of the kommune's that has the case: any of its own, or one that took over.
     *
     * @param ofSak the number under which the case came
     */
    public boolean isSame(String ofSak, Kommunenummer stated) {
        if (ofSak.equals(stated.verdi())) {
            return true;
        }
        return following(ofSak).contains(stated.verdi())
                || find(new Kommunenummer(ofSak))
                        .flatMap(sak -> find(stated)
                                .filter(another -> another.fiksOrgId().equals(sak.fiksOrgId())))
                        .isPresent();
    }

    private void requireInUse(Kommune kommune) {
        if (kommune.iUse()) {
            return;
        }
        String reason = kommune.coming()
                ? " tar ikke imot søknader før " + date(kommune.from()) + ": send dem til kommune "
                        + kommune.previous().orElseThrow() + " til da"
                : " tar ikke imot søknader fra " + date(kommune.to()) + ": send dem til kommune "
                        + String.join(" eller ", iUseAfter(kommune));
        throw new ApiException(ErrorCode.KOMMUNENUMMER_BYTTET, "Kommune " + kommune.kommunenummer() + reason);
    }

    /** The numbers that took over, past those that have ended too; one that is not registered may be all that is known. */
    private List<String> iUseAfter(Kommune kommune) {
        return following(kommune.kommunenummer()).stream()
                .filter(number -> !find(new Kommunenummer(number))
                        .map(KommuneRepository::hasEnded)
                        .orElse(false))
                .toList();
    }

    private static boolean hasEnded(Kommune kommune) {
        return !kommune.iUse() && !kommune.coming();
    }

    /** The number and all that came after it, in the order in which they did. */
    private Set<String> following(String number) {
        Set<String> found = new LinkedHashSet<>();
        Deque<String> rest = new ArrayDeque<>(List.of(number));
        while (!rest.isEmpty()) {
            String next = rest.remove();
            if (found.add(next)) {
                find(new Kommunenummer(next)).ifPresent(kommune -> rest.addAll(kommune.successors()));
            }
        }
        return found;
    }

    private static String date(Optional<Instant> time) {
        return DATE.format(time.orElseThrow().atZone(ZoneId.of(KommunenummerTable.TIME_ZONE)));
    }
}
