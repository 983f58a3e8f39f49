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
public final class JsonLeser {
    /** Levels of arrays and objects: what whoever walks the tree may have to recurse. */
    public static final int MAKS_DYBDE = 64;

    private static final int MAKS_TALL_TEGN = 100;
    private static final int MAKS_NAVN_TEGN = 1000;
    private static final byte[] BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    // An instance's own, not static: its symbol tables are seeded, and a native image would bake the seed in.
    private final ObjectMapper mapper;
    private final Jsonminne minne;

    /** @param grenser of which {@link Grenser#maksJson()} bounds the length of one text, in characters */
    public JsonLeser(Grenser grenser) {
        this(grenser, Jsonminne.UTALT);
    }

    /**
     * @param grenser of which {@link Grenser#maksJson()} bounds the length of one text, in characters
     * @param minne counts what is read and parsed
     */
    public JsonLeser(Grenser grenser, Jsonminne minne) {
        this.minne = minne;
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAKS_DYBDE)
                        .maxNumberLength(MAKS_TALL_TEGN)
                        .maxNameLength(MAKS_NAVN_TEGN)
                        .maxStringLength(grenser.maksJson())
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
     * @param maks bytes, below 2 GiB
     * @throws ApiException {@link ErrorCode#FOR_STOR} as soon as there is more than {@code maks} bytes, or what {@link Jsonminne}
     *     says
     * @throws IOException the body's own
     */
    public byte[] lesBegrenset(InputStream body, long maks) throws IOException {
        return les(body, Math.toIntExact(maks), "Forespørselen");
    }

    /** As {@link #lesBegrenset}, of what the caller calls by this name. */
    byte[] les(InputStream body, int maks, String hva) throws IOException {
        return Mengde.les(minne.telt(body), maks, hva);
    }

    /**
     * Parses one JSON object.
     *
     * @param navn what the caller calls the document, as the subject of the message, e.g. {@code soknadJson}
     * @throws ApiException {@link ErrorCode#UGYLDIG_JSON}, with line and column where they are known, or the JSON pointer of the
     *     text that cannot be kept; or what {@link Jsonminne} says
     */
    public JsonNode objekt(byte[] json, String navn) {
        JsonNode objekt = parse(json, navn);
        if (!objekt.isObject()) {
            throw ugyldig(navn + " er ikke et JSON-objekt", null);
        }
        Teksttegn.iJson(objekt).ifPresent(feil -> {
            throw ugyldig(navn + " har " + feil, null);
        });
        return objekt;
    }

    /**
     * Parses one JSON object, if the rules of today take it.
     *
     * @throws ApiException when it cannot be read now: that says nothing of the document
     */
    public Optional<JsonNode> hvisGyldig(byte[] json, String navn) {
        try {
            return Optional.of(objekt(json, navn));
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
     * @param json what {@link #objekt} has read without complaint
     * @param sti names of the fields that lead to it, from the root
     * @throws ApiException {@link ErrorCode#UGYLDIG_JSON} when there is no object there
     */
    public byte[] utsnitt(byte[] json, String navn, String... sti) {
        try {
            int bom = bomLengde(json);
            String tekst = new String(json, bom, json.length - bom, StandardCharsets.UTF_8);
            try (JsonParser parser = mapper.createParser(tekst)) {
                parser.nextToken();
                for (String felt : sti) {
                    ga(parser, felt);
                }
                if (parser.currentToken() == JsonToken.START_OBJECT) {
                    int start = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
                    parser.skipChildren();
                    int slutt = Math.toIntExact(parser.currentLocation().getCharOffset());
                    return tekst.substring(start, slutt).getBytes(StandardCharsets.UTF_8);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw ugyldig(navn + " har ikke noe objekt i /" + String.join("/", sti), null);
    }

    /** From an object's beginning to the value of its field; where there is none, to the object's end. */
    private static void ga(JsonParser parser, String felt) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean riktig = parser.currentName().equals(felt);
            parser.nextToken();
            if (riktig) {
                return;
            }
            parser.skipChildren();
        }
    }

    @SuppressWarnings("UnusedException") // the parser's messages quote the content, see the class
    private JsonNode parse(byte[] json, String navn) {
        try (JsonParser parser = new TeltJsonParser(mapper.createParser(utf8(json)), minne)) {
            JsonNode node = mapper.readTree(parser);
            if (node == null) {
                throw ugyldig(navn + " er tom", null);
            }
            if (parser.nextToken() != null) {
                throw ugyldig(navn + " har innhold etter JSON-objektet", parser.currentTokenLocation());
            }
            return node;
        } catch (StreamConstraintsException e) {
            throw ugyldig(navn + " er for dypt nøstet eller har for lange navn, tall eller tekster", e.getLocation());
        } catch (JsonProcessingException e) {
            throw ugyldig(navn + " er ikke gyldig JSON", e.getLocation());
        } catch (IllegalArgumentException | ArithmeticException e) {
            // JSON that no decimal can hold, as 1e99999999999: BigDecimal's own refusal comes through the parser.
            throw ugyldig(navn + " har et tall med for stor eller for liten eksponent", null);
        } catch (CharacterCodingException e) {
            throw ugyldig(navn + " er ikke gyldig UTF-8", null);
        } catch (IOException e) {
            throw ugyldig(navn + " kan ikke leses som JSON", null);
        }
    }

    /** Decoded by the JDK and not by the parser, which guesses UTF-16 and UTF-32, and takes malformed UTF-8. */
    private static Reader utf8(byte[] json) {
        int start = bomLengde(json);
        return new InputStreamReader(
                new ByteArrayInputStream(json, start, json.length - start), StandardCharsets.UTF_8.newDecoder());
    }

    /** Whether the first byte, after a byte order mark and blanks, is that of an object. */
    static boolean begynnerSomObjekt(byte[] bytes) {
        int pos = bomLengde(bytes);
        while (pos < bytes.length && erBlank(bytes[pos])) {
            pos++;
        }
        return pos < bytes.length && bytes[pos] == '{';
    }

    private static int bomLengde(byte[] bytes) {
        boolean bom = bytes.length >= BOM.length && Arrays.equals(bytes, 0, BOM.length, BOM, 0, BOM.length);
        return bom ? BOM.length : 0;
    }

    private static boolean erBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    private static ApiException ugyldig(String message, @Nullable JsonLocation sted) {
        String hvor = sted == null || sted.getLineNr() < 1
                ? ""
                : " (linje " + sted.getLineNr() + ", kolonne " + sted.getColumnNr() + ")";
        return new ApiException(ErrorCode.UGYLDIG_JSON, message + hvor);
    }
}
