package no.digisos.common.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Databasevakt;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Organisasjonsnummer;
import org.jspecify.annotations.Nullable;

/**
 * Checks IntegrasjonId and IntegrasjonPassord against the database at every call, so a revocation works at once. Every failure
 * — unknown id, wrong password, revoked, other organisation — gives the same answer (contract.md 0.2). Reads that name nobody may
 * log in against {@link Integrasjonsminne} while the database is away.
 */
@ApplicationScoped
public class IntegrasjonLogin {
    private static final String ALLE = """
            SELECT i.id, i.autorisert_organisasjon, i.passord_salt, i.passord_hash, t.privilegium, t.fiks_org_id, t.konto_id
              FROM integrasjon i
              LEFT JOIN tilgang t ON t.integrasjon_id = i.id AND t.tilbakekalt IS NULL
             WHERE i.tilbakekalt IS NULL
            """;
    private static final String FIND = ALLE + " AND i.id = ?";
    /** Compared with when the id is unknown, so that the answer takes as long. */
    private static final byte[] NOBODY = new byte[32];

    private final Transactions transactions;
    private final Integrasjonsminne minne;
    private final Databasevakt vakt;

    public IntegrasjonLogin(Transactions transactions, Integrasjonsminne minne, Databasevakt vakt) {
        this.transactions = transactions;
        this.minne = minne;
        this.vakt = vakt;
    }

    /**
     * The live grants of the integration.
     *
     * @param organisasjon the token's consumer, which must be the integration's authorised organisation
     * @throws ApiException 401, the same for every cause
     */
    public List<Tilgang> loggInn(@Nullable String id, @Nullable String passord, Organisasjonsnummer organisasjon) {
        return loggInn(id, passord, organisasjon, Innloggingsgrunnlag.DATABASEN);
    }

    /**
     * The live grants of the integration.
     *
     * @param organisasjon the token's consumer, which must be the integration's authorised organisation
     * @param grunnlag what the login may be checked against
     * @throws ApiException 401, the same for every cause; 503 when the database is away and what is remembered too old
     */
    public List<Tilgang> loggInn(
            @Nullable String id,
            @Nullable String passord,
            Organisasjonsnummer organisasjon,
            Innloggingsgrunnlag grunnlag) {
        UUID integrasjonId = uuid(id);
        return finn(integrasjonId, passord, grunnlag)
                .filter(funnet -> funnet.organisasjon().equals(organisasjon.verdi()))
                .orElseThrow(() -> feilet(id))
                .tilganger();
    }

    /**
     * The caller that the integration's id and password alone prove, for those who have no token to show (svarut.md 6). Its
     * organisation is the one that the integration authorises.
     *
     * @throws ApiException 401, the same for every cause
     */
    Kaller loggInn(@Nullable String id, @Nullable String passord) {
        UUID integrasjonId = uuid(id);
        Funnet funnet =
                finn(integrasjonId, passord, Innloggingsgrunnlag.DATABASEN).orElseThrow(() -> feilet(id));
        return new Kaller(
                Optional.empty(),
                new Organisasjonsnummer(funnet.organisasjon()),
                Objects.requireNonNull(integrasjonId),
                List.copyOf(funnet.tilganger()));
    }

    /** The integration, when it lives and the password is its own. */
    private Optional<Funnet> finn(
            @Nullable UUID integrasjonId, @Nullable String passord, Innloggingsgrunnlag grunnlag) {
        Funnet funnet =
                integrasjonId == null ? null : finn(integrasjonId, grunnlag).orElse(null);
        String oppgitt = passord == null ? "" : passord;
        boolean stemmer = funnet == null
                ? IntegrasjonPassord.stemmer(NOBODY, NOBODY, oppgitt)
                : IntegrasjonPassord.stemmer(funnet.salt(), funnet.hash(), oppgitt);
        return stemmer ? Optional.ofNullable(funnet) : Optional.empty();
    }

    /** The one answer to every failing login. */
    static ApiException feilet(@Nullable String id) {
        UUID integrasjonId = uuid(id);
        return new ApiException(
                ErrorCode.UGYLDIG_INTEGRASJON,
                "Autentisering feilet for integrasjon med id " + (integrasjonId == null ? "(ugyldig)" : integrasjonId));
    }

    private Optional<Funnet> finn(UUID id, Innloggingsgrunnlag grunnlag) {
        if (grunnlag == Innloggingsgrunnlag.DATABASEN) {
            return transactions.autoCommit(c -> finn(c, id));
        }
        return vakt.spor(() -> transactions.autoCommit(c -> finn(c, id)))
                .orElseGet(() -> Optional.ofNullable(minne.gyldig()
                        .orElseThrow(() -> new ApiException(
                                ErrorCode.UTILGJENGELIG, "Tjenesten er midlertidig utilgjengelig, prøv igjen"))
                        .get(id)));
    }

    /** An integration as it is stored, with its live grants. */
    record Funnet(String organisasjon, byte[] salt, byte[] hash, List<Tilgang> tilganger) {}

    private static Optional<Funnet> finn(Connection c, UUID id) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(FIND)) {
            statement.setObject(1, id);
            return Optional.ofNullable(les(statement).get(id));
        }
    }

    /** Every live integration. */
    static Map<UUID, Funnet> alle(Connection c) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(ALLE)) {
            return les(statement);
        }
    }

    private static Map<UUID, Funnet> les(PreparedStatement statement) throws SQLException {
        Map<UUID, Funnet> alle = new HashMap<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                UUID id = row.getObject(1, UUID.class);
                Funnet funnet = alle.get(id);
                if (funnet == null) {
                    funnet = new Funnet(row.getString(2), row.getBytes(3), row.getBytes(4), new ArrayList<>());
                    alle.put(id, funnet);
                }
                String privilegium = row.getString(5);
                if (privilegium != null) {
                    funnet.tilganger()
                            .add(new Tilgang(
                                    Privilegium.valueOf(privilegium),
                                    row.getObject(6, UUID.class),
                                    row.getObject(7, UUID.class)));
                }
            }
        }
        return Map.copyOf(alle);
    }

    private static @Nullable UUID uuid(@Nullable String id) {
        try {
            return id == null ? null : UUID.fromString(id.strip());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
