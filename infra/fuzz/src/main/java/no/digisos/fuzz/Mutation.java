package no.digisos.fuzz;

import static no.digisos.fuzz.Bytes.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import no.digisos.fuzz.Request.Header;

/** A way to spoil a request. The result is still a whole request, which has a right to an answer. */
enum Mutation {
    MULTIPART {
        @Override
        Request apply(Request request, Dice dice) {
            byte[] body = request.body();
            String boundary = request.header("Content-Type").replaceAll(".*boundary=\"?([^\";]*).*", "$1");
            byte[] line = text("--" + boundary);
            int first = Bytes.find(body, line, 0);
            int second = first < 0 ? -1 : Bytes.find(body, line, first + line.length);
            if (second < 0) {
                return request.withBody(Bytes.spoil(body, dice));
            }
            int at = dice.once(2) ? first : second;
            int head = at + line.length;
            int headEnd = Math.max(head, Bytes.find(body, text("\r\n\r\n"), head));
            byte[] part = Arrays.copyOfRange(body, first, second);
            return switch (dice.below(12)) {
                case 0 -> request.withBody(Bytes.spoil(body, head, headEnd, dice));
                case 1 -> request.withBody(Bytes.splice(body, first, second, new byte[0]));
                case 2 -> request.withBody(Bytes.splice(body, second, second, part));
                case 3 -> request.withBody(Bytes.splice(body, first, first, repeated(part, 150)));
                case 4 -> request.withBody(Bytes.splice(body, head, headEnd, text("\r\nContent-Type: text/plain")));
                case 5 ->
                    request.withBody(Bytes.splice(
                            body,
                            head,
                            headEnd,
                            text("\r\nContent-Disposition: form-data; name=\"" + dice.of(NAMES) + "\"; filename=\""
                                    + dice.of(NAMES) + "\"\r\nContent-Type: application/octet-stream")));
                case 6 -> request.withBody(Bytes.splice(body, head, headEnd, text("\r\nX: " + "y".repeat(20_000))));
                case 7 -> request.withBody(Arrays.copyOf(body, Math.max(0, body.length - line.length - 4)));
                case 8 ->
                    request.with(
                            "Content-Type",
                            "multipart/form-data"
                                    + dice.of(List.of(
                                            "",
                                            "; boundary=",
                                            "; boundary=another",
                                            "; boundary=\"" + boundary,
                                            "; boundary=" + "b".repeat(300),
                                            "; boundary=" + boundary + "; boundary=x")));
                case 9 -> request.withBody(Bytes.splice(body, second, second, text("\r\n--" + boundary + "--\r\n")));
                case 10 ->
                    request.withBody(new String(body, StandardCharsets.ISO_8859_1)
                            .replace("\r\n", dice.of(List.of("\n", "\r", "\r\n ")))
                            .getBytes(StandardCharsets.ISO_8859_1));
                default -> request.withBody(Bytes.splice(body, 0, 0, text("preamble\r\n".repeat(1 + dice.below(50)))));
            };
        }
    },

    CMS {
        @Override
        Request apply(Request request, Dice dice) {
            byte[] body = request.body();
            int type = Bytes.find(body, text("application/octet-stream"), 0);
            int start = type < 0 ? -1 : Bytes.find(body, text("\r\n\r\n"), type);
            if (start < 0) {
                return request.withBody(Bytes.spoil(body, dice));
            }
            int content = start + 4;
            // The structure is at the beginning, and in what ends it.
            int end = Math.min(body.length, content + (dice.once(4) ? body.length : 420));
            return switch (dice.below(6)) {
                case 0 -> {
                    byte[] nested = new byte[4_000];
                    for (int i = 0; i < nested.length; i += 2) {
                        nested[i] = 0x30;
                        nested[i + 1] = (byte) 0x80;
                    }
                    yield request.withBody(Bytes.splice(body, content, content, nested));
                }
                case 1 ->
                    request.withBody(Bytes.splice(body, content + dice.below(30), content + 31, text("not any CMS")));
                default -> request.withBody(Bytes.spoil(body, content, end, dice));
            };
        }
    },

