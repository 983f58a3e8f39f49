package no.digisos.chaos;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import no.digisos.seeds.SeedData;
import no.digisos.testkit.token.TokenIssuer;

/** The three headers of identity (contract.md 0.2), with tokens that are renewed before they expire. */
final class ChaosIdentities {

    private static final long RENEWED_AFTER_NANOS = 20L * 60 * 1_000_000_000;

    private final TokenIssuer tokens;
    private final ConcurrentMap<String, Token> byHolder = new ConcurrentHashMap<>();

    ChaosIdentities(TokenIssuer tokens) {
        this.tokens = tokens;
    }

    private record Token(String value, long madeNanos) {
        boolean old() {
            return System.nanoTime() - madeNanos > RENEWED_AFTER_NANOS;
        }
    }

    /** nav.no with a citizen's token. */
    Map<String, String> citizen(String person) {
        return headers(token(TokenIssuer.IDPORTEN, "pid", person), SeedData.NAV);
    }

    /** An integration with its own token. */
    Map<String, String> machine(SeedData.Integrasjon integrasjon) {
        return headers(token(TokenIssuer.MASKINPORTEN, "orgnr", integrasjon.organisasjon()), integrasjon);
    }

    private String token(String issuer, String claim, String value) {
        return byHolder.compute(
                        claim + value,
                        (_, held) -> held != null && !held.old()
                                ? held
                                : new Token(tokens.token(issuer, Map.of(claim, value)), System.nanoTime()))
                .value();
    }

    private static Map<String, String> headers(String token, SeedData.Integrasjon integrasjon) {
        return Map.of(
                "Authorization",
                "Bearer " + token,
                "IntegrasjonId",
                integrasjon.id().toString(),
                "IntegrasjonPassord",
                integrasjon.passord());
    }
}
