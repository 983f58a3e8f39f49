package no.digisos.common.upload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the tree of a document takes, while it grows: two bytes of brackets become a hundred and more. The sizes are those of
 * Jackson's nodes in a JVM with compressed pointers, with what their maps and lists take, rounded up.
 */
final class CountingJsonParser extends JsonParserDelegate {
    private static final int OBJECT = 200;
    private static final int LIST = 120;
    private static final int NAME = 48;
    private static final int VALUE = 64;

    private final JsonMemory memory;

    CountingJsonParser(JsonParser parser, JsonMemory memory) {
        super(parser);
        this.memory = memory;
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        JsonToken token = super.nextToken();
        if (token == JsonToken.START_OBJECT) {
            memory.take(OBJECT);
        } else if (token == JsonToken.START_ARRAY) {
            memory.take(LIST);
        } else if (token != null && !token.isStructEnd()) {
            memory.take((token == JsonToken.FIELD_NAME ? NAME : VALUE) + getTextLength());
        }
        return token;
    }
}
