package no.digisos.submit.download;

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
final class Browser {
    private static final int MAX_HOPS = 10;

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .build();
    private final List<URI> visited = new ArrayList<>();

    /** One request, as a link makes it. */
    HttpResponse<byte[]> hop(URI uri) {
        visited.add(uri);
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
    HttpResponse<byte[]> follow(String address) {
        URI uri = URI.create(address);
        for (int i = 0; i < MAX_HOPS; i++) {
            HttpResponse<byte[]> answer = hop(uri);
            if (answer.statusCode() / 100 != 3) {
                return answer;
            }
            uri = uri.resolve(answer.headers().firstValue("Location").orElseThrow());
        }
        throw new AssertionError("no end to the redirections: " + visited);
    }

    List<URI> visited() {
        return List.copyOf(visited);
    }

    List<HttpCookie> cookies() {
        return cookies.getCookieStore().getCookies();
    }

    /** The session, as somebody else's cookie of the same name would be. */
    void replaceCookie(String value) {
        List<HttpCookie> sessions = cookies().stream()
                .filter(cookie -> cookie.getName().startsWith("q_session"))
                .toList();
        assertThat(sessions).isNotEmpty();
        sessions.forEach(cookie -> cookie.setValue(value));
    }
}
