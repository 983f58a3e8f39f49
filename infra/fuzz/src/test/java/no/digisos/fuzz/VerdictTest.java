package no.digisos.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import no.digisos.fuzz.Wire.Answer;
import no.digisos.fuzz.Wire.End;
import org.junit.jupiter.api.Test;

/** The judge must see what it is there for. */
class VerdictTest {
    private static final String OK = "HTTP/1.1 %d x\r\nContent-Type: application/json\r\n";

    @Test
    void an_error_in_the_one_shape_keeps_the_promise_and_any_other_breaks_it() {
        assertThat(of(answer(400, OK, shape(400, "Ugyldig")))).isEqualTo(Verdict.KEPT);
        assertThat(of(answer(400, OK, shape(401, "Ugyldig")))).isEqualTo(Verdict.OUT_OF_SHAPE);
        assertThat(of(answer(400, OK, "{\"status\":400}"))).isEqualTo(Verdict.OUT_OF_SHAPE);
        assertThat(of(answer(404, OK, ""))).isEqualTo(Verdict.OUT_OF_SHAPE);
        assertThat(of(answer(404, OK, "<html>"))).isEqualTo(Verdict.OUT_OF_SHAPE);
        assertThat(Verdict.of(answer(404, OK, ""), true, true))
                .as("HEAD has no body")
                .isEqualTo(Verdict.KEPT);
    }

    @Test
    void of_all_from_500_only_a_503_that_says_when_to_come_again_is_honest() {
        assertThat(of(answer(500, OK, shape(500, "Uventet")))).isEqualTo(Verdict.BROKEN);
        assertThat(of(answer(503, OK, shape(503, "Utilgjengelig")))).isEqualTo(Verdict.BROKEN);
        assertThat(of(answer(503, OK + "Retry-After: 5\r\n", shape(503, "Utilgjengelig"))))
                .isEqualTo(Verdict.KEPT);
        assertThat(of(answer(503, OK + "Retry-After: 5\r\n", ""))).isEqualTo(Verdict.BROKEN);
    }

    @Test
    void a_message_that_tells_of_the_program_is_a_leak() {
        assertThat(of(answer(400, OK, shape(400, "java.lang.NullPointerException"))))
                .isEqualTo(Verdict.LEAK);
    }

    @Test
    void a_whole_request_has_a_right_to_an_answer_and_half_a_one_has_not() {
        assertThat(Verdict.of(Answer.none(End.SILENT), true, false)).isEqualTo(Verdict.SILENT);
        assertThat(Verdict.of(Answer.none(End.CLOSED), true, false)).isEqualTo(Verdict.UNANSWERED);
        assertThat(Verdict.of(Answer.none(End.SILENT), false, false)).isEqualTo(Verdict.KEPT);
        assertThat(Verdict.of(Answer.none(End.CLOSED), false, false)).isEqualTo(Verdict.KEPT);
        assertThat(Verdict.of(Answer.none(End.OUT_OF_STEP), false, false)).isEqualTo(Verdict.OUT_OF_STEP);
    }

    private static Verdict of(Answer answer) {
        return Verdict.of(answer, true, false);
    }

    private static Answer answer(int status, String head, String body) {
        return new Answer(End.ANSWERED, status, head.formatted(status), body.getBytes(StandardCharsets.UTF_8));
    }

    private static String shape(int status, String message) {
        return "{\"timestamp\":1,\"status\":" + status
                + ",\"error\":\"x\",\"errorId\":\"u\",\"path\":\"/\",\"originalPath\":null,\"message\":\"" + message
                + "\",\"errorCode\":null,\"errorJson\":null}";
    }
}
