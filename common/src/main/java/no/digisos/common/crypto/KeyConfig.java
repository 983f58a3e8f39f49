package no.digisos.common.crypto;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the keys are, and which of them are active.
 *
 * <p>Keys come from outside the database, as files in one directory with a sub-directory for each purpose, such as a
 * mounted Kubernetes Secret each:
 *
 * <ul>
 *   <li>{@code lager}: seals content keys and personal data in the database (AES-256-GCM)
 *   <li>{@code indeks}: makes fødselsnummer findable (HMAC-SHA-256)
 *   <li>{@code fingeravtrykk}: recognises a repeated submission (HMAC-SHA-256)
 *   <li>{@code audit}: chains the audit log's rows (HMAC-SHA-256)
 *   <li>{@code plattform}: the certificates that clients encrypt documents to, with their RSA keys
 * </ul>
 *
 * <p>In the first four, each file {@code <id>.key} is one key: 32 random octets in Base64, as {@code openssl rand -base64
 * 32} gives them. In {@code plattform}, each key is a pair: {@code <id>.crt}, an X.509 certificate in PEM or DER, and
 * {@code <id>.key.pem}, its RSA key of 2048 bits or more in PKCS#8 PEM without a password. An id is 1 to 32 characters
 * of a to z, 0 to 9 and hyphen. Use different keys for different purposes.
 *
 * <p>To rotate a key: add the new file everywhere, restart, make it active, restart again. Keep the old one for as long
 * as stored values name it, and an old pair of {@code plattform} for months, since clients keep the certificate for as
 * long as they run. <strong>Back the keys up apart from the database: without {@code lager}, every document is
 * lost.</strong> Files are read at start.
 */
@ConfigMapping(prefix = "digisos.nokler")
public interface KeyConfig {

    /** The directory that has the five sub-directories. */
    Path katalog();

    /** Which key new values are made with; needed for a purpose only when it has more than one key. */
    Active aktiv();

    /** Ids of the active keys. */
    interface Active {

        /** Id of the key in {@code lager} that seals new values. */
        Optional<String> lager();

        /** Id of the key in {@code indeks} that new rows are indexed with; look-ups use all of them. */
        Optional<String> indeks();

        /** Id of the key in {@code fingeravtrykk} that new submissions are fingerprinted with. */
        Optional<String> fingeravtrykk();

        /** Id of the key in {@code audit} that new rows are chained with. */
        Optional<String> audit();

        /** Id of the pair in {@code plattform} whose certificate is handed out to clients. */
        Optional<String> plattform();
    }
}
