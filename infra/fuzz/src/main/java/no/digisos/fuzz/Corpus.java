package no.digisos.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import no.digisos.common.crypto.JdkCrypto;
import no.digisos.common.testkit.Client;
import no.digisos.common.testkit.Client.Answer;
import no.digisos.common.testkit.MultipartForm;
import no.digisos.common.testkit.SeedData;
import no.digisos.fuzz.Request.Header;
import no.digisos.local.pdf.PdfFactory;
import no.digisos.local.stack.Checkout;
import no.digisos.local.stack.RunningStack;

/**
 * What is right: a call of every endpoint that the OpenAPI documents name, the calls of the main job with what they need, and the
 * requests that real clients were recorded with.
 */
final class Corpus {
    static final String SUBMIT = "submit-function";
    static final String STATUS = "status-function";
    static final String METADATA = "metadata-function";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "/digisos/api/v1";
    private static final List<String> METHODS = List.of("get", "put", "post", "delete");
    private static final String UPDATE =
            "{\"sak\":{\"soker\":{\"version\":\"1.0.0\",\"avsender\":{\"systemnavn\":\"Fuzz\",\"systemversjon\":\"1\"},"
                    + "\"hendelser\":[{\"type\":\"soknadsStatus\",\"hendelsestidspunkt\":\"2024-05-01T10:00:00.000Z\","
                    + "\"status\":\"UNDER_BEHANDLING\"}]}},\"type\":\"no.nav.digisos.digisos.soker.v1\"}";

    private final List<Function<Dice, Request>> all = new ArrayList<>();
    private final Identities who;
    private final Known known;
    private final byte[] pdf = PdfFactory.pdf(1, 2048, List.of("Søknad"));
    private final byte[] cms;

    /** What the seeds of the stack and a first søknad have made. */
    private record Known(
            UUID digisosId, String ref, String filId, String dokumentId, String meldingId, String leieId, UUID annet) {}

    private Corpus(Identities who, Known known, byte[] cms) {
        this.who = who;
        this.known = known;
        this.cms = cms;
    }

    /**
     * Makes one: sends a søknad first, so that there is something to ask for.
     *
     * @param recordings a directory of recorded requests, which may be missing
     * @throws IOException when the stack does not take what is right
     */
    static Corpus of(RunningStack stack, Identities who, Path recordings) throws IOException {
        byte[] plain = PdfFactory.pdf(1, 2048, List.of("Søknad"));
        byte[] cms = MultipartForm.encrypt(plain, stack.keys().platform().certificate());
        Client open = Client.against(stack.json().gateway().http().toString());
        String ref = UUID.randomUUID().toString();
        String stored = UUID.randomUUID().toString();
        Client nav = with(open, who.nav());
        JsonNode laid =
                ok(nav.post(API + "/mellomlagring/" + stored, new MultipartForm().file("v.pdf", plain.length, cms)));
        JsonNode sent = ok(with(open, who.citizen())
                .post("/digisos/api/v2/soknader/0301/" + ref, soknad("{\"vedlegg\":[]}", plain.length, cms)));
        UUID digisosId = UUID.fromString(sent.asText());
        JsonNode sak = ok(with(open, who.citizen()).get(API + "/soknader/" + digisosId));
        JsonNode message = ok(with(open, who.fagsystem()).post(queue() + "/hent", "{\"maks\":1,\"leieSekunder\":3600}"))
                .path(0);
        Corpus corpus = new Corpus(
                who,
                new Known(
                        digisosId,
                        stored,
                        laid.at("/mellomlagringMetadataList/0/filId").asText(),
                        sak.at("/originalSoknadNAV/metadata").asText(),
                        message.path("meldingId").asText(),
                        message.path("leieId").asText(),
                        UUID.randomUUID()),
                cms);
        corpus.mainJob();
        corpus.documented(Checkout.here().root());
        if (Files.isDirectory(recordings)) {
            corpus.recordings(recordings);
        }
        return corpus;
    }

    /** One of them, with new references where a repeat would be another thing. */
    Request any(Dice dice) {
        return dice.of(all).apply(dice);
    }

    int size() {
        return all.size();
    }

    private static String queue() {
        return "/digisos/mottak/api/v1/kontoer/" + SeedData.OSLO.kontoId() + "/meldinger";
    }

