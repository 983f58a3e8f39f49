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
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Skjema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What real clients vary when they send again under a reference that was accepted (pitfalls.md P21), each against all others,
 * at every endpoint. What must come of a case is computed from what the two tries bring: it is a repeat when the second has no
 * file and no line of vedlegg.json that the first has not, and else the citizen must see an error and keep the files. Each
 * endpoint takes every third case, so that three of them have all (on an executable every twelfth: it decides by the same
 * code); with {@code -Ddigisos.lang=true} each takes all.
 */
abstract class GjentakelseSuite extends InnsendingSuite {
    private static final String PDF = "ettersendelse.pdf";
    private static final UUID VEDTAK = id();
    private static final boolean LANG = Boolean.getBoolean("digisos.lang");

    enum Endepunkt {
        SOKNAD_V1(false),
        SOKNAD_V2(true),
        ETTERSENDELSE_V1(false),
        ETTERSENDELSE_V2(true),
        KLAGE(true),
        KLAGE_ETTERSENDELSE(true);

        /** Whether the files lie in mellomlagring, or else come in the request. */
        private final boolean mellomlagring;

        Endepunkt(boolean mellomlagring) {
            this.mellomlagring = mellomlagring;
        }

        /** Whether the client makes an ettersendelse.pdf, and no other document of its own. */
        boolean lagerPdf() {
            return this == ETTERSENDELSE_V1 || this == ETTERSENDELSE_V2 || this == KLAGE_ETTERSENDELSE;
        }

        boolean erKlage() {
            return this == KLAGE || this == KLAGE_ETTERSENDELSE;
        }
    }

    /** What the second try's vedlegg.json says of the first try's files. */
    private enum Liste {
        SOM_FOR,
        MED_NYE_REFERANSER,
        UTEN_FILER
    }

    /** What the second try brings that the first had not. */
    private enum Nytt {
        INGENTING,
        FIL_SOM_ER_NEVNT,
        FIL_SOM_IKKE_ER_NEVNT,
        ANNET_INNHOLD_I_EN_FIL
    }

    /** @param igjen whether the second try brings the first one's files again, encrypted anew */
    private record Tilfelle(int vedlegg, Liste liste, boolean igjen, Nytt nytt, boolean nyPdf) {
        static List<Tilfelle> alle() {
            List<Tilfelle> alle = new ArrayList<>();
            for (int vedlegg : new int[] {0, 1, 3}) {
                for (Liste liste : Liste.values()) {
                    for (boolean igjen : new boolean[] {false, true}) {
                        for (Nytt nytt : Nytt.values()) {
                            for (boolean nyPdf : new boolean[] {false, true}) {
                                alle.add(new Tilfelle(vedlegg, liste, igjen, nytt, nyPdf));
                            }
                        }
                    }
                }
            }
            alle.removeIf(t -> t.vedlegg == 0 && (t.igjen || t.liste == Liste.UTEN_FILER));
            alle.removeIf(t -> t.nytt == Nytt.ANNET_INNHOLD_I_EN_FIL && !t.igjen);
            return alle;
        }
    }

    /**
     * One try.
     *
     * @param filer those that are not the endpoint's main document, by name
     * @param listet name and hash of each file in vedlegg.json
     */
    private record Forsok(Map<String, byte[]> filer, Set<String> listet, String vedleggJson, int pdf) {}

    /** Each endpoint takes one case of so many. */
    int hver() {
        return 3;
    }

