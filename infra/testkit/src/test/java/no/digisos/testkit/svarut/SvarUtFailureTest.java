package no.digisos.testkit.svarut;

import static no.digisos.testkit.svarut.SvarUtFixture.file;
import static no.digisos.testkit.svarut.SvarUtFixture.forsendelse;
import static no.digisos.testkit.svarut.SvarUtFixture.multipart;
import static no.digisos.testkit.svarut.SvarUtFixture.sendPath;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init") // set up before each test
class SvarUtFailureTest {

    @TempDir
    Path dir;

    private SvarUtFixture svarut;

    @BeforeEach
    void start() throws IOException {
        svarut = new SvarUtFixture(dir);
    }

    @AfterEach
    void stop() {
        svarut.close();
    }

    @Test
    void acceptThenDropKeepsTheForsendelseAndAnswersNothing() throws Exception {
        plan("{\"type\":\"ACCEPT_THEN_DROP\",\"antall\":1}");

        assertThatThrownBy(() -> send("r")).isInstanceOf(IOException.class);

        assertThat(svarut.lookup("r")).hasSize(1);
        assertThat(svarut.accepted("r")).isNotEmpty();
        assertThat(svarut.lookup("r")).hasSize(2);
    }

    @Test
    void dropBeforeAcceptKeepsNothing() throws Exception {
        plan("{\"type\":\"DROP_BEFORE_ACCEPT\",\"antall\":1}");

        assertThatThrownBy(() -> send("r")).isInstanceOf(IOException.class);

        assertThat(svarut.lookup("r")).isEmpty();
    }

    @Test
    void aStatusComesBeforeOrAfterAcceptance() throws Exception {
        plan("{\"type\":\"STATUS\",\"status\":429,\"antall\":1}");
        plan("{\"type\":\"STATUS_AFTER_ACCEPT\",\"status\":502,\"antall\":1}");

        assertThat(send("r").statusCode()).isEqualTo(429);
        assertThat(svarut.lookup("r")).isEmpty();
        assertThat(send("r").statusCode()).isEqualTo(502);
        assertThat(svarut.lookup("r")).hasSize(1);
        assertThat(send("r").statusCode()).isEqualTo(200);
    }

    @Test
    void aSlowAnswerIsAnAcceptedForsendelse() throws Exception {
        plan("{\"type\":\"SLOW\",\"millis\":600000}");

        assertThatThrownBy(
                        () -> svarut.send(HttpRequest.newBuilder(svarut.sendRequest(body("r")), (name, value) -> true)
                                .timeout(Duration.ofMillis(1500))
                                .build()))
                .isInstanceOf(HttpTimeoutException.class);

        assertThat(svarut.lookup("r")).hasSize(1);
    }

    @Test
    void a200CanBeUnreadable() throws Exception {
        plan("{\"type\":\"UNPARSABLE_200\",\"antall\":1}");

        HttpResponse<String> answer = send("r");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("<html>");
        assertThat(svarut.lookup("r")).hasSize(1);
    }

    @Test
    void aRefusalCanComeLater() throws Exception {
        plan("{\"type\":\"AVVIST\",\"antall\":1}");
        String id = svarut.accepted("r");

        assertThat(svarut.status(id)).isEqualTo("MOTTATT");
        assertThat(svarut.status(id)).isEqualTo("AVVIST");
        assertThat(svarut.status(id)).isEqualTo("AVVIST");
        assertThat(svarut.status(svarut.accepted("r"))).isEqualTo("KLAR_FOR_MOTTAK");
    }

    @Test
    void oneReferenceCanGetTwoIds() throws Exception {
        plan("{\"type\":\"TWO_IDS\",\"antall\":1}");
        String id = svarut.accepted("r");

        assertThat(svarut.lookup("r")).hasSize(2).contains(id);
        svarut.accepted("r");
        assertThat(svarut.lookup("r")).hasSize(3);
    }