    private void mainJob() {
        String cases = API + "/soknader/";
        add(dice -> form("/digisos/api/v2/soknader/0301/" + dice.uuid(), who.citizen(), soknad()));
        add(dice -> form(
                "/digisos/api/v2/soknader/0301/" + dice.uuid(),
                who.citizen(),
                new MultipartForm()
                        .json("tilleggsinformasjonJson", "{\"enhetsnummer\":\"0315\"}")
                        .json("soknadJson", "{\"version\":\"1.0.0\"}")
                        .json("vedleggJson", vedlegg("vedlegg.pdf"))
                        .file("Soknad.pdf", pdf.length, cms)
                        .file("vedlegg.pdf", pdf.length, cms)));
        add(dice -> form(API + "/soknader/4601/" + dice.uuid(), who.citizen(), soknad()));
        add(dice -> form(
                "/digisos/api/v2/soknader/0301/" + known.digisosId() + "/" + dice.uuid(),
                who.citizen(),
                new MultipartForm().json("vedleggJson", vedlegg("e.pdf")).file("e.pdf", pdf.length, cms)));
        add(dice -> form(
                API + "/mellomlagring/" + dice.uuid(),
                who.nav(),
                new MultipartForm().file("å ø.pdf", pdf.length, cms)));
        add(dice -> {
            UUID klage = dice.uuid();
            return form(
                    "/digisos/klage/api/v1/" + known.digisosId() + "/" + dice.uuid() + "/" + klage + "/" + dice.uuid(),
                    who.citizen(),
                    new MultipartForm()
                            .json("klage.json", "{\"klageId\":\"" + klage + "\"}")
                            .json("vedlegg.json", "{\"vedlegg\":[]}")
                            .file("klage.pdf", pdf.length, cms));
        });
        add(dice -> json(
                SUBMIT,
                "POST",
                cases + "dokumenter",
                who.citizen(),
                "[{\"digisosId\":\"" + known.digisosId() + "\",\"dokumentlagerIdListe\":[\"" + known.dokumentId()
                        + "\"]}]"));
        add(dice ->
                only(SUBMIT, "GET", cases + known.digisosId() + "/dokumenter/" + known.dokumentId(), who.citizen()));
        add(dice -> only(SUBMIT, "GET", API + "/mellomlagring/" + known.ref() + "/" + known.filId(), who.nav()));

        String mine = API + "/" + SeedData.OSLO.fiksOrgId() + "/" + known.digisosId();
        add(dice -> json(STATUS, "POST", mine, who.fagsystem(), UPDATE));
        add(dice -> json(
                STATUS,
                "POST",
                API + "/" + SeedData.OSLO.fiksOrgId() + "/ny?sokerFnr=" + who.fnr(),
                who.fagsystem(),
                ""));
        add(dice -> form(
                STATUS,
                mine + "/filer",
                who.fagsystem(),
                new MultipartForm().file("vedtak-" + dice.uuid() + ".pdf", pdf.length, cms)));
        add(dice -> json(STATUS, "POST", queue() + "/hent", who.fagsystem(), "{\"maks\":2,\"leieSekunder\":60}"));
        String message = queue() + "/" + known.meldingId();
        for (String outcome : List.of("mottatt", "feilet", "avvist")) {
            add(dice -> json(
                    STATUS,
                    "POST",
                    message + "/kvittering/" + outcome,
                    who.fagsystem(),
                    "{\"leieId\":\"" + known.leieId() + "\",\"fagsystemRef\":\"sak-1\",\"melding\":\"x\"}"));
        }
        add(dice -> only(STATUS, "GET", message + "/data", who.fagsystem()));
        add(dice -> only(STATUS, "GET", message, who.fagsystem()).with("Range", "bytes=0-10"));
        add(dice -> only(STATUS, "GET", "/tjenester/svarinn/mottaker/hentNyeForsendelser", who.svarInn()));
        add(dice -> json(
                STATUS,
                "POST",
                "/tjenester/svarinn/mottakFeilet/forsendelse/" + known.meldingId(),
                who.svarInn(),
                "{\"feilmelding\":\"x\",\"permanent\":false}"));
        add(dice -> only(STATUS, "GET", "/tjenester/svarinn/forsendelse/" + known.meldingId(), who.svarInn()));
        String config = API + "/konfigurasjon/" + SeedData.STAVANGER.fiksOrgId();
        add(
                dice -> json(
                        STATUS,
                        "PUT",
                        config,
                        who.administrator(),
                        "{\"aktivert\":true,\"kontaktpersoner\":{\"fagansvarligEpost\":[\"fag@example.no\"],\"tekniskAnsvarligEpost\":[\"t@example.no\"]}}"));
        add(dice -> json(STATUS, "POST", config + "/kontoer", who.administrator(), "{\"navn\":\"A\"}"));
        add(dice -> json(
                METADATA,
                "POST",
                API + "/nav/soknader/soknader?sporingsId=" + dice.uuid(),
                who.nav(),
                "{\"fnr\":\"" + who.fnr() + "\"}"));
        add(dice -> json(
                METADATA,
                "POST",
                API + "/nav/soknader/status?sporingsId=" + dice.uuid(),
                who.nav(),
                "[\"" + known.digisosId() + "\"]"));
    }

