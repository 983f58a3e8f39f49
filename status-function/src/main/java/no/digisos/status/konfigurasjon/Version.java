package no.digisos.status.konfigurasjon;

import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.http.Etag;
import org.jspecify.annotations.Nullable;

/**
 * Keeps administrators from overwriting what they have not seen: the version is the answer's {@code ETag}, and what replaces
 * something whole must name it in {@code If-Match}, or {@code *} to overwrite whatever stands there.
 */
final class Version {
    private Version() {}

    static String etag(long version) {
        return "\"" + version + "\"";
    }

    /**
     * For what replaces something whole.
     *
     * @throws ApiException 428 without {@code If-Match}, 412 when it names another version
     */
    static void require(@Nullable String ifMatch, long version) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new ApiException(
                    ErrorCode.VERSJON_MANGLER, "If-Match mangler: send ETag fra svaret som endringen bygger på");
        }
        allow(ifMatch, version);
    }

    /** 428: there is a configuration already, which the caller has not said to have seen. */
    static ApiException existsAlready() {
        return new ApiException(
                ErrorCode.VERSJON_MANGLER,
                "Kommunen har alt en konfigurasjon, som sier noe annet: hent den, og send endringen med PUT og If-Match");
    }

    /**
     * For a single step, which overwrites nothing: {@code If-Match} counts if it is there.
     *
     * @throws ApiException 412 when it names another version
     */
    static void allow(@Nullable String ifMatch, long version) {
        if (ifMatch != null && !Etag.applies(ifMatch, etag(version))) {
            throw new ApiException(
                    ErrorCode.ENDRET_IMENS,
                    "Konfigurasjonen er endret siden den ble lest: hent den på nytt, og gjør endringen igjen");
        }
    }
}
