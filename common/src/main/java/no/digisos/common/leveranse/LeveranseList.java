package no.digisos.common.leveranse;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Columns;
import no.digisos.common.database.Sql;
import no.digisos.common.database.Transactions;
import org.jspecify.annotations.Nullable;

/** What an operator sees of deliveries: where they are, why, and how they came there. No personal data. */
@ApplicationScoped
public class LeveranseList {
    static final Sql LIST = Sql.of("""
            SELECT * FROM leveranse
             WHERE tilstand = ANY (:states) AND (:kommunenummer::text IS NULL OR kommunenummer = :kommunenummer)
             ORDER BY lopenummer LIMIT :limit""");

    static final Sql HISTORY = Sql.of("""
            SELECT h.tidspunkt, h.hendelse, h.detalj::text FROM historikk h
             WHERE h.digisos_id = :digisosId AND h.leveranse_id = :meldingId ORDER BY h.id""");

    static final Sql ATTEMPT = Sql.of("""
            SELECT forsok, startet, resultat, forsendelses_id, avvist_av_svarut FROM svarut_forsok
             WHERE leveranse_id = :meldingId ORDER BY forsok""");

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
        String[] names = states.stream().map(LeveranseState::name).toArray(String[]::new);
        return transactions.autoCommit(c -> LIST.with("states", names)
                .with("kommunenummer", kommunenummer)
                .with("limit", max)
                .all(c, LeveranseRow::read));
    }

    /** All that is known of one delivery. */
    public Optional<Story> story(UUID meldingId) {
        return transactions.autoCommit(c -> {
            Optional<Leveranse> found =
                    LeveranseSql.FIND.with("meldingId", meldingId).one(c, LeveranseRow::read);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            List<Hendelse> hendelser = HISTORY.with("digisosId", found.get().digisosId())
                    .with("meldingId", meldingId)
                    .all(c, r -> new Hendelse(Columns.instant(r, "tidspunkt"), r.getString(2), r.getString(3)));
            List<Attempt> attempt = ATTEMPT.with("meldingId", meldingId)
                    .all(
                            c,
                            r -> new Attempt(
                                    r.getInt(1),
                                    Columns.instant(r, "startet"),
                                    r.getString(3),
                                    r.getObject(4, UUID.class),
                                    r.getBoolean(5)));
            return Optional.of(new Story(found.get(), hendelser, attempt));
        });
    }
}