    @ParameterizedTest
    @EnumSource
    void a_repeat_is_known_and_a_new_file_is_refused_and_kept(Endepunkt endepunkt) {
        UUID sak = sak();
        UUID klage = id();
        if (endepunkt == Endepunkt.KLAGE_ETTERSENDELSE) {
            godta(send(Endepunkt.KLAGE, sak, klage, klage.toString(), forste(Endepunkt.KLAGE, 0)));
        }
        List<Tilfelle> alle = Tilfelle.alle();
        int hver = LANG ? 1 : hver();
        for (int i = List.of(Endepunkt.values()).indexOf(endepunkt) % hver; i < alle.size(); i += hver) {
            Tilfelle tilfelle = alle.get(i);
            String ref = ref();
            UUID dennes = endepunkt == Endepunkt.KLAGE ? UUID.fromString(ref) : klage;
            Forsok forste = forste(endepunkt, tilfelle.vedlegg());
            leggIMellomlagring(endepunkt, ref, forste);
            Svar akseptert = godta(send(endepunkt, sak, dennes, ref, forste));
            assertThat(iMellomlagring(ref)).as("%s", tilfelle).isEmpty();
            List<String> lagret = lagret(ref);
            assertThat(lagret).as("%s", tilfelle).containsAll(merket(forste.filer()));

            Forsok igjen = igjen(endepunkt, tilfelle, forste);
            leggIMellomlagring(endepunkt, ref, igjen);
            Svar svar = send(endepunkt, sak, dennes, ref, igjen);

            assertThat(lagret(ref)).as("%s", tilfelle).isEqualTo(lagret);
            if (erGjentakelse(forste, igjen)) {
                assertGjentakelse(endepunkt, tilfelle, sak, ref, akseptert, svar);
                assertThat(iMellomlagring(ref)).as("%s", tilfelle).isEmpty();
            } else {
                assertAvvist(endepunkt, tilfelle, ref, akseptert, svar);
                if (endepunkt.mellomlagring) {
                    assertThat(mellomlagret(ref)).as("%s", tilfelle).isEqualTo(merket(igjen.filer()));
                }
            }
        }
    }

    /** The rule, and nothing of how it is kept. */
    private static boolean erGjentakelse(Forsok forste, Forsok igjen) {
        Map<String, byte[]> egne = new LinkedHashMap<>(igjen.filer());
        egne.remove(PDF);
        return merket(forste.filer()).containsAll(merket(egne))
                && forste.listet().containsAll(igjen.listet());
    }

    private void assertGjentakelse(
            Endepunkt endepunkt, Tilfelle tilfelle, UUID sak, String ref, Svar akseptert, Svar svar) {
        switch (endepunkt) {
            case SOKNAD_V1, SOKNAD_V2 -> {
                assertThat(svar.status()).as("%s: %s", tilfelle, svar.tekst()).isEqualTo(202);
                assertThat(svar.tekst()).isEqualTo(akseptert.tekst());
            }
            case ETTERSENDELSE_V1, ETTERSENDELSE_V2 -> {
                assertThat(svar.status()).as("%s", tilfelle).isEqualTo(400);
                assertThat(svar.json().get("message").asText())
                        .as("%s", tilfelle)
                        .isEqualTo("Ettersendelse med tilhørende navEksternRefId " + ref
                                + " finnes allerde for oppgitt DigisosId " + sak);
            }
            case KLAGE, KLAGE_ETTERSENDELSE -> {
                assertThat(svar.status()).as("%s: %s", tilfelle, svar.tekst()).isEqualTo(200);
                assertThat(svar.bytes()).isEmpty();
            }
        }
    }

    private static void assertAvvist(Endepunkt endepunkt, Tilfelle tilfelle, String ref, Svar akseptert, Svar svar) {
        assertThat(svar.status()).as("%s: %s", tilfelle, svar.tekst()).isEqualTo(400);
        String melding = svar.json().get("message").asText();
        switch (endepunkt) {
            case SOKNAD_V1, SOKNAD_V2 ->
                assertThat(melding)
                        .as("%s", tilfelle)
                        .isEqualTo("Soknad med tilhørende navEksternRefId " + ref
                                + " finnes allerede i Fiks-Digisos med DigisosId "
                                + akseptert.json().asText());
            default ->
                assertThat(melding)
                        .as("%s", tilfelle)
                        .contains("ingenting er lagret")
                        .doesNotContain("finnes all");
        }
    }

    // --- the two tries

    private static Forsok forste(Endepunkt endepunkt, int vedlegg) {
        Map<String, byte[]> filer = new LinkedHashMap<>();
        for (int i = 0; i < vedlegg; i++) {
            filer.put("bilde " + i + " å.png", SoknadSuite.bytes(20 + i, 100 + i));
        }
        Map<String, byte[]> listet = Map.copyOf(filer);
        List<String> oppforinger = oppforinger(endepunkt, filer, true, "forste");
        if (endepunkt.lagerPdf()) {
            filer.put(PDF, SoknadSuite.bytes(50, 1));
        }
        return new Forsok(filer, merket(listet), vedleggJson(oppforinger), 1);
    }

