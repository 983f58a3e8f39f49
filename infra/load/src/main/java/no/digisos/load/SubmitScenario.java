package no.digisos.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.common.crypto.JdkCrypto;
import no.digisos.common.testkit.MultipartForm;
import no.digisos.common.testkit.SeedData;
import no.digisos.load.CountedCaller.Body;
import no.digisos.local.pdf.PdfFactory;
import no.digisos.local.stack.RunningStack;

/**
 * nav.no: a turn is one citizen that lays an attachment in mellomlagring, sends a søknad with three PDFs, and reads the case. Files
 * are encrypted once, beforehand: it is the function that is measured.
 */
final class SubmitScenario implements Scenario {
    private static final String API = "/digisos/api/v1";
    private static final String ATTACHMENT = "husleiekontrakt.pdf";
    private static final int KIB = 1024;
    private static final int PERSONS = 1_000;

    private final RunningStack stack;
    private final HttpClient http;
    private final Tally tally;
    private final URI base;
    private final List<String> persons = Persons.some(PERSONS);
    private final Body attachment;
    private final Body soknad;

    SubmitScenario(RunningStack stack, HttpClient http, Tally tally, URI base) {
        this.stack = stack;
        this.http = http;
        this.tally = tally;
        this.base = base;
        X509Certificate certificate = stack.keys().platform().certificate();
        byte[] scan = PdfFactory.pdf(6, 300 * KIB, List.of("Husleiekontrakt"));
        this.attachment = body(new MultipartForm().file(ATTACHMENT, scan, certificate));
        this.soknad = body(new MultipartForm()
                .json("tilleggsinformasjonJson", "{\"enhetsnummer\":\"0315\"}")
                .json("soknadJson", "{\"version\":\"1.0.0\"}")
                .json("vedleggJson", vedlegg(scan))
                .file("Soknad.pdf", PdfFactory.pdf(4, 180 * KIB, List.of("Søknad")), certificate)
                .file("Soknad-juridisk.pdf", PdfFactory.pdf(9, 420 * KIB, List.of("Søknad")), certificate)
                .file("Brukerkvittering.pdf", PdfFactory.pdf(1, 30 * KIB, List.of("Kvittering")), certificate));
    }

    @Override
    public void turn(int client, int turn) throws IOException, InterruptedException {
        String person = persons.get((client + turn * 16) % PERSONS);
        CountedCaller nav = new CountedCaller(
                http,
                tally,
                base,
                stack.tokens().token("maskinporten", Map.of("orgnr", SeedData.NAV_ORG)),
                SeedData.NAV);
        CountedCaller citizen = new CountedCaller(
                http, tally, base, stack.tokens().token("idporten", Map.of("pid", person)), SeedData.NAV);
        String ref = UUID.randomUUID().toString();
        nav.post("mellomlagring, 300 KiB", 202, API + "/mellomlagring/" + ref, attachment);
        nav.get("mellomlagring, list", 200, API + "/mellomlagring/" + ref);
        byte[] answer = citizen.post("søknad, 630 KiB in 3 files", 202, "/digisos/api/v2/soknader/0301/" + ref, soknad);
        String digisosId = CountedCaller.json(answer).asText();
        JsonNode sak = CountedCaller.json(citizen.get("case", 200, API + "/soknader/" + digisosId));
        String metadata = sak.at("/originalSoknadNAV/metadata").asText();
        citizen.get("JSON document", 200, API + "/soknader/" + digisosId + "/dokumenter/" + metadata);
        citizen.get("all cases of the person", 200, API + "/soknader/soknader");
    }

    private static Body body(MultipartForm form) {
        return new Body(form.contentType(), form.bytes());
    }

    private static String vedlegg(byte[] scan) {
        return "{\"vedlegg\":[{\"type\":\"annet\",\"tilleggsinfo\":\"annet\",\"status\":\"LastetOpp\",\"filer\":[{\"filnavn\":\""
                + ATTACHMENT + "\",\"sha512\":\""
                + HexFormat.of().formatHex(JdkCrypto.sha512().digest(scan))
                + "\"}],\"hendelseType\":\"soknad\"}]}";
    }
}
