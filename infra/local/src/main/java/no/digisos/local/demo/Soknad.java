package no.digisos.local.demo;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.crypto.JdkCrypto;
import no.digisos.local.pdf.PdfFactory;

/**
 * What a citizen hands in: the two JSON documents, NAV's three PDFs, and the attachments.
 *
 * @param title for the reader of the story
 * @param ref the navEksternRefId
 * @param soknadJson sent as it is
 * @param vedleggJson names the attachments with their SHA-512
 * @param pdfs by file name, in the order of the request
 * @param attachments by file name, laid in mellomlagring first
 */
record Soknad(
        String title,
        String ref,
        String soknadJson,
        String vedleggJson,
        Map<String, byte[]> pdfs,
        Map<String, byte[]> attachments) {

    private static final int KIB = 1024;

    /**
     * Makes one.
     *
     * @param title for the reader of the story
     * @param person the søker's fødselsnummer
     * @param purpose what the søker applies for
     * @param attachments by file name
     */
    static Soknad of(String title, String person, String purpose, Map<String, byte[]> attachments) {
        List<String> lines = List.of(
                "Søknad om økonomisk sosialhjelp",
                "",
                "Søker: Kari Normann (syntetisk person)",
                "Kommune: Oslo (0301), Nav Frogner",
                "",
                "Hva søkes det om: " + purpose,
                "Hvorfor: Lønnen falt bort da butikken stengte, og dagpengene er ikke kommet i gang ennå.");
        Map<String, byte[]> pdfs = new LinkedHashMap<>();
        pdfs.put("Soknad.pdf", PdfFactory.pdf(4, 180 * KIB, lines));
        pdfs.put("Soknad-juridisk.pdf", PdfFactory.pdf(9, 420 * KIB, lines));
        pdfs.put(
                "Brukerkvittering.pdf",
                PdfFactory.pdf(1, 30 * KIB, List.of("Kvittering", "Vi har sendt søknaden din til Nav Frogner.")));
        return new Soknad(
                title,
                UUID.randomUUID().toString(),
                soknadJson(person, purpose),
                vedleggJson(attachments),
                pdfs,
                new LinkedHashMap<>(attachments));
    }

    /** A scanned attachment of this many pages. */
    static byte[] scan(String what, int pages, int kib) {
        return PdfFactory.pdf(pages, kib * KIB, List.of(what, "", "Skannet kopi, alle sider."));
    }

    /** Every document of the message to the kommune, in the clear, by file name. */
    Map<String, byte[]> documents() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("soknad.json", soknadJson.getBytes(StandardCharsets.UTF_8));
        all.put("vedlegg.json", vedleggJson.getBytes(StandardCharsets.UTF_8));
        all.putAll(pdfs);
        all.putAll(attachments);
        return all;
    }

    private static String vedleggJson(Map<String, byte[]> attachments) {
        StringBuilder files = new StringBuilder();
        attachments.forEach((name, content) -> files.append(files.isEmpty() ? "" : ",")
                .append("{\"filnavn\":\"")
                .append(name)
                .append("\",\"sha512\":\"")
                .append(sha512(content))
                .append("\"}"));
        return "{\"vedlegg\":[{\"type\":\"annet\",\"tilleggsinfo\":\"annet\",\"status\":\"LastetOpp\",\"filer\":["
                + files + "],\"hendelseType\":\"soknad\"}]}";
    }

    private static String soknadJson(String person, String purpose) {
        return """
               {"version":"1.0.11","innsendingstidspunkt":"2026-03-01T07:59:59.000Z",
                "mottaker":{"kommunenummer":"0301","enhetsnummer":"0315","navEnhetsnavn":"Nav Frogner"},
                "driftsinformasjon":{"utbetalingerFraNavFeilet":false,"inntektFraSkatteetatenFeilet":false,
                 "stotteFraHusbankenFeilet":false},
                "kompatibilitet":[],
                "data":{"soknadstype":"standard",
                 "personalia":{"personIdentifikator":{"kilde":"system","verdi":"%s"},
                  "navn":{"kilde":"system","fornavn":"Kari","mellomnavn":"","etternavn":"Normann"},
                  "kontonummer":{"kilde":"bruker","harIkkeKonto":true}},
                 "begrunnelse":{"kilde":"bruker","hvaSokesOm":"%s","hvorforSoke":"Lønnen falt bort."},
                 "okonomi":{"opplysninger":{"utbetaling":[]},"oversikt":{"inntekt":[]}}}}""".formatted(person, purpose);
    }

    private static String sha512(byte[] content) {
        return HexFormat.of().formatHex(JdkCrypto.sha512().digest(content));
    }
}
