package no.digisos.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.local.stack.RunningStack;
import no.digisos.seeds.SakSeeds;
import no.digisos.seeds.SeedData;
import org.jspecify.annotations.Nullable;

/**
 * The calls of a function that need no place: reads, a small body, and what needs no login; and how the same caller sends a big body
 * and asks for a big document.
 *
 * @param upload an address that reads a body
 * @param uploadHeaders of one who may
 * @param download an address that streams 32 MiB, or the biggest answer there is
 */
record ShortCalls(
        HttpClient http,
        URI base,
        String token,
        SeedData.Integrasjon integration,
        List<Call> calls,
        String upload,
        String uploadHeaders,
        String download,
        String downloadHeaders) {
    private static final int MIB = 1024 * 1024;
    private static final int DOCUMENT_BYTES = 32 * MIB;
    private static final String PERSON = Persons.some(1).getFirst();

    ShortCalls {
        calls = List.copyOf(calls);
    }

    /**
     * One call.
     *
     * @param json its body; null when it has none
     */
    record Call(
            String name,
            int expected,
            String path,
            @Nullable String json) {}

    static ShortCalls of(String module, RunningStack stack, HttpClient http, URI base) {
        return switch (module) {
            case "submit-function" -> submit(stack, http, base);
            case "status-function" -> status(stack, http, base);
            case "metadata-function" -> metadata(stack, http, base);
            default -> throw new IllegalArgumentException("nothing is known of " + module);
        };
    }

    void turn(Tally tally) throws IOException, InterruptedException {
        CountedCaller caller = new CountedCaller(http, tally, base, token, integration);
        for (Call call : calls) {
            if (call.json() == null) {
                caller.get(call.name(), call.expected(), call.path());
            } else {
                caller.post(call.name(), call.expected(), call.path(), CountedCaller.Body.json(call.json()));
            }
        }
    }

    private static ShortCalls submit(RunningStack stack, HttpClient http, URI base) {
        String token = stack.tokens().token("idporten", Map.of("pid", PERSON));
        SakSeeds.Sown sown = sow(stack);
        String headers = headers(token, SeedData.NAV);
        return new ShortCalls(
                http,
                base,
                token,
                SeedData.NAV,
                List.of(
                        new Call("all cases of the person", 200, "/digisos/api/v1/soknader/soknader", null),
                        new Call("public key", 200, "/digisos/api/v1/dokumentlager-public-key", null)),
                "/digisos/api/v2/soknader/0301/" + UUID.randomUUID(),
                headers + "Content-Type: multipart/form-data; boundary=x\r\n",
                "/dokumentlager/nedlasting/niva4/" + sown.dokument("Soknad.pdf"),
                "Authorization: Bearer " + token + "\r\n");
    }

    private static ShortCalls status(RunningStack stack, HttpClient http, URI base) {
        String queue = "/digisos/mottak/api/v1/kontoer/" + SeedData.OSLO.kontoId() + "/meldinger";
        String token = stack.tokens().token("maskinporten", Map.of("orgnr", SeedData.OSLO_FAGSYSTEM.organisasjon()));
        SakSeeds.Sown sown = sow(stack);
        String headers = headers(token, SeedData.OSLO_FAGSYSTEM);
        return new ShortCalls(
                http,
                base,
                token,
                SeedData.OSLO_FAGSYSTEM,
                List.of(
                        new Call("status of a message", 200, queue + "/" + sown.meldingId() + "/status", null),
                        new Call(
                                "receipt that is refused",
                                404,
                                queue + "/" + UUID.randomUUID() + "/kvittering/mottatt",
                                "{}")),
                queue + "/hent",
                headers + "Content-Type: application/json\r\n",
                queue + "/" + sown.meldingId() + "/dokumenter/" + sown.dokument("Soknad.pdf"),
                headers);
    }

    private static ShortCalls metadata(RunningStack stack, HttpClient http, URI base) {
        String token = stack.tokens().token("maskinporten", Map.of("orgnr", SeedData.NAV_ORG));
        sow(stack);
        String api = "/digisos/api/v1/nav";
        String headers = headers(token, SeedData.NAV);
        return new ShortCalls(
                http,
                base,
                token,
                SeedData.NAV,
                List.of(
                        new Call("kommuner", 200, api + "/kommuner", null),
                        new Call(
                                "search by person",
                                200,
                                api + "/soknader/soknader?sporingsId=" + UUID.randomUUID(),
                                "{\"fnr\":\"" + PERSON + "\"}")),
                api + "/soknader/soknader?sporingsId=" + UUID.randomUUID(),
                headers + "Content-Type: application/json\r\n",
                api + "/kommuner",
                headers);
    }

    private static SakSeeds.Sown sow(RunningStack stack) {
        return new SakSeeds(stack.database().asOwner(), stack.json().nokler().katalog())
                .soknad(
                        UUID.randomUUID(),
                        SeedData.OSLO,
                        PERSON,
                        UUID.randomUUID().toString(),
                        Map.of("Soknad.pdf", new byte[DOCUMENT_BYTES]));
    }

    private static String headers(String token, SeedData.Integrasjon integration) {
        return "Authorization: Bearer " + token + "\r\nIntegrasjonId: " + integration.id() + "\r\nIntegrasjonPassord: "
                + integration.passord() + "\r\n";
    }
}
