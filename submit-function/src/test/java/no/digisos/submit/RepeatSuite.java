package no.digisos.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import no.digisos.seeds.client.Client.Answer;
import no.digisos.seeds.client.MultipartForm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What real clients vary when they send again under a reference that was accepted (pitfalls.md P21), each against all others,
 * at every endpoint. What must come of a case is computed from what the two tries bring: it is a repeat when the second has no
 * file and no line of vedlegg.json that the first has not, and else the citizen must see an error and keep the files. Each
 * endpoint takes every third case, so that three of them have all (on an executable every twelfth: it decides by the same
 * code); with {@code -Ddigisos.lang=true} each takes all.
 */
abstract class RepeatSuite extends InnsendingSuite {
    private static final String PDF = "ettersendelse.pdf";
    private static final UUID VEDTAK = id();
    private static final boolean LONG = Boolean.getBoolean("digisos.lang");

    enum Endpoint {
        SOKNAD_V1(false),
        SOKNAD_V2(true),
        ETTERSENDELSE_V1(false),
        ETTERSENDELSE_V2(true),
        KLAGE(true),
        KLAGE_ETTERSENDELSE(true);

        /** Whether the files lie in mellomlagring, or else come in the request. */
        private final boolean mellomlagring;

        Endpoint(boolean mellomlagring) {
            this.mellomlagring = mellomlagring;
        }

        /** Whether the client makes an ettersendelse.pdf, and no other document of its own. */
        boolean makesPdf() {
            return this == ETTERSENDELSE_V1 || this == ETTERSENDELSE_V2 || this == KLAGE_ETTERSENDELSE;
        }

        boolean isKlage() {
            return this == KLAGE || this == KLAGE_ETTERSENDELSE;
        }
    }

    /** What the second try's vedlegg.json says of the first try's files. */
    private enum Listing {
        SOM_FOR,
        MED_NYE_REFERANSER,
        UTEN_FILER
    }

    /** What the second try brings that the first had not. */
    private enum Change {
        INGENTING,
        FIL_SOM_ER_NEVNT,
        FIL_SOM_IKKE_ER_NEVNT,
        ANNET_INNHOLD_I_EN_FIL
    }

    /** @param igjen whether the second try brings the first one's files again, encrypted anew */
    private record Scenario(int vedlegg, Listing liste, boolean igjen, Change nytt, boolean nyPdf) {
        static List<Scenario> all() {
            List<Scenario> all = new ArrayList<>();
            for (int vedlegg : new int[] {0, 1, 3}) {
                for (Listing list : Listing.values()) {
                    for (boolean again : new boolean[] {false, true}) {
                        for (Change renewed : Change.values()) {
                            for (boolean newPdf : new boolean[] {false, true}) {
                                all.add(new Scenario(vedlegg, list, again, renewed, newPdf));
                            }
                        }
                    }
                }
            }
            all.removeIf(t -> t.vedlegg == 0 && (t.igjen || t.liste == Listing.UTEN_FILER));
            all.removeIf(t -> t.nytt == Change.ANNET_INNHOLD_I_EN_FIL && !t.igjen);
            return all;
        }
    }

    /**
     * One try.
     *
     * @param filer those that are not the endpoint's main document, by name
     * @param listet name and hash of each file in vedlegg.json
     */
    private record Attempt(Map<String, byte[]> filer, Set<String> listet, String vedleggJson, int pdf) {}

    /** Each endpoint takes one case of so many. */
    int each() {
        return 3;
    }

