package no.digisos.submit.nedlasting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** A citizen's browser: keeps cookies, follows redirections, sends no header of ours. */
final class Nettleser {
    private static final int MAKS_HOPP = 10;

    private final CookieManager kaker = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(kaker)
            .build();
    private final List<URI> besokt = new ArrayList<>();

    /** One request, as a link makes it. */
    HttpResponse<byte[]> hopp(URI uri) {
        besokt.add(uri);
        try {
            return http.send(
                    HttpRequest.newBuilder(uri)
                            .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Follows the link to where it ends. */
    HttpResponse<byte[]> folg(String adresse) {
        URI uri = URI.create(adresse);
        for (int i = 0; i < MAKS_HOPP; i++) {
            HttpResponse<byte[]> svar = hopp(uri);
            if (svar.statusCode() / 100 != 3) {
                return svar;
            }
            uri = uri.resolve(svar.headers().firstValue("Location").orElseThrow());
        }
        throw new AssertionError("no end to the redirections: " + besokt);
    }

    List<URI> besokt() {
        return List.copyOf(besokt);
    }

    List<HttpCookie> kaker() {
        return kaker.getCookieStore().getCookies();
    }

    /** The session, as somebody else's cookie of the same name would be. */
    void byttKake(String verdi) {
        List<HttpCookie> okter = kaker().stream()
                .filter(kake -> kake.getName().startsWith("q_session"))
                .toList();
        assertThat(okter).isNotEmpty();
        okter.forEach(kake -> kake.setValue(verdi));
    }
}
