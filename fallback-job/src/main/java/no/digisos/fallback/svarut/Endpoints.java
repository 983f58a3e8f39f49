package no.digisos.fallback.svarut;

import java.net.URI;
import java.net.http.HttpRequest;

/** Where SvarUt's calls go, and what proves who calls (svarut.md 1 and 2, auth.md 1). */
final class Endpoints {
    private static final String CERTIFICATE = "/forsendelse/publickey/hent";

    private Endpoints() {}

    static URI forsendelser(SvarUtConfig config) {
        String base = config.url().toString();
        String trimmed = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return URI.create(trimmed + "/v2/kontoer/" + config.kontoId() + "/forsendelser");
    }

    static URI certificate(SvarUtConfig config) {
        return config.sertifikatUrl().orElseGet(() -> config.url().resolve(CERTIFICATE));
    }

    static HttpRequest.Builder withLogin(HttpRequest.Builder request, SvarUtConfig config, String token) {
        return request.header("Authorization", "Bearer " + token)
                .header("IntegrasjonId", config.integrasjonId().toString())
                .header("IntegrasjonPassord", config.integrasjonPassord())
                .header("Accept", "application/json");
    }
}
