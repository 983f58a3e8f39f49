package no.digisos.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import no.digisos.fuzz.Wire.Answer;
import no.digisos.fuzz.Wire.End;

/** What an answer says of the function that gave it. */
enum Verdict {
    KEPT("kept"),
    /** 500 or more, and not a 503 that says when to come again. */
    BROKEN("answers >= 500 that are no honest 503"),
    SILENT("hangs"),
    UNANSWERED("connections closed without an answer"),
    OUT_OF_STEP("connections out of step"),
    OUT_OF_SHAPE("bodies out of the one error shape"),
    LEAK("bodies that tell of the program");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SHAPE = List.of(
            "timestamp", "status", "error", "errorId", "path", "originalPath", "message", "errorCode", "errorJson");
    private static final Pattern PROGRAM = Pattern.compile(
            "no\\.digisos|io\\.quarkus|java\\.[a-z]+\\.|org\\.[a-z]+\\.|jakarta\\.|Exception|\\bSQL\\b|\tat ");

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    /** For the report. */
    String text() {
        return text;
    }

    /**
     * Judges.
     *
     * @param whole whether the request was one, so that it has a right to an answer
     * @param head whether it asked for headers alone
     */
    static Verdict of(Answer answer, boolean whole, boolean head) {
        if (answer.end() == End.SILENT) {
            return whole ? SILENT : KEPT;
        }
        if (answer.end() == End.OUT_OF_STEP) {
            return OUT_OF_STEP;
        }
        if (answer.end() == End.CLOSED) {
            return whole ? UNANSWERED : KEPT;
        }
        if (answer.status() < 400) {
            return answer.status() == 0 ? BROKEN : KEPT;
        }
        Optional<JsonNode> body = head ? Optional.empty() : json(answer.body());
        if (answer.status() >= 500 && !honest(answer, body, head)) {
            return BROKEN;
        }
        if (head) {
            return KEPT;
        }
        if (body.filter(json -> shaped(json, answer.status())).isEmpty()) {
            return OUT_OF_SHAPE;
        }
        return PROGRAM.matcher(body.get().path("message").asText() + body.get().path("errorJson"))
                        .find()
                ? LEAK
                : KEPT;
    }

    private static boolean honest(Answer answer, Optional<JsonNode> body, boolean head) {
        return answer.status() == 503
                && answer.header("Retry-After").isPresent()
                && (head || body.filter(json -> shaped(json, 503)).isPresent());
    }

    private static boolean shaped(JsonNode json, int status) {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return names.equals(SHAPE)
                && json.get("status").asInt() == status
                && json.get("message").isTextual();
    }

    private static Optional<JsonNode> json(byte[] body) {
        try {
            return Optional.of(JSON.readTree(new String(body, StandardCharsets.UTF_8)))
                    .filter(JsonNode::isObject);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
