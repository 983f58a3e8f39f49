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
public class Leveranseliste {
    private static final String LISTE = """
            SELECT * FROM leveranse
             WHERE tilstand = ANY (?) AND (?::text IS NULL OR kommunenummer = ?)
             ORDER BY lopenummer LIMIT ?""";

    private static final String HISTORIKK = """
            SELECT h.tidspunkt, h.hendelse, h.detalj::text FROM historikk h
             WHERE h.digisos_id = ? AND h.leveranse_id = ? ORDER BY h.id""";

    private static final String FORSOK = """
            SELECT forsok, startet, resultat, forsendelses_id, avvist_av_svarut FROM svarut_forsok
             WHERE leveranse_id = ? ORDER BY forsok""";

    private final Transactions transactions;

    public Leveranseliste(Transactions transactions) {
        this.transactions = transactions;
    }

    /** One step of a delivery's way. */
    public record Hendelse(
            Instant tidspunkt, String hendelse, @Nullable String detalj) {}

    /** One attempt by SvarUt. */
    public record Forsok(
            int forsok,
            Instant startet,
            @Nullable String resultat,
            @Nullable UUID forsendelsesId,
            boolean avvist) {}

    /** A delivery and how it came where it is. */
    public record Historie(Leveranse leveranse, List<Hendelse> historikk, List<Forsok> forsok) {}

    /**
     * Deliveries in these states, the oldest first.
     *
     * @param kommunenummer of this kommune alone; null for all
     */
    public List<Leveranse> iTilstand(List<Tilstand> tilstander, @Nullable String kommunenummer, int maks) {
        return transactions.autoCommit(c -> Setning.leveranser(
                c,
                LISTE,
                c.createArrayOf("text", tilstander.stream().map(Tilstand::name).toArray()),
                kommunenummer,
                kommunenummer,
                maks));
    }

    public Optional<Historie> historie(UUID meldingId) {
        return transactions.autoCommit(c -> {
            Optional<Leveranse> funnet = Setning.leveranse(c, LeveranseSql.FINN, meldingId);
            if (funnet.isEmpty()) {
                return Optional.empty();
            }
            List<Hendelse> hendelser = Setning.alle(
                    c,
                    HISTORIKK,
                    r -> new Hendelse(r.getObject(1, OffsetDateTime.class).toInstant(), r.getString(2), r.getString(3)),
                    funnet.get().digisosId(),
                    meldingId);
            List<Forsok> forsok = Setning.alle(
                    c,
                    FORSOK,
                    r -> new Forsok(
                            r.getInt(1),
                            r.getObject(2, OffsetDateTime.class).toInstant(),
                            r.getString(3),
                            r.getObject(4, UUID.class),
                            r.getBoolean(5)),
                    meldingId);
            return Optional.of(new Historie(funnet.get(), hendelser, forsok));
        });
    }
}