    @ParameterizedTest
    @EnumSource
    void a_repeat_is_known_and_a_new_file_is_refused_and_kept(Endpoint endpoint) {
        UUID sak = sak();
        UUID klage = id();
        if (endpoint == Endpoint.KLAGE_ETTERSENDELSE) {
            accept(send(Endpoint.KLAGE, sak, klage, klage.toString(), first(Endpoint.KLAGE, 0)));
        }
        List<Scenario> all = Scenario.all();
        int each = LONG ? 1 : each();
        for (int i = List.of(Endpoint.values()).indexOf(endpoint) % each; i < all.size(); i += each) {
            Scenario scenario = all.get(i);
            String ref = ref();
            UUID itsOwn = endpoint == Endpoint.KLAGE ? UUID.fromString(ref) : klage;
            Attempt first = first(endpoint, scenario.vedlegg());
            putInMellomlagring(endpoint, ref, first);
            Answer accepted = accept(send(endpoint, sak, itsOwn, ref, first));
            assertThat(inMellomlagring(ref)).as("%s", scenario).isEmpty();
            List<String> stored = stored(ref);
            assertThat(stored).as("%s", scenario).containsAll(marked(first.filer()));

            Attempt again = again(endpoint, scenario, first);
            putInMellomlagring(endpoint, ref, again);
            Answer answer = send(endpoint, sak, itsOwn, ref, again);

            assertThat(stored(ref)).as("%s", scenario).isEqualTo(stored);
            if (isRepeat(first, again)) {
                assertRepeat(endpoint, scenario, sak, ref, accepted, answer);
                assertThat(inMellomlagring(ref)).as("%s", scenario).isEmpty();
            } else {
                assertAvvist(endpoint, scenario, ref, accepted, answer);
                if (endpoint.mellomlagring) {
                    assertThat(staged(ref)).as("%s", scenario).isEqualTo(marked(again.filer()));
                }
            }
        }
    }

    /** The rule, and nothing of how it is kept. */
    private static boolean isRepeat(Attempt first, Attempt again) {
        Map<String, byte[]> own = new LinkedHashMap<>(again.filer());
        own.remove(PDF);
        return marked(first.filer()).containsAll(marked(own)) && first.listet().containsAll(again.listet());
    }

    private void assertRepeat(
            Endpoint endpoint, Scenario scenario, UUID sak, String ref, Answer accepted, Answer answer) {
        switch (endpoint) {
            case SOKNAD_V1, SOKNAD_V2 -> {
                assertThat(answer.status())
                        .as("%s: %s", scenario, answer.text())
                        .isEqualTo(202);
                assertThat(answer.text()).isEqualTo(accepted.text());
            }
            case ETTERSENDELSE_V1, ETTERSENDELSE_V2 -> {
                assertThat(answer.status()).as("%s", scenario).isEqualTo(400);
                assertThat(answer.json().get("message").asText())
                        .as("%s", scenario)
                        .isEqualTo("Ettersendelse med tilhørende navEksternRefId " + ref
                                + " finnes allerde for oppgitt DigisosId " + sak);
            }
            case KLAGE, KLAGE_ETTERSENDELSE -> {
                assertThat(answer.status())
                        .as("%s: %s", scenario, answer.text())
                        .isEqualTo(200);
                assertThat(answer.bytes()).isEmpty();
            }
        }
    }

    private static void assertAvvist(Endpoint endpoint, Scenario scenario, String ref, Answer accepted, Answer answer) {
        assertThat(answer.status()).as("%s: %s", scenario, answer.text()).isEqualTo(400);
        String melding = answer.json().get("message").asText();
        switch (endpoint) {
            case SOKNAD_V1, SOKNAD_V2 ->
                assertThat(melding)
                        .as("%s", scenario)
                        .isEqualTo("Soknad med tilhørende navEksternRefId " + ref
                                + " finnes allerede i Fiks-Digisos med DigisosId "
                                + accepted.json().asText());
            default ->
                assertThat(melding)
                        .as("%s", scenario)
                        .contains("ingenting er lagret")
                        .doesNotContain("finnes all");
        }
    }

    // --- the two tries

