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
final class TeltJsonParser extends JsonParserDelegate {
    private static final int OBJEKT = 200;
    private static final int LISTE = 120;
    private static final int NAVN = 48;
    private static final int VERDI = 64;

    private final Jsonminne minne;

    TeltJsonParser(JsonParser parser, Jsonminne minne) {
        super(parser);
        this.minne = minne;
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        JsonToken token = super.nextToken();
        if (token == JsonToken.START_OBJECT) {
            minne.ta(OBJEKT);
        } else if (token == JsonToken.START_ARRAY) {
            minne.ta(LISTE);
        } else if (token != null && !token.isStructEnd()) {
            minne.ta((token == JsonToken.FIELD_NAME ? NAVN : VERDI) + getTextLength());
        }
        return token;
    }
}