    private static Forsok igjen(Endepunkt endepunkt, Tilfelle tilfelle, Forsok forste) {
        Map<String, byte[]> deres = new LinkedHashMap<>(forste.filer());
        deres.remove(PDF);
        List<String> oppforinger = oppforinger(
                endepunkt,
                deres,
                tilfelle.liste() != Liste.UTEN_FILER,
                tilfelle.liste() == Liste.SOM_FOR ? "forste" : "andre");
        Set<String> listet = tilfelle.liste() == Liste.UTEN_FILER ? new HashSet<>() : new HashSet<>(forste.listet());
        Map<String, byte[]> filer = new LinkedHashMap<>();
        if (tilfelle.igjen()) {
            filer.putAll(deres);
        }
        Map<String, byte[]> ny = Map.of("ny fil.png", SoknadSuite.bytes(30, 7));
        switch (tilfelle.nytt()) {
            case INGENTING -> {}
            case FIL_SOM_ER_NEVNT -> {
                filer.putAll(ny);
                listet.addAll(merket(ny));
                oppforinger.addAll(oppforinger(endepunkt, ny, true, "ny"));
            }
            case FIL_SOM_IKKE_ER_NEVNT -> filer.putAll(ny);
            case ANNET_INNHOLD_I_EN_FIL -> filer.put("bilde 0 å.png", SoknadSuite.bytes(20, 8));
        }
        // With the files in the request, the client's own document is always among them.
        if (endepunkt.lagerPdf() && (tilfelle.nyPdf() || !endepunkt.mellomlagring)) {
            filer.put(PDF, SoknadSuite.bytes(50, tilfelle.nyPdf() ? 2 : 1));
        }
        return new Forsok(filer, listet, vedleggJson(oppforinger), tilfelle.nyPdf() ? 2 : 1);
    }

    /** One entry for each file, or one that asks for a file when there is none. */
    private static List<String> oppforinger(
            Endepunkt endepunkt, Map<String, byte[]> filer, boolean medFiler, String referanse) {
        List<String> oppforinger = new ArrayList<>();
        filer.forEach((navn, innhold) -> oppforinger.add(oppforing(
                endepunkt,
                navn,
                medFiler ? "{\"filnavn\":\"" + navn + "\",\"sha512\":\"" + sha512(innhold) + "\"}" : "",
                referanse)));
        if (filer.isEmpty()) {
            oppforinger.add(oppforing(endepunkt, "annet", "", referanse));
        }
        return oppforinger;
    }

    private static String oppforing(Endepunkt endepunkt, String type, String fil, String referanse) {
        String status = endepunkt.erKlage()
                ? fil.isEmpty() ? "INGEN_VEDLEGG" : "LASTET_OPP"
                : fil.isEmpty() ? "VedleggKreves" : "LastetOpp";
        return "{\"type\":\"" + type + "\",\"tilleggsinfo\":\"annet\",\"status\":\"" + status + "\",\"filer\":[" + fil
                + "],\"hendelseType\":\"soknad\",\"hendelseReferanse\":\"" + referanse + "\"}";
    }

    private static String vedleggJson(List<String> oppforinger) {
        return "{\"vedlegg\":[" + String.join(",", oppforinger) + "]}";
    }

    // --- on the wire

    private void leggIMellomlagring(Endepunkt endepunkt, String ref, Forsok forsok) {
        if (endepunkt.mellomlagring && !forsok.filer().isEmpty()) {
            Svar svar = maskin().post(mellomlagring(ref), med(new Skjema(), forsok.filer()));
            assertThat(svar.status()).as(svar.tekst()).isEqualTo(202);
        }
    }

