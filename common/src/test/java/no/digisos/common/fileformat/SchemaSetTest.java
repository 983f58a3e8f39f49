package no.digisos.common.fileformat;

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

class SchemaSetTest {
    private static final String ID = SchemaSet.ROOT + "prove.json";

    @Test
    void referenceToAnotherHostIsRefusedAndNotFetched() throws Exception {
        AtomicInteger call = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            call.incrementAndGet();
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        try {
            SchemaSet collection =
                    withReference("http://127.0.0.1:" + server.getAddress().getPort() + "/x.json");

            assertThatException().isThrownBy(() -> collection.compile(ID)).isInstanceOf(SchemaException.class);
            assertThat(call).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void referenceToAFileIsRefused(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("x.json"), "{}");
        SchemaSet collection = withReference(file.toUri().toString());

        assertThatException().isThrownBy(() -> collection.compile(ID)).isInstanceOf(SchemaException.class);
    }

    @Test
    void referenceToTheClassPathOutsideTheSetIsRefused() {
        SchemaSet collection = withReference("classpath:filformat/felles.json");

        assertThatException().isThrownBy(() -> collection.compile(ID)).isInstanceOf(SchemaException.class);
    }

    @Test
    void referenceWithinTheSetIsFollowed() {
        SchemaSet collection = SchemaSet.of(
                Map.of(ID, "{\"$ref\":\"annet.json\"}", SchemaSet.ROOT + "annet.json", "{\"type\":\"string\"}"));

        assertThat(collection.compile(ID).validate(Examples.json("7"))).hasSize(1);
        assertThat(collection.compile(ID).validate(Examples.json("\"a\""))).isEmpty();
    }

    @Test
    void brokenSchemaIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> SchemaSet.of(Map.of(ID, "{")))
                .withMessageContaining(ID);
    }

    private static SchemaSet withReference(String reference) {
        return SchemaSet.of(Map.of(ID, "{\"properties\":{\"a\":{\"$ref\":\"" + reference + "\"}}}"));
    }
}