    JSON {
        @Override
        Request apply(Request request, Dice dice) {
            byte[] body = request.body();
            int start = Bytes.find(body, text("{"), 0);
            if (body.length == 0 || start < 0) {
                return request.withBody(text(dice.of(TEXTS))).with("Content-Type", "application/json");
            }
            if (start > 0) {
                // One of the JSON documents within a form.
                for (int i = dice.below(4); i > 0; i--) {
                    int next = Bytes.find(body, text("\r\n\r\n{"), start);
                    start = next < 0 ? start : next + 4;
                }
            }
            int end = start == 0 ? body.length : Math.max(start, Bytes.find(body, text("\r\n"), start));
            byte[] document = Arrays.copyOfRange(body, start, end);
            return request.withBody(Bytes.splice(
                    body,
                    start,
                    end,
                    switch (dice.below(4)) {
                        case 0 -> text(dice.of(TEXTS));
                        case 1 -> Bytes.spoil(document, dice);
                        default -> reshaped(document, dice);
                    }));
        }
    },

    HEADERS {
        @Override
        Request apply(Request request, Dice dice) {
            List<Header> headers = new ArrayList<>(request.headers());
            Header one = headers.isEmpty() ? new Header("Accept", "*/*") : dice.of(headers);
            return switch (dice.below(14)) {
                case 0 -> request.without(one.name());
                case 1 -> {
                    headers.add(one);
                    yield request.withHeaders(headers);
                }
                case 2 -> request.with(one.name(), dice.of(VALUES));
                case 3 -> request.with("Authorization", dice.of(LOGINS));
                case 4 -> request.with("Authorization", forged(request.header("Authorization"), dice));
                case 5 -> request.with(dice.of(List.of("IntegrasjonId", "IntegrasjonPassord")), dice.of(VALUES));
                case 6 -> request.with("Range", dice.of(RANGES));
                case 7 -> request.with(dice.of(List.of("If-Match", "If-None-Match", "If-Range")), dice.of(VALUES));
                case 8 -> request.with("Accept", dice.of(VALUES));
                case 9 -> request.with("Content-Type", dice.of(TYPES));
                case 10 -> {
                    for (int i = 0; i < 250; i++) {
                        headers.add(new Header("X-" + i, "v"));
                    }
                    yield request.withHeaders(headers);
                }
                case 11 -> request.with("X-Long", "v".repeat(8_000 * (1 + dice.below(8))));
                case 12 ->
                    request.with(
                            dice.of(List.of(
                                    "Host",
                                    "X-Forwarded-Host",
                                    "Forwarded",
                                    "Cookie",
                                    "Origin",
                                    "Client-Cert",
                                    "X-HTTP-Method-Override",
                                    "Content-Encoding",
                                    "traceparent",
                                    "b3",
                                    "Expect")),
                            dice.of(VALUES));
                default -> request.inChunks();
            };
        }
    },

    PATH {
        @Override
        Request apply(Request request, Dice dice) {
            String target = request.target();
            int slash = 1 + dice.below(target.length());
            return switch (dice.below(9)) {
                case 0 -> request.withTarget(target.substring(0, slash) + dice.of(PIECES) + target.substring(slash));
                case 1 ->
                    request.withTarget(target.replace("/", dice.of(List.of("//", "/./", "/x/../", "%2f", "/;a=b/"))));
                case 2 -> request.withTarget(target.substring(0, slash));
                case 3 -> request.withTarget(target + (target.contains("?") ? "&" : "?") + dice.of(QUERIES));
                case 4 -> request.withTarget(target + "/" + "x".repeat(200 + dice.below(20_000)));
                case 5 ->
                    request.withTarget(target.replaceAll("[0-9a-f-]{36}", Matcher.quoteReplacement(dice.of(PIECES))));
                case 6 -> request.withTarget(target.toUpperCase(Locale.ROOT));
                case 7 -> request.withTarget("http://evil.example" + target);
                default -> request.withMethod(dice.of(METHODS));
            };
        }
    },