    private Svar send(Endepunkt endepunkt, UUID sak, UUID klage, String ref, Forsok forsok) {
        Skjema skjema = switch (endepunkt) {
            case SOKNAD_V1, SOKNAD_V2 ->
                new Skjema()
                        .json("soknadJson", soknad(forsok.pdf()))
                        .json("vedleggJson", forsok.vedleggJson())
                        .fil("Soknad.pdf", SoknadSuite.bytes(60, forsok.pdf()), sertifikat())
                        .fil("Brukerkvittering.pdf", SoknadSuite.bytes(70, forsok.pdf()), sertifikat());
            case KLAGE ->
                new Skjema()
                        .json("klage.json", "{\"innsendingstidspunkt\":\"" + forsok.pdf() + "\"}")
                        .json("vedlegg.json", forsok.vedleggJson())
                        .fil("klage.pdf", SoknadSuite.bytes(60, forsok.pdf()), sertifikat());
            case ETTERSENDELSE_V1, ETTERSENDELSE_V2, KLAGE_ETTERSENDELSE ->
                new Skjema().json("vedlegg.json", forsok.vedleggJson());
        };
        return person(FNR)
                .post(sti(endepunkt, sak, klage, ref), endepunkt.mellomlagring ? skjema : med(skjema, forsok.filer()));
    }

    private static String sti(Endepunkt endepunkt, UUID sak, UUID klage, String ref) {
        return switch (endepunkt) {
            case SOKNAD_V1 -> "/digisos/api/v1/soknader/0301/" + ref;
            case SOKNAD_V2 -> "/digisos/api/v2/soknader/0301/" + ref;
            case ETTERSENDELSE_V1 -> "/digisos/api/v1/soknader/0301/" + sak + "/" + ref;
            case ETTERSENDELSE_V2 -> "/digisos/api/v2/soknader/0301/" + sak + "/" + ref;
            case KLAGE -> "/digisos/klage/api/v1/" + sak + "/" + ref + "/" + klage + "/" + VEDTAK;
            case KLAGE_ETTERSENDELSE -> "/digisos/klage/api/v1/" + sak + "/" + ref + "/" + klage + "/vedlegg";
        };
    }

    private static String soknad(int forsok) {
        return SoknadSuite.soknad(FNR, "en").replace("2026-01-01", "2026-01-0" + forsok);
    }

    private Skjema med(Skjema skjema, Map<String, byte[]> filer) {
        filer.forEach((navn, innhold) -> skjema.fil(navn, innhold, sertifikat()));
        return skjema;
    }

    private static Svar godta(Svar svar) {
        assertThat(svar.status()).as(svar.tekst()).isIn(200, 202);
        return svar;
    }

    /** Size and hash of every document of the one submission that has the reference, JSON and all. */
    private List<String> lagret(String ref) {
        List<String> dokumenter = les(
                "SELECT d.storrelse || ' ' || d.id || ' ' || encode(d.hasher_forseglet, 'hex') FROM dokument d"
                        + " JOIN innsending i ON i.id = d.innsending_id WHERE i.nav_ekstern_ref_id = ?"
                        + " ORDER BY i.id, d.rekkefolge, d.id",
                ref);
        assertThat(les("SELECT count(*) FROM innsending WHERE nav_ekstern_ref_id = ?", ref))
                .containsExactly("1");
        return dokumenter.stream().map(this::apnet).toList();
    }

    private Set<String> mellomlagret(String ref) {
        return les(
                        "SELECT d.storrelse || ' ' || d.id || ' ' || encode(d.hasher_forseglet, 'hex') FROM dokument d"
                                + " JOIN mellomlagring m ON m.id = d.mellomlagring_id WHERE m.nav_ekstern_ref_id = ?",
                        ref)
                .stream()
                .map(this::apnet)
                .collect(Collectors.toSet());
    }

    /** Size and hash, of size, id and sealed hashes. */
    private String apnet(String rad) {
        String[] felt = rad.split(" ", 3);
        byte[] sha512 = saksfro.hasher(UUID.fromString(felt[1]), HexFormat.of().parseHex(felt[2]))
                .sha512();
        return felt[0] + " " + HexFormat.of().formatHex(sha512);
    }

    /** Files as the database knows them; each of these suites' files has a content of its own. */
    private static Set<String> merket(Map<String, byte[]> filer) {
        Set<String> merket = new HashSet<>();
        filer.values().forEach(innhold -> merket.add(innhold.length + " " + sha512(innhold)));
        return merket;
    }

    private static String sha512(byte[] innhold) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(innhold));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