    /** Every operation that the documents name, so that a new one is met without a word here. */
    private void documented(Path root) throws IOException {
        for (String function : List.of(SUBMIT, STATUS, METADATA)) {
            JsonNode paths = JSON.readTree(root.resolve(function)
                            .resolve("src/main/resources/apibeskrivelse.json")
                            .toFile())
                    .path("paths");
            paths.properties()
                    .forEach(path -> path.getValue().properties().stream()
                            .filter(operation -> METHODS.contains(operation.getKey()))
                            .forEach(operation -> add(dice -> documented(
                                    function,
                                    operation.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    operation.getValue(),
                                    dice))));
        }
    }

    private Request documented(String function, String method, String path, JsonNode operation, Dice dice) {
        StringBuilder target = new StringBuilder();
        for (String part : path.split("/", -1)) {
            if (!part.isEmpty()) {
                target.append('/').append(part.startsWith("{") ? parameter(part, dice) : part);
            }
        }
        char next = '?';
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("in").asText().equals("query") && !dice.once(3)) {
                String name = parameter.path("name").asText();
                target.append(next).append(name).append('=').append(parameter(name, dice));
                next = '&';
            }
        }
        List<Header> identity = rightful(function, path, dice);
        JsonNode content = operation.path("requestBody").path("content");
        Request request = content.has("multipart/form-data")
                ? form(function, target.toString(), identity, soknad())
                : content.isEmpty()
                        ? only(function, method, target.toString(), identity)
                        : json(function, method, target.toString(), identity, dice.once(2) ? "{}" : UPDATE);
        return new Request(
                function, method + " " + path, method, request.target(), request.headers(), request.body(), false);
    }

    private List<Header> rightful(String function, String path, Dice dice) {
        if (dice.once(8)) {
            return who.any(dice);
        }
        if (path.startsWith("/tjenester")) {
            return who.svarInn();
        }
        if (path.contains("/konfigurasjon/")) {
            return who.administrator();
        }
        return switch (function) {
            case SUBMIT -> path.contains("mellomlagring") ? who.nav() : who.citizen();
            case STATUS -> who.fagsystem();
            default -> who.nav();
        };
    }

    private String parameter(String name, Dice dice) {
        String only = name.replaceAll("[{}]", "");
        if (dice.once(10)) {
            return dice.of(List.of(known.annet().toString(), "0", "%20", "x".repeat(300), "01819010001", "æ"));
        }
        return switch (only) {
            case "kommunenummer" -> dice.of(List.of("0301", "4601", "1103", "9999"));
            case "fiksOrgId", "fiksOrganisasjon" ->
                dice.of(List.of(SeedData.OSLO.fiksOrgId(), SeedData.STAVANGER.fiksOrgId()))
                        .toString();
            case "kontoId" ->
                Objects.requireNonNull(dice.of(List.of(SeedData.OSLO, SeedData.STAVANGER))
                                .kontoId())
                        .toString();
            case "digisosId" -> known.digisosId().toString();
            case "navEksternRefId" -> dice.once(2) ? known.ref() : dice.uuid().toString();
            case "filId", "filIder" -> known.filId();
            case "dokumentlagerId", "dokumentId" -> known.dokumentId();
            case "meldingId", "id" -> known.meldingId();
            case "leieId" -> known.leieId();
            default -> dice.uuid().toString();
        };
    }

    private void recordings(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".bin")).sorted().toList()) {
                recorded(file);
            }
        }
    }

    /** Its login is of another world, and so is its case; the rest is as it was recorded. */
    private void recorded(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        List<String> lines = text.substring(0, end).lines().toList();
        String[] first = lines.getFirst().split(" ", -1);
        List<Header> headers = lines.stream()
                .skip(1)
                .map(line -> new Header(
                        line.substring(0, line.indexOf(':')),
                        line.substring(line.indexOf(':') + 1).strip()))
                .filter(h -> !h.name()
                        .toLowerCase(Locale.ROOT)
                        .matches("host|authorization|integrasjon.*|transfer-encoding|content-length|connection|expect"))
                .toList();
        boolean chunked =
                lines.stream().anyMatch(l -> l.toLowerCase(Locale.ROOT).matches("transfer-encoding: *chunked"));
        byte[] body = chunked ? withoutChunks(bytes, end + 4) : Arrays.copyOfRange(bytes, end + 4, bytes.length);
        String name = file.getFileName().toString();
        String function = name.startsWith("ks") ? STATUS : first[1].contains("/nav/") ? METADATA : SUBMIT;
        add(dice -> {
            List<Header> all = new ArrayList<>(
                    function.equals(STATUS)
                            ? who.fagsystem()
                            : first[1].contains("mellomlagring") || function.equals(METADATA)
                                    ? who.nav()
                                    : who.citizen());
            all.addAll(headers);
            String target = first[1].replaceAll(
                    "3fa85f64-5717-4562-b3fc-2c963f66afa6", known.digisosId().toString());
            return new Request(function, name, first[0], target, all, body, chunked);
        });
    }

    private static byte[] withoutChunks(byte[] bytes, int from) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = from;
        while (at < bytes.length) {
            int line = at;
            while (bytes[line] != '\n') {
                line++;
            }
            int size = Integer.parseInt(new String(bytes, at, line - at, StandardCharsets.US_ASCII).strip(), 16);
            if (size == 0) {
                break;
            }
            out.write(bytes, line + 1, size);
            at = line + 1 + size + 2;
        }
        return out.toByteArray();
    }

    private void add(Function<Dice, Request> seed) {
        all.add(seed);
    }

    private Request form(String target, List<Header> identity, MultipartForm form) {
        return form(SUBMIT, target, identity, form);
    }

    private static Request form(String function, String target, List<Header> identity, MultipartForm form) {
        return new Request(function, "POST", target, identity, form.bytes()).with("Content-Type", form.contentType());
    }

    private static Request json(String function, String method, String target, List<Header> identity, String body) {
        return new Request(function, method, target, identity, body.getBytes(StandardCharsets.UTF_8))
                .with("Content-Type", "application/json");
    }

    private static Request only(String function, String method, String target, List<Header> identity) {
        return new Request(function, method, target, identity, new byte[0]);
    }

    private MultipartForm soknad() {
        return soknad("{\"vedlegg\":[]}", pdf.length, cms);
    }

    private static MultipartForm soknad(String vedlegg, int length, byte[] cms) {
        return new MultipartForm()
                .json("tilleggsinformasjonJson", "{\"enhetsnummer\":\"0315\"}")
                .json("soknadJson", "{\"version\":\"1.0.0\"}")
                .json("vedleggJson", vedlegg)
                .file("Soknad.pdf", length, cms);
    }

    private String vedlegg(String file) {
        return "{\"vedlegg\":[{\"type\":\"annet\",\"tilleggsinfo\":\"annet\",\"status\":\"LastetOpp\",\"filer\":[{\"filnavn\":\""
                + file + "\",\"sha512\":\""
                + HexFormat.of().formatHex(JdkCrypto.sha512().digest(pdf)) + "\"}]}]}";
    }

    private static Client with(Client open, List<Header> identity) {
        Client client = open;
        for (Header header : identity) {
            client = client.withHeader(header.name(), header.value());
        }
        return client;
    }

    private static JsonNode ok(Answer answer) throws IOException {
        if (answer.status() >= 300) {
            throw new IOException("the stack does not take what is right: " + answer.status() + " " + answer.text());
        }
        return answer.json();
    }
}
