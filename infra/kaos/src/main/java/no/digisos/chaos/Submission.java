package no.digisos.chaos;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import no.digisos.seeds.client.MultipartForm;
import org.jspecify.annotations.Nullable;

/**
 * What a client hands in, small but whole.
 *
 * @param ref the navEksternRefId, used for nothing else
 * @param soknad the case that an ettersendelse belongs to; null for a søknad
 * @param pdf the only file
 */
@SuppressWarnings("ArrayRecordComponent") // handed on and never compared
record Submission(
        String ref,
        String kommunenummer,
        String person,
        @Nullable UUID soknad,
        byte[] pdf) {

    private static final String SOKNAD_FILE = "Soknad.pdf";
    private static final String VEDLEGG_FILE = "vedlegg.pdf";
    private static final int MOST_BYTES = 6_000;

    /** Makes one whose content is its own. */
    static Submission of(ChaosDice dice, String ref, String kommunenummer, String person, @Nullable UUID soknad) {
        SplittableRandom random = dice.of(ref);
        byte[] pdf = new byte[200 + random.nextInt(MOST_BYTES)];
        random.nextBytes(pdf);
        byte[] head = ("%PDF-1.7 " + ref + "\n").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(head, 0, pdf, 0, head.length);
        return new Submission(ref, kommunenummer, person, soknad, pdf);
    }

    /** The same, for the case as it is known now. */
    Submission to(@Nullable UUID digisosId) {
        return new Submission(ref, kommunenummer, person, digisosId, pdf);
    }

    boolean isSoknad() {
        return soknad == null;
    }

    String path() {
        return soknad == null
                ? "/digisos/api/v2/soknader/" + kommunenummer + "/" + ref
                : "/digisos/api/v1/soknader/" + kommunenummer + "/" + soknad + "/" + ref;
    }

    /** The request, with the file encrypted anew as clients do for a repeat. */
    MultipartForm request(X509Certificate platform) {
        MultipartForm request = isSoknad()
                ? new MultipartForm().json("soknadJson", soknadJson()).json("vedleggJson", vedleggJson())
                : new MultipartForm().json("vedlegg.json", vedleggJson());
        return request.file(fileName(), pdf, platform);
    }

    /** SHA-256 of every document in the clear, by file name. */
    Map<String, String> documents() {
        Map<String, String> documents = new LinkedHashMap<>();
        if (isSoknad()) {
            documents.put("soknad.json", hash("SHA-256", soknadJson().getBytes(StandardCharsets.UTF_8)));
        }
        documents.put("vedlegg.json", hash("SHA-256", vedleggJson().getBytes(StandardCharsets.UTF_8)));
        documents.put(fileName(), hash("SHA-256", pdf));
        return Map.copyOf(documents);
    }

    private String fileName() {
        return isSoknad() ? SOKNAD_FILE : VEDLEGG_FILE;
    }

    private String soknadJson() {
        return "{\"version\":\"1.0.11\",\"kompatibilitet\":[],\"merke\":\"" + ref + "\"}";
    }

    private String vedleggJson() {
        return isSoknad()
                ? "{\"vedlegg\":[]}"
                : "{\"vedlegg\":[{\"type\":\"annet\",\"tilleggsinfo\":\"annet\",\"status\":\"LastetOpp\",\"filer\":["
                        + "{\"filnavn\":\"" + VEDLEGG_FILE + "\",\"sha512\":\"" + hash("SHA-512", pdf) + "\"}]}]}";
    }

    static String hash(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