    @Test
    void lookupsCanLag() throws Exception {
        plan("{\"type\":\"LOOKUP_LAG\",\"antall\":2,\"eksternRef\":\"r\"}");
        String id = svarut.accepted("r");
        String other = svarut.accepted("s");

        assertThat(svarut.lookup("s")).containsExactly(other);
        assertThat(svarut.lookup("r")).isEmpty();
        assertThat(svarut.json(sendPath() + "/metadata?eksternRef=r").get("forsendelser"))
                .isEmpty();
        assertThat(svarut.lookup("r")).containsExactly(id);
    }

    @Test
    void aLagCanHideTheYoungAlone() throws Exception {
        String id = svarut.accepted("r");
        plan("{\"type\":\"LOOKUP_LAG\",\"antall\":1,\"millis\":600000}");

        assertThat(svarut.lookup("r")).isEmpty();

        plan("{\"type\":\"LOOKUP_LAG\",\"antall\":1,\"millis\":0}");

        assertThat(svarut.lookup("r")).containsExactly(id);
    }

    @Test
    void aLookupCanAnswerInAnotherShape() throws Exception {
        plan("{\"type\":\"LOOKUP_UNREADABLE\",\"antall\":1,\"eksternRef\":\"r\"}");
        String id = svarut.accepted("r");

        assertThat(svarut.get(sendPath() + "?eksternRef=r").body()).isEqualTo("[]");
        assertThat(svarut.lookup("r")).containsExactly(id);
    }

    @Test
    void aSendingThatTakesTooLongIsCutOffAndNotAccepted() throws Exception {
        svarut.restart(Duration.ZERO);

        assertThatThrownBy(() -> send("r")).isInstanceOf(IOException.class);

        assertThat(svarut.lookup("r")).isEmpty();
        assertThat(svarut.json("/kontroll/forsendelser")).isEmpty();
    }

    @Test
    void downIsA503ToEverythingUntilItIsReset() throws Exception {
        plan("{\"type\":\"DOWN\"}");

        assertThat(send("r").statusCode()).isEqualTo(503);
        assertThat(svarut.get(sendPath() + "?eksternRef=r").statusCode()).isEqualTo(503);
        assertThat(svarut.get("/forsendelse/publickey/hent").statusCode()).isEqualTo(503);
        assertThat(svarut.get("/kontroll/helse").statusCode()).isEqualTo(200);
        assertThat(svarut.json("/kontroll/feil")).hasSize(1);

        svarut.delete("/kontroll/feil");

        assertThat(svarut.json("/kontroll/feil")).isEmpty();
        assertThat(send("r").statusCode()).isEqualTo(200);
    }

    @Test
    void aFailureForOneReferenceLeavesTheOthersAlone() throws Exception {
        plan("{\"type\":\"STATUS\",\"status\":500,\"eksternRef\":\"r\"}");

        assertThat(send("s").statusCode()).isEqualTo(200);
        assertThat(send("r").statusCode()).isEqualTo(500);
        assertThat(send("r").statusCode()).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":\"ANNET\"}",
                "{\"type\":\"STATUS\"}",
                "{\"type\":\"STATUS\",\"status\":200}",
                "{\"type\":\"SLOW\"}",
                "{\"type\":\"DOWN\",\"antall\":0}",
                "{\"type\":\"DOWN\",\"antal\":1}",
                ""
            })
    void aFailureThatIsNotUnderstoodIsRefused(String failure) throws Exception {
        assertThat(svarut.post("/kontroll/feil", failure).statusCode()).isEqualTo(400);
        assertThat(svarut.json("/kontroll/feil")).isEmpty();
    }

    private void plan(String failure) throws Exception {
        assertThat(svarut.post("/kontroll/feil", failure).statusCode()).isEqualTo(204);
    }

    private HttpResponse<String> send(String reference) throws Exception {
        return svarut.sendMultipart(body(reference));
    }

    private static byte[] body(String reference) throws IOException {
        return multipart(forsendelse(reference, "a.pdf").toString(), file("a.pdf", "a".repeat(200_000)));
    }
}
