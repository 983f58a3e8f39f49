package no.digisos.common.kommune;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Kommunenummer;

/** What a kommune takes, and under which of the numbers that it has, had or will have. */
@ApplicationScoped
public class KommuneIntake {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd.MM.yyyy", Locale.ROOT);

    private final KommuneTable kommuner;

    public KommuneIntake(KommuneTable kommuner) {
        this.kommuner = kommuner;
    }

    /**
     * The kommune, when it takes søknader now.
     *
     * @throws ApiException 400 when it does not: before 202 no responsibility is taken (delivery.md 4)
     */
    public Kommune require(Connection c, Kommunenummer number) throws SQLException {
        Kommune kommune = kommuner.find(c, number)
                .orElseThrow(() -> new ApiException(
                        ErrorCode.UKJENT_KOMMUNE, "Kommune " + number + " er ikke registrert i Digisos"));
        requireInUse(c, kommune);
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
    public boolean isSame(Connection c, String ofSak, Kommunenummer stated) throws SQLException {
        if (ofSak.equals(stated.verdi())) {
            return true;
        }
        Optional<Kommune> sak = kommuner.find(c, new Kommunenummer(ofSak));
        if (following(c, ofSak, sak).containsKey(stated.verdi())) {
            return true;
        }
        return sak.isPresent()
                && kommuner.find(c, stated)
                        .filter(another -> another.fiksOrgId().equals(sak.get().fiksOrgId()))
                        .isPresent();
    }

    private void requireInUse(Connection c, Kommune kommune) throws SQLException {
        if (kommune.iUse()) {
            return;
        }
        String reason = kommune.coming()
                ? " tar ikke imot søknader før " + date(kommune.from()) + ": send dem til kommune "
                        + kommune.previous().orElseThrow() + " til da"
                : " tar ikke imot søknader fra " + date(kommune.to()) + ": send dem til kommune "
                        + String.join(" eller ", iUseAfter(c, kommune));
        throw new ApiException(ErrorCode.KOMMUNENUMMER_BYTTET, "Kommune " + kommune.kommunenummer() + reason);
    }

    /** The numbers that took over, past those that have ended too; one that is not registered may be all that is known. */
    private List<String> iUseAfter(Connection c, Kommune kommune) throws SQLException {
        return following(c, kommune.kommunenummer(), Optional.of(kommune)).entrySet().stream()
                .filter(number ->
                        !number.getValue().map(KommuneIntake::hasEnded).orElse(false))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean hasEnded(Kommune kommune) {
        return !kommune.iUse() && !kommune.coming();
    }

    /** The number and all that came after it, in the order in which they did, each with its kommune if it is registered. */
    private Map<String, Optional<Kommune>> following(Connection c, String number, Optional<Kommune> kommune)
            throws SQLException {
        Map<String, Optional<Kommune>> found = new LinkedHashMap<>();
        found.put(number, kommune);
        Deque<String> rest = new ArrayDeque<>(kommune.map(Kommune::successors).orElse(List.of()));
        while (!rest.isEmpty()) {
            String next = rest.remove();
            if (!found.containsKey(next)) {
                Optional<Kommune> successor = kommuner.find(c, new Kommunenummer(next));
                found.put(next, successor);
                successor.ifPresent(known -> rest.addAll(known.successors()));
            }
        }
        return found;
    }

    private static String date(Optional<Instant> time) {
        return DATE.format(time.orElseThrow().atZone(ZoneId.of(KommunenummerTable.TIME_ZONE)));
    }
}
