package no.digisos.testkit.token;

import java.security.PublicKey;
import java.util.Set;

/**
 * A client that Maskinporten knows.
 *
 * @param clientId the {@code iss} of its assertions
 * @param organisasjonsnummer nine digits; becomes the token's consumer
 * @param key its registered RSA key, or its certificate's
 * @param scopes what it may ask for
 */
public record MaskinportenClient(String clientId, String organisasjonsnummer, PublicKey key, Set<String> scopes) {
    public MaskinportenClient {
        scopes = Set.copyOf(scopes);
    }
}
