package no.digisos.common.filformat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.networknt.schema.SchemaException;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkjemasamlingTest {
    private static final String ID = Skjemasamling.ROT + "prove.json";

    @Test
    void referenceToAnotherHostIsRefusedAndNotFetched() throws Exception {
        AtomicInteger kall = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            kall.incrementAndGet();
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        try {
            Skjemasamling samling =
                    medReferanse("http://127.0.0.1:" + server.getAddress().getPort() + "/x.json");

            assertThatException().isThrownBy(() -> samling.kompiler(ID)).isInstanceOf(SchemaException.class);
            assertThat(kall).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void referenceToAFileIsRefused(@TempDir Path mappe) throws Exception {
        Path fil = Files.writeString(mappe.resolve("x.json"), "{}");
        Skjemasamling samling = medReferanse(fil.toUri().toString());

        assertThatException().isThrownBy(() -> samling.kompiler(ID)).isInstanceOf(SchemaException.class);
    }

    @Test
    void referenceToTheClassPathOutsideTheSetIsRefused() {
        Skjemasamling samling = medReferanse("classpath:filformat/felles.json");

        assertThatException().isThrownBy(() -> samling.kompiler(ID)).isInstanceOf(SchemaException.class);
    }

    @Test
    void referenceWithinTheSetIsFollowed() {
        Skjemasamling samling = Skjemasamling.av(
                Map.of(ID, "{\"$ref\":\"annet.json\"}", Skjemasamling.ROT + "annet.json", "{\"type\":\"string\"}"));

        assertThat(samling.kompiler(ID).validate(Eksempler.json("7"))).hasSize(1);
        assertThat(samling.kompiler(ID).validate(Eksempler.json("\"a\""))).isEmpty();
    }

    @Test
    void brokenSchemaIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Skjemasamling.av(Map.of(ID, "{")))
                .withMessageContaining(ID);
    }

    private static Skjemasamling medReferanse(String referanse) {
        return Skjemasamling.av(Map.of(ID, "{\"properties\":{\"a\":{\"$ref\":\"" + referanse + "\"}}}"));
    }
}
