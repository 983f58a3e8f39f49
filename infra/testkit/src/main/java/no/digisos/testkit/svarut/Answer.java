package no.digisos.testkit.svarut;

import java.nio.file.Path;

/** What goes back. */
sealed interface Answer {

    /** A value as JSON, with 200. */
    record Json(Object body) implements Answer {}

    /** A text, with 200. */
    record Text(String contentType, String body) implements Answer {}

    /** A file's bytes, with 200. */
    record File(Path file) implements Answer {}

    /** An error in the common shape. */
    record Refusal(int status, String message) implements Answer {}

    /** 204. */
    record Empty() implements Answer {}

    /** Nothing: the connection is cut. */
    record Cut() implements Answer {}
}