    BODY {
        @Override
        Request apply(Request request, Dice dice) {
            return switch (dice.below(4)) {
                case 0 -> request.withBody(new byte[0]);
                case 1 -> request.withBody(dice.bytes(1 + dice.below(5_000)));
                case 2 -> request.inChunks().withBody(Bytes.spoil(request.body(), dice));
                default -> request.withBody(Bytes.spoil(request.body(), dice));
            };
        }
    };

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final List<String> NAMES = List.of(
            "",
            "metadata0",
            "soknadJson",
            "vedleggJson",
            "../../etc/passwd",
            "a\u0000b.pdf",
            "n".repeat(3_000) + ".pdf",
            "=?UTF-8?Q?a?=",
            "å\u0308\u202e.pdf",
            "x\\\"; filename=\\\"y",
            "CON.pdf");

    private static final List<String> TEXTS = List.of(
            "",
            "null",
            "[]",
            "{}",
            "\"\"",
            "0",
            "{\"a\":1,\"a\":2}",
            "[".repeat(5_000),
            "{\"a\":".repeat(3_000) + "1" + "}".repeat(3_000),
            "{\"fnr\":\"01819010001\u0000\"}",
            "{\"vedlegg\":null}",
            "{\"vedlegg\":[null]}",
            "{\"vedlegg\":[{\"filer\":null}]}",
            "{\"version\":1e400}",
            "{\"x\":\"\\ud800\"}",
            "\ufeff{}",
            "{\"maks\":-1,\"leieSekunder\":99999999999999999999}",
            "[" + "\"00000000-0000-4000-8000-000000000000\",".repeat(2_000) + "\"\"]",
            "{'a':1}",
            "{\"a\":NaN}");

    private static final List<String> VALUES = List.of(
            "",
            " ",
            "*",
            "\"",
            "W/\"1\"",
            "0",
            "-1",
            "null",
            "a,b",
            "00000000-0000-4000-8000-000000000000",
            "' OR 1=1 --",
            "æøå",
            "\u0001",
            "v".repeat(9_000),
            "${jndi:ldap://127.0.0.1/a}",
            "100-continue",
            "gzip",
            "00-zz-zz-zz",
            "[::1",
            "a b");

    private static final List<String> LOGINS = List.of(
            "",
            ".",
            "Bearer",
            "Bearer ",
            "Bearer .",
            "Bearer ..",
            "Bearer a.b.c",
            "Bearer a.b",
            "Bearer eyJhbGciOiJub25lIn0.e30.",
            "Bearer " + "a".repeat(10_000),
            "bearer\t.",
            "Basic",
            "Basic !!!!",
            "Basic Og==",
            "Basic " + Base64.getEncoder().encodeToString(text("a:" + "b".repeat(5_000))),
            "Digest a",
            "Bearer æ.ø.å");

    private static final List<String> RANGES = List.of(
            "bytes=0-",
            "bytes=-1",
            "bytes=-0",
            "bytes=5-2",
            "bytes=0-0,1-1",
            "bytes=0-99999999999999999999",
            "bytes=9223372036854775807-",
            "bytes=" + "0-1,".repeat(500) + "2-3",
            "bytes=a-b",
            "items=0-1",
            "bytes");

    private static final List<String> TYPES = List.of(
            "",
            "text/plain",
            "application/xml",
            "application/json; charset=utf-16",
            "application/json; charset=nonsense",
            "multipart/mixed; boundary=x",
            "multipart/form-data",
            "application/x-www-form-urlencoded",
            "*/*",
            "json",
            "/",
            ";;;",
            "application/json;".repeat(200));

    private static final List<String> PIECES = List.of(
            "%00",
            "%zz",
            "%",
            "%2e%2e%2f",
            "..",
            "../../../",
            ";",
            "%0d%0a",
            "\u00e6",
            "\\",
            "%c0%ae",
            "|",
            "{",
            "^",
            "#",
            "*");