    private static Attempt first(Endpoint endpoint, int vedlegg) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < vedlegg; i++) {
            files.put("bilde " + i + " å.png", SoknadSuite.bytes(20 + i, 100 + i));
        }
        Map<String, byte[]> listed = Map.copyOf(files);
        List<String> entries = entries(endpoint, files, true, "forste");
        if (endpoint.makesPdf()) {
            files.put(PDF, SoknadSuite.bytes(50, 1));
        }
        return new Attempt(files, marked(listed), vedleggJson(entries), 1);
    }

    private static Attempt again(Endpoint endpoint, Scenario scenario, Attempt first) {
        Map<String, byte[]> theirs = new LinkedHashMap<>(first.filer());
        theirs.remove(PDF);
        List<String> entries = entries(
                endpoint,
                theirs,
                scenario.liste() != Listing.UTEN_FILER,
                scenario.liste() == Listing.SOM_FOR ? "forste" : "andre");
        Set<String> listed = scenario.liste() == Listing.UTEN_FILER ? new HashSet<>() : new HashSet<>(first.listet());
        Map<String, byte[]> files = new LinkedHashMap<>();
        if (scenario.igjen()) {
            files.putAll(theirs);
        }
        Map<String, byte[]> fresh = Map.of("ny fil.png", SoknadSuite.bytes(30, 7));
        switch (scenario.nytt()) {
            case INGENTING -> {}
            case FIL_SOM_ER_NEVNT -> {
                files.putAll(fresh);
                listed.addAll(marked(fresh));
                entries.addAll(entries(endpoint, fresh, true, "ny"));
            }
            case FIL_SOM_IKKE_ER_NEVNT -> files.putAll(fresh);
            case ANNET_INNHOLD_I_EN_FIL -> files.put("bilde 0 å.png", SoknadSuite.bytes(20, 8));
        }
        // With the files in the request, the client's own document is always among them.
        if (endpoint.makesPdf() && (scenario.nyPdf() || !endpoint.mellomlagring)) {
            files.put(PDF, SoknadSuite.bytes(50, scenario.nyPdf() ? 2 : 1));
        }
        return new Attempt(files, listed, vedleggJson(entries), scenario.nyPdf() ? 2 : 1);
    }

    /** One entry for each file, or one that asks for a file when there is none. */
    private static List<String> entries(
            Endpoint endpoint, Map<String, byte[]> files, boolean withFiles, String reference) {
        List<String> entries = new ArrayList<>();
        files.forEach((name, content) -> entries.add(entry(
                endpoint,
                name,
                withFiles ? "{\"filnavn\":\"" + name + "\",\"sha512\":\"" + sha512(content) + "\"}" : "",
                reference)));
        if (files.isEmpty()) {
            entries.add(entry(endpoint, "annet", "", reference));
        }
        return entries;
    }

    private static String entry(Endpoint endpoint, String type, String file, String reference) {
        String status = endpoint.isKlage()
                ? file.isEmpty() ? "INGEN_VEDLEGG" : "LASTET_OPP"
                : file.isEmpty() ? "VedleggKreves" : "LastetOpp";
        return "{\"type\":\"" + type + "\",\"tilleggsinfo\":\"annet\",\"status\":\"" + status + "\",\"filer\":[" + file
                + "],\"hendelseType\":\"soknad\",\"hendelseReferanse\":\"" + reference + "\"}";
    }

    private static String vedleggJson(List<String> entries) {
        return "{\"vedlegg\":[" + String.join(",", entries) + "]}";
    }

    // --- on the wire

    private void putInMellomlagring(Endpoint endpoint, String ref, Attempt attempt) {
        if (endpoint.mellomlagring && !attempt.filer().isEmpty()) {
            Answer answer = machine().post(mellomlagring(ref), with(new MultipartForm(), attempt.filer()));
            assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        }
    }

    private Answer send(Endpoint endpoint, UUID sak, UUID klage, String ref, Attempt attempt) {
        MultipartForm form = switch (endpoint) {
            case SOKNAD_V1, SOKNAD_V2 ->
                new MultipartForm()
                        .json("soknadJson", soknad(attempt.pdf()))
                        .json("vedleggJson", attempt.vedleggJson())
                        .file("Soknad.pdf", SoknadSuite.bytes(60, attempt.pdf()), certificate())
                        .file("Brukerkvittering.pdf", SoknadSuite.bytes(70, attempt.pdf()), certificate());
            case KLAGE ->
                new MultipartForm()
                        .json("klage.json", "{\"innsendingstidspunkt\":\"" + attempt.pdf() + "\"}")
                        .json("vedlegg.json", attempt.vedleggJson())
                        .file("klage.pdf", SoknadSuite.bytes(60, attempt.pdf()), certificate());
            case ETTERSENDELSE_V1, ETTERSENDELSE_V2, KLAGE_ETTERSENDELSE ->
                new MultipartForm().json("vedlegg.json", attempt.vedleggJson());
        };
        return person(FNR)
                .post(path(endpoint, sak, klage, ref), endpoint.mellomlagring ? form : with(form, attempt.filer()));
    }

    private static String path(Endpoint endpoint, UUID sak, UUID klage, String ref) {
        return switch (endpoint) {
            case SOKNAD_V1 -> "/digisos/api/v1/soknader/0301/" + ref;
            case SOKNAD_V2 -> "/digisos/api/v2/soknader/0301/" + ref;
            case ETTERSENDELSE_V1 -> "/digisos/api/v1/soknader/0301/" + sak + "/" + ref;
            case ETTERSENDELSE_V2 -> "/digisos/api/v2/soknader/0301/" + sak + "/" + ref;
            case KLAGE -> "/digisos/klage/api/v1/" + sak + "/" + ref + "/" + klage + "/" + VEDTAK;
            case KLAGE_ETTERSENDELSE -> "/digisos/klage/api/v1/" + sak + "/" + ref + "/" + klage + "/vedlegg";
        };
    }

    private static String soknad(int attempt) {
        return SoknadSuite.soknad(FNR, "en").replace("2026-01-01", "2026-01-0" + attempt);
    }

    private MultipartForm with(MultipartForm form, Map<String, byte[]> files) {
        files.forEach((name, content) -> form.file(name, content, certificate()));
        return form;
    }

    private static Answer accept(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isIn(200, 202);
        return answer;
    }

    /** Size and hash of every document of the one submission that has the reference, JSON and all. */
    private List<String> stored(String ref) {
        List<String> dokumenter = read(
                "SELECT d.storrelse || ' ' || d.id || ' ' || encode(d.hasher_forseglet, 'hex') FROM dokument d"
                        + " JOIN innsending i ON i.id = d.innsending_id WHERE i.nav_ekstern_ref_id = ?"
                        + " ORDER BY i.id, d.rekkefolge, d.id",
                ref);
        assertThat(read("SELECT count(*) FROM innsending WHERE nav_ekstern_ref_id = ?", ref))
                .containsExactly("1");
        return dokumenter.stream().map(this::opened).toList();
    }

    private Set<String> staged(String ref) {
        return read(
                        "SELECT d.storrelse || ' ' || d.id || ' ' || encode(d.hasher_forseglet, 'hex') FROM dokument d"
                                + " JOIN mellomlagring m ON m.id = d.mellomlagring_id WHERE m.nav_ekstern_ref_id = ?",
                        ref)
                .stream()
                .map(this::opened)
                .collect(Collectors.toSet());
    }

    /** Size and hash, of size, id and sealed hashes. */
    private String opened(String row) {
        String[] field = row.split(" ", 3);
        byte[] sha512 = sakSeeds.hashes(
                        UUID.fromString(field[1]), HexFormat.of().parseHex(field[2]))
                .sha512();
        return field[0] + " " + HexFormat.of().formatHex(sha512);
    }

    /** Files as the database knows them; each of these suites' files has a content of its own. */
    private static Set<String> marked(Map<String, byte[]> files) {
        Set<String> marked = new HashSet<>();
        files.values().forEach(content -> marked.add(content.length + " " + sha512(content)));
        return marked;
    }

    private static String sha512(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
