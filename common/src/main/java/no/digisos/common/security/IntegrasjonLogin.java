package no.digisos.common.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import no.digisos.common.database.Transactions;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Organisasjonsnummer;
import org.jspecify.annotations.Nullable;

/**
 * Checks IntegrasjonId and IntegrasjonPassord against the database at every call, so a revocation works at once. Every failure
 * — unknown id, wrong password, revoked, other organisation — gives the same answer (contract.md 0.2).
 */
@ApplicationScoped
public class IntegrasjonLogin {
    private static final String FIND = """
            SELECT i.autorisert_organisasjon, i.passord_salt, i.passord_hash, t.privilegium, t.fiks_org_id, t.konto_id
              FROM integrasjon i
              LEFT JOIN tilgang t ON t.integrasjon_id = i.id AND t.tilbakekalt IS NULL
             WHERE i.id = ? AND i.tilbakekalt IS NULL
            """;
    /** Compared with when the id is unknown, so that the answer takes as long. */
    private static final byte[] NOBODY = new byte[32];

    private final Transactions transactions;

    public IntegrasjonLogin(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * The live grants of the integration.
     *
     * @param organisasjon the token's consumer, which must be the integration's authorised organisation
     * @throws ApiException 401, the same for every cause
     */
    public List<Tilgang> loggInn(@Nullable String id, @Nullable String passord, Organisasjonsnummer organisasjon) {
        UUID integrasjonId = uuid(id);
        return finn(integrasjonId, passord)
                .filter(funnet -> funnet.organisasjon().equals(organisasjon.verdi()))
                .orElseThrow(() -> avvist(integrasjonId))
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
        Funnet funnet = finn(integrasjonId, passord).orElseThrow(() -> avvist(integrasjonId));
        return new Kaller(
                Optional.empty(),
                new Organisasjonsnummer(funnet.organisasjon()),
                Objects.requireNonNull(integrasjonId),
                List.copyOf(funnet.tilganger()));
    }

    /** The integration, when it lives and the password is its own. */
    private Optional<Funnet> finn(@Nullable UUID integrasjonId, @Nullable String passord) {
        Funnet funnet = integrasjonId == null
                ? null
                : transactions.autoCommit(c -> finn(c, integrasjonId)).orElse(null);
        String oppgitt = passord == null ? "" : passord;
        boolean stemmer = funnet == null
                ? IntegrasjonPassord.stemmer(NOBODY, NOBODY, oppgitt)
                : IntegrasjonPassord.stemmer(funnet.salt(), funnet.hash(), oppgitt);
        return stemmer ? Optional.ofNullable(funnet) : Optional.empty();
    }

    private static ApiException avvist(@Nullable UUID integrasjonId) {
        return new ApiException(
                ErrorCode.UGYLDIG_INTEGRASJON,
                "Autentisering feilet for integrasjon med id " + (integrasjonId == null ? "(ugyldig)" : integrasjonId));
    }

    private record Funnet(String organisasjon, byte[] salt, byte[] hash, List<Tilgang> tilganger) {}

    private static Optional<Funnet> finn(Connection c, UUID id) throws SQLException {
        try (PreparedStatement statement = c.prepareStatement(FIND)) {
            statement.setObject(1, id);
            try (ResultSet row = statement.executeQuery()) {
                Funnet funnet = null;
                while (row.next()) {
                    if (funnet == null) {
                        funnet = new Funnet(row.getString(1), row.getBytes(2), row.getBytes(3), new ArrayList<>());
                    }
                    String privilegium = row.getString(4);
                    if (privilegium != null) {
                        funnet.tilganger()
                                .add(new Tilgang(
                                        Privilegium.valueOf(privilegium),
                                        row.getObject(5, UUID.class),
                                        row.getObject(6, UUID.class)));
                    }
                }
                return Optional.ofNullable(funnet);
            }
        }
    }

    private static @Nullable UUID uuid(@Nullable String id) {
        try {
            return id == null ? null : UUID.fromString(id.strip());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
