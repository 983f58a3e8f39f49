package no.digisos.testkit.token;

import java.util.Map;

/** The organisation claim that ID-porten and Maskinporten share (auth.md 2). */
final class TokenConsumer {

    private TokenConsumer() {}

    /**
     * The claim's value.
     *
     * @param organisasjonsnummer nine digits
     */
    static Map<String, Object> of(String organisasjonsnummer) {
        return Map.of("authority", "iso6523-actorid-upis", "ID", "0192:" + organisasjonsnummer);
    }
}
