package no.digisos.common.upload;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON from callers strictly: UTF-8 only (a byte order mark is tolerated), one object and nothing after it, no key twice,
 * bounded in depth and in the length of names, numbers and texts, and no text that somebody behind us could not keep as it came:
 * PostgreSQL takes no NUL, and half a surrogate pair has no UTF-8. Numbers keep their digits. The messages of its refusals hold no
 * content, and the parser's exception is not attached to them, since it quotes what it could not read and would reach a log.
 */
public final class JsonReader {
    /** Levels of arrays and objects: what whoever walks the tree may have to recurse. */
    public static final int MAX_DEPTH = 64;

    private static final int MAX_NUMBER_CHARS = 100;
    private static final int MAX_NAME_CHARS = 1000;
    private static final byte[] BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    // An instance's own, not static: its symbol tables are seeded, and a native image would bake the seed in.
    private final ObjectMapper mapper;
    private final JsonMemory memory;

    /** @param limits of which {@link UploadLimits#maksJson()} bounds the length of one text, in characters */
    public JsonReader(UploadLimits limits) {
        this(limits, JsonMemory.UNCOUNTED);
    }

    /**
     * @param limits of which {@link UploadLimits#maksJson()} bounds the length of one text, in characters
     * @param memory counts what is read and parsed
     */
    public JsonReader(UploadLimits limits, JsonMemory memory) {
        this.memory = memory;
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER_CHARS)
                        .maxNameLength(MAX_NAME_CHARS)
                        .maxStringLength(limits.maksJson())
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // A caller must not be able to fill the JVM's table of interned strings.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
        this.mapper = new ObjectMapper(factory)
                // As a double, 1e400 would be infinite and a long decimal another number.
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);
    }

    /**
     * Reads a JSON body into memory.
     *
     * @param max bytes, below 2 GiB
     * @throws ApiException {@link ErrorCode#FOR_STOR} as soon as there is more than {@code maks} bytes, or what {@link JsonMemory}
     *     says
     * @throws IOException the body's own
     */
    public byte[] readLimited(InputStream body, long max) throws IOException {
        return read(body, Math.toIntExact(max), "Forespørselen");
    }

    /** As {@link #readLimited}, of what the caller calls by this name. */
    byte[] read(InputStream body, int max, String what) throws IOException {
        return ByteSize.read(memory.counted(body), max, what);
    }

    /**
     * Parses one JSON object.
     *
     * @param name what the caller calls the document, as the subject of the message, e.g. {@code soknadJson}
     * @throws ApiException {@link ErrorCode#UGYLDIG_JSON}, with line and column where they are known, or the JSON pointer of the
     *     text that cannot be kept; or what {@link JsonMemory} says
     */
    public JsonNode object(byte[] json, String name) {
        JsonNode object = parse(json, name);
        if (!object.isObject()) {
            throw invalid(name + " er ikke et JSON-objekt", null);
        }
        TextChars.inJson(object).ifPresent(failure -> {
            throw invalid(name + " har " + failure, null);
        });
        return object;
    }

    /**
     * Parses one JSON object, if the rules of today take it.
     *
     * @throws ApiException when it cannot be read now: that says nothing of the document
     */
    public Optional<JsonNode> ifValid(byte[] json, String name) {
        try {
            return Optional.of(object(json, name));
        } catch (ApiException e) {
            if (e.code() == ErrorCode.UTILGJENGELIG) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /**
     * One object of a document, byte for byte as it was sent.
     *
     * @param json what {@link #object} has read without complaint
     * @param path names of the fields that lead to it, from the root
     * @throws ApiException {@link ErrorCode#UGYLDIG_JSON} when there is no object there
     */
    public byte[] slice(byte[] json, String name, String... path) {
        try {
            int bom = bomLength(json);
            String text = new String(json, bom, json.length - bom, StandardCharsets.UTF_8);
            try (JsonParser parser = mapper.createParser(text)) {
                parser.nextToken();
                for (String field : path) {
                    walk(parser, field);
                }
                if (parser.currentToken() == JsonToken.START_OBJECT) {
                    int start = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
                    parser.skipChildren();
                    int end = Math.toIntExact(parser.currentLocation().getCharOffset());
                    return text.substring(start, end).getBytes(StandardCharsets.UTF_8);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw invalid(name + " har ikke noe objekt i /" + String.join("/", path), null);
    }

    /** From an object's beginning to the value of its field; where there is none, to the object's end. */
    private static void walk(JsonParser parser, String field) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean correct = parser.currentName().equals(field);
            parser.nextToken();
            if (correct) {
                return;
            }
            parser.skipChildren();
        }
    }

    @SuppressWarnings("UnusedException") // the parser's messages quote the content, see the class
    private JsonNode parse(byte[] json, String name) {
        try (JsonParser parser = new CountingJsonParser(mapper.createParser(utf8(json)), memory)) {
            JsonNode node = mapper.readTree(parser);
            if (node == null) {
                throw invalid(name + " er tom", null);
            }
            if (parser.nextToken() != null) {
                throw invalid(name + " har innhold etter JSON-objektet", parser.currentTokenLocation());
            }
            return node;
        } catch (StreamConstraintsException e) {
            throw invalid(name + " er for dypt nøstet eller har for lange navn, tall eller tekster", e.getLocation());
        } catch (JsonProcessingException e) {
            throw invalid(name + " er ikke gyldig JSON", e.getLocation());
        } catch (IllegalArgumentException | ArithmeticException e) {
            // JSON that no decimal can hold, as 1e99999999999: BigDecimal's own refusal comes through the parser.
            throw invalid(name + " har et tall med for stor eller for liten eksponent", null);
        } catch (CharacterCodingException e) {
            throw invalid(name + " er ikke gyldig UTF-8", null);
        } catch (IOException e) {
            throw invalid(name + " kan ikke leses som JSON", null);
        }
    }

    /** Decoded by the JDK and not by the parser, which guesses UTF-16 and UTF-32, and takes malformed UTF-8. */
    private static Reader utf8(byte[] json) {
        int start = bomLength(json);
        return new InputStreamReader(
                new ByteArrayInputStream(json, start, json.length - start), StandardCharsets.UTF_8.newDecoder());
    }

    /** Whether the first byte, after a byte order mark and blanks, is that of an object. */
    static boolean beginsAsObject(byte[] bytes) {
        int pos = bomLength(bytes);
        while (pos < bytes.length && isBlank(bytes[pos])) {
            pos++;
        }
        return pos < bytes.length && bytes[pos] == '{';
    }

    private static int bomLength(byte[] bytes) {
        boolean bom = bytes.length >= BOM.length && Arrays.equals(bytes, 0, BOM.length, BOM, 0, BOM.length);
        return bom ? BOM.length : 0;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    private static ApiException invalid(String message, @Nullable JsonLocation place) {
        String where = place == null || place.getLineNr() < 1
                ? ""
                : " (linje " + place.getLineNr() + ", kolonne " + place.getColumnNr() + ")";
        return new ApiException(ErrorCode.UGYLDIG_JSON, message + where);
    }
}