    private static final List<String> QUERIES = List.of(
            "a",
            "sporingsId=",
            "sporingsId=x",
            "sokerFnr=1",
            "sokerFnr=01819010001&sokerFnr=01819010002",
            "%",
            "a=%zz",
            "=",
            "&&&",
            "q=" + "x".repeat(12_000),
            "fiksDigisosId=1",
            "antall=-1&side=99999999999");

    private static final List<String> METHODS = List.of(
            "GET",
            "HEAD",
            "POST",
            "PUT",
            "DELETE",
            "PATCH",
            "OPTIONS",
            "TRACE",
            "PROPFIND",
            "get",
            "X".repeat(40),
            "FNR01819010001");

    abstract Request apply(Request request, Dice dice);

    private static byte[] repeated(byte[] part, int times) {
        byte[] all = new byte[part.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(part, 0, all, i * part.length, part.length);
        }
        return all;
    }

    /** A token that was signed for something else, or by nobody. */
    private static String forged(String login, Dice dice) {
        String[] parts = login.replaceFirst("(?i)bearer ", "").split("\\.", -1);
        if (parts.length != 3) {
            return dice.of(LOGINS);
        }
        String header = json(parts[0]);
        String claims = json(parts[1]);
        return "Bearer "
                + switch (dice.below(7)) {
                    case 0 -> base64("{\"alg\":\"none\"}") + "." + parts[1] + ".";
                    case 1 -> base64(header.replace("RS256", "HS256")) + "." + parts[1] + "." + parts[2];
                    case 2 -> parts[0] + "." + base64(claims.replaceAll("[0-9]{9,11}", "01819010002")) + "." + parts[2];
                    case 3 -> parts[0] + "." + parts[1] + "." + base64("signature");
                    case 4 -> parts[0] + "." + base64(claims.replaceFirst("\\{", "{\"crit\":[1],")) + "." + parts[2];
                    case 5 ->
                        base64(header.replaceFirst("\"kid\":\"[^\"]*\"", "\"kid\":\"../../x\"")) + "." + parts[1] + "."
                                + parts[2];
                    default -> parts[0] + "." + parts[1] + "." + parts[2] + ".x";
                };
    }

    private static String json(String part) {
        try {
            return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "{}";
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text(text));
    }

    /** The document with one of its values replaced, doubled or removed. */
    private static byte[] reshaped(byte[] document, Dice dice) {
        try {
            JsonNode root = MAPPER.readTree(document);
            JsonNode at = root;
            for (int depth = dice.below(6); depth > 0 && at.size() > 0; depth--) {
                List<JsonNode> children = new ArrayList<>();
                at.forEach(children::add);
                JsonNode child = dice.of(children);
                if (!child.isContainerNode() || child.isEmpty()) {
                    break;
                }
                at = child;
            }
            if (at instanceof ObjectNode object && !object.isEmpty()) {
                List<String> names = new ArrayList<>();
                object.fieldNames().forEachRemaining(names::add);
                String name = dice.of(names);
                if (dice.once(4)) {
                    object.remove(name);
                } else {
                    object.set(name, value(dice));
                }
            } else if (at instanceof ArrayNode array) {
                array.add(value(dice));
            }
            return MAPPER.writeValueAsBytes(root);
        } catch (IOException e) {
            return Bytes.spoil(document, dice);
        }
    }

    private static JsonNode value(Dice dice) throws IOException {
        return MAPPER.readTree(dice.of(List.of(
                "null",
                "true",
                "-1",
                "0",
                "1e30",
                "99999999999999999999",
                "\"\"",
                "\"\\u0000\"",
                "\"\\u202e\"",
                "\"" + "x".repeat(20_000) + "\"",
                "[]",
                "{}",
                "[[[[[[1]]]]]]",
                "\"2024-13-45T99:99:99Z\"",
                "\"01819010001\"",
                "\"-----BEGIN CERTIFICATE-----\\nAAAA\\n-----END CERTIFICATE-----\"")));
    }
}
