package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import org.jspecify.annotations.Nullable;

/** What an operator sees of deliveries: where they are, why, and how they came there. No personal data. */
@ApplicationScoped
public class LeveranseList {
    private static final String LIST = """
            SELECT * FROM leveranse
             WHERE tilstand = ANY (?) AND (?::text IS NULL OR kommunenummer = ?)
             ORDER BY lopenummer LIMIT ?""";

    private static final String HISTORY = """
            SELECT h.tidspunkt, h.hendelse, h.detalj::text FROM historikk h
             WHERE h.digisos_id = ? AND h.leveranse_id = ? ORDER BY h.id""";

    private static final String ATTEMPT = """
            SELECT forsok, startet, resultat, forsendelses_id, avvist_av_svarut FROM svarut_forsok
             WHERE leveranse_id = ? ORDER BY forsok""";

    private final Transactions transactions;

    public LeveranseList(Transactions transactions) {
        this.transactions = transactions;
    }

    /** One step of a delivery's way. */
    public record Hendelse(
            Instant tidspunkt, String hendelse, @Nullable String detalj) {}

    /** One attempt by SvarUt. */
    public record Attempt(
            int forsok,
            Instant startet,
            @Nullable String resultat,
            @Nullable UUID forsendelsesId,
            boolean avvist) {}

    /** A delivery and how it came where it is. */
    public record Story(Leveranse leveranse, List<Hendelse> historikk, List<Attempt> forsok) {}

    /**
     * Deliveries in these states, the oldest first.
     *
     * @param kommunenummer of this kommune alone; null for all
     */
    public List<Leveranse> inState(List<LeveranseState> states, @Nullable String kommunenummer, int max) {
        return transactions.autoCommit(c -> Sql.leveranser(
                c,
                LIST,
                c.createArrayOf(
                        "text", states.stream().map(LeveranseState::name).toArray()),
                kommunenummer,
                kommunenummer,
                max));
    }

    public Optional<Story> story(UUID meldingId) {
        return transactions.autoCommit(c -> {
            Optional<Leveranse> found = Sql.leveranse(c, LeveranseSql.FIND, meldingId);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            List<Hendelse> hendelser = Sql.all(
                    c,
                    HISTORY,
                    r -> new Hendelse(r.getObject(1, OffsetDateTime.class).toInstant(), r.getString(2), r.getString(3)),
                    found.get().digisosId(),
                    meldingId);
            List<Attempt> attempt = Sql.all(
                    c,
                    ATTEMPT,
                    r -> new Attempt(
                            r.getInt(1),
                            r.getObject(2, OffsetDateTime.class).toInstant(),
                            r.getString(3),
                            r.getObject(4, UUID.class),
                            r.getBoolean(5)),
                    meldingId);
            return Optional.of(new Story(found.get(), hendelser, attempt));
        });
    }
}
