package no.digisos.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import no.digisos.local.stack.RunningStack;
import no.digisos.local.stack.StackJson;
import no.digisos.local.stack.StackJson.Integrasjon;
import no.digisos.seeds.SeedData;
import no.digisos.testkit.pdf.PdfFactory;
import no.digisos.testkit.process.ProgramRun;

/**
 * The main job, with three søknader to Oslo: one that the fagsystem receives, one that nobody receipts, one that the fagsystem
 * rejects. Needs a stack with nothing in Oslo's queue, whose fallback-job is run by hand.
 */
public final class Story {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PAST_THE_FRIST = Duration.ofHours(25);
    private static final Duration PAST_THE_HOLD = PAST_THE_FRIST.plusMinutes(11);

    private final RunningStack stack;
    private final Journal journal;
    private final HttpClient http;
    private final Nav nav;
    private final Fagsystem fagsystem;
    private final SvarUtMailbox svarUt;
    private final String person;
    private final List<Told> told = new ArrayList<>();

    /**
     * A søknad and how it ended.
     *
     * @param status the answer of the status call
     * @param timeline one line each
     */
    public record Told(String title, UUID digisosId, String navEksternRefId, JsonNode status, List<String> timeline) {}

    /** A søknad after 202. */
    private record Sent(Soknad soknad, UUID digisosId) {}

    private Story(RunningStack stack, Journal journal) throws IOException, InterruptedException {
        StackJson json = stack.json();
        UUID konto = SeedData.OSLO.kontoId();
        if (konto == null) {
            throw new IllegalStateException("Oslo has a konto in the seeds");
        }
        this.stack = stack;
        this.journal = journal;
        this.http = DemoCaller.trusting(json.gateway().caFil());
        this.person = json.personer().getFirst();
        journal.scene("Everybody gets a token and NAV asks what there is");
        Integrasjon navLogin = login(SeedData.NAV);
        Integrasjon osloLogin = login(SeedData.OSLO_FAGSYSTEM);
        this.nav = new Nav(
                journal,
                caller("nav.no")
                        .as(token("nav.no", "issuer=maskinporten&orgnr=" + navLogin.organisasjonsnummer()), navLogin),
                caller("citizen").as(token("citizen", "issuer=idporten&pid=" + person), navLogin),
                person);
        this.fagsystem = new Fagsystem(
                journal,
                caller("fagsystem")
                        .as(
                                token("fagsystem", "issuer=maskinporten&orgnr=" + osloLogin.organisasjonsnummer()),
                                osloLogin),
                SeedData.OSLO.fiksOrgId(),
                konto,
                stack.keys().konto(konto));
        this.svarUt = new SvarUtMailbox(
                journal,
                DemoCaller.of(journal, http, "SvarUt", json.svarut().kontroll()),
                stack.keys().svarUt());
    }

    /**
     * Plays it.
     *
     * @return how each søknad ended
     * @throws CheckFailedException at the first thing that is not as it must be
     */
    public static List<Told> play(RunningStack stack, Journal journal) throws IOException, InterruptedException {
        Story story = new Story(stack, journal);
        try {
            story.play();
        } catch (SQLException e) {
            throw new IOException("the database: " + e.getMessage(), e);
        }
        return List.copyOf(story.told);
    }

    private void play() throws IOException, InterruptedException, SQLException {
        X509Certificate platform = nav.publicKey();
        nav.kommuner().forEach(journal::say);

        Sent received = send("A (received)", "Livsopphold", platform, attachments(2));
        Sent rejected = send("C (rejected)", "Strøm", platform, attachments(1));
        Sent left = send("B (left until its frist)", "Husleie", platform, attachments(3));
        List<Sent> all = List.of(received, rejected, left);

        journal.scene("The citizen sees all three");
        List<String> seen = nav.cases().findValuesAsText("fiksDigisosId");
        for (Sent sent : all) {
            journal.check(
                    "søknad " + sent.soknad().title(),
                    seen.contains(sent.digisosId().toString()));
        }

        journal.scene("Oslo's fagsystem leases two messages and receives A");
        List<JsonNode> messages = fagsystem.lease(2);
        journal.equal(
                "A and C are handed out, in the order in which they came",
                List.of(received.digisosId().toString(), rejected.digisosId().toString()),
                messages.stream()
                        .map(message -> message.get("digisosId").asText())
                        .toList());
        JsonNode messageA = messages.getFirst();
        JsonNode messageC = messages.getLast();
        fagsystem.receive(messageA, received.soknad().documents());
        fagsystem.confirm(messageA);

        decide(received.digisosId(), platform);
        reject(messageC, rejected);
        JsonNode messageB = leaveUntilTheFrist(left);

        journal.scene("What everybody sees in the end");
        count(received, messageA, "BEKREFTET");
        count(left, messageB, "SVARUT_SENDT");
        count(rejected, messageC, "SVARUT_SENDT");
        ending(all);
    }

    private void decide(UUID digisosId, X509Certificate platform) throws IOException, InterruptedException {
        journal.scene("The fagsystem decides A and the citizen reads it");
        byte[] letter = PdfFactory.pdf(
                2, 90 * 1024, List.of("Vedtak om økonomisk sosialhjelp", "", "Søknaden din er innvilget."));
        String letterId = fagsystem.upload(digisosId, "vedtak.pdf", letter, platform);
        String update = update(letterId);
        fagsystem.update(digisosId, update);
        JsonNode sak = nav.sak(digisosId);
        journal.equal(
                "the citizen sees the letter of the decision",
                List.of("vedtak.pdf"),
                sak.at("/digisosSoker/dokumenter").findValuesAsText("filnavn"));
        JsonNode read = nav.document(digisosId, sak.at("/digisosSoker/metadata").asText());
        journal.equal("the citizen reads just what the fagsystem told", JSON.readTree(update), read);
    }

    private void reject(JsonNode messageC, Sent rejected) throws IOException, InterruptedException {
        journal.scene("The fagsystem rejects C, and fallback-job sends it by SvarUt at once");
        fagsystem.reject(messageC);
        fagsystem.downloadTooLate(messageC);
        JsonNode report = fallback();
        journal.equal("one was sent", 1, report.path("sendt").asInt());
        JsonNode status = fagsystem.status(messageC.get("meldingId").asText());
        svarUt.receive(
                rejected.soknad(),
                rejected.digisosId(),
                status.path("forsendelsesId").asText());
    }

    private JsonNode leaveUntilTheFrist(Sent left) throws IOException, InterruptedException {
        journal.scene("The fagsystem leases B, goes down, and 25 hours later the frist has run out");
        journal.equal("B alone is in the queue", 1, fagsystem.waiting().size());
        JsonNode messageB = fagsystem.lease(1).getFirst();
        String meldingId = messageB.get("meldingId").asText();
        journal.equal(
                "it is B",
                left.digisosId().toString(),
                messageB.get("digisosId").asText());
        moveClock(PAST_THE_FRIST);
        journal.equal("one was withdrawn", 1, fallback().path("trukket").asInt());
        JsonNode withdrawn = fagsystem.status(meldingId);
        journal.equal(
                "the reason is the frist",
                "TTL_TIDSAVBRUDD",
                withdrawn.path("aarsak").asText());
        fagsystem.downloadTooLate(messageB);
        svarUt.hasNothingOf(left.soknad());
        journal.say("It is held for ten minutes, in case a receipt is under way.");

        journal.scene("Eleven minutes more, and fallback-job sends B by SvarUt");
        moveClock(PAST_THE_HOLD);
        journal.equal("one was sent", 1, fallback().path("sendt").asInt());
        JsonNode sent = fagsystem.status(meldingId);
        svarUt.receive(
                left.soknad(), left.digisosId(), sent.path("forsendelsesId").asText());
        fagsystem.confirmTooLate(meldingId);
        svarUt.hasOnce(left.soknad());
        return messageB;
    }

    private Sent send(String title, String purpose, X509Certificate platform, Map<String, byte[]> attachments)
            throws IOException, InterruptedException {
        journal.scene("nav.no hands in søknad " + title);
        Soknad soknad = Soknad.of(title, person, purpose, attachments);
        return new Sent(soknad, nav.send(soknad, platform));
    }

    private void count(Sent sent, JsonNode message, String expected)
            throws IOException, InterruptedException, SQLException {
        JsonNode status = fagsystem.status(message.get("meldingId").asText());
        List<String> timeline = Timeline.of(stack.database().asOwner(), sent.digisosId()).stream()
                .map(Timeline.Event::toString)
                .toList();
        told.add(new Told(sent.soknad().title(), sent.digisosId(), sent.soknad().ref(), status, timeline));
        journal.equal(
                "søknad " + sent.soknad().title() + " ended as it should",
                expected,
                status.get("tilstand").asText());
        journal.say("status    " + status);
        timeline.forEach(event -> journal.say("history   " + event));
        journal.pause();
    }

    private void ending(List<Sent> all) throws IOException, InterruptedException {
        JsonNode own = nav.cases();
        own.forEach(sak -> journal.say("the citizen sees  " + described(sak)));
        journal.equal("the citizen sees three cases", 3, own.size());
        JsonNode staff = nav.casesForStaff();
        staff.forEach(sak -> journal.say("NAV's staff see   " + described(sak)));
        journal.equal(
                "NAV's staff see the same",
                own.findValuesAsText("fiksDigisosId").stream().sorted().toList(),
                staff.findValuesAsText("fiksDigisosId").stream().sorted().toList());
        nav.kommuner().forEach(kommune -> journal.say("NAV sees          " + kommune));
        Map<String, String> titles = new LinkedHashMap<>();
        all.forEach(sent -> titles.put(sent.soknad().ref(), sent.soknad().title()));
        List<String> contents = svarUt.contents(titles);
        contents.forEach(line -> journal.say("SvarUt has        " + line));
        journal.equal("SvarUt has two forsendelser", 2, contents.size());
    }

    private static String described(JsonNode sak) {
        JsonNode original = sak.path("originalSoknadNAV");
        JsonNode update = sak.path("digisosSoker");
        return sak.path("fiksDigisosId").asText() + "  kommune "
                + sak.path("kommunenummer").asText() + ", "
                + original.path("soknadDokument").path("filnavn").asText() + " and "
                + original.path("vedlegg").size() + " more"
                + (update.isObject()
                        ? ", from the kommune: " + update.path("dokumenter").findValuesAsText("filnavn")
                        : "");
    }

    private JsonNode fallback() throws IOException, InterruptedException {
        ProgramRun.Result run = stack.runFallbackOnce();
        journal.did("cron", "RUN", "fallback-job", run.exitCode(), run.took());
        journal.say("           " + run.out().strip());
        journal.equal("fallback-job is done without a fault", 0, run.exitCode());
        return JSON.readTree(run.out());
    }

    private void moveClock(Duration offset) throws IOException, InterruptedException {
        URI clock = stack.json().klokke();
        DemoCaller.of(journal, http, "clock", URI.create("http://" + clock.getAuthority()))
                .post(200, clock.getPath() + "?forskyv=" + offset, "");
    }

    private DemoCaller caller(String who) {
        return DemoCaller.of(journal, http, who, stack.json().gateway().https());
    }

    private String token(String who, String query) throws IOException, InterruptedException {
        URI address = URI.create(stack.json().token().mal() + "?" + query);
        long started = System.nanoTime();
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        journal.did(
                who,
                "GET",
                address.getPath() + "?" + query,
                answer.statusCode(),
                Duration.ofNanos(System.nanoTime() - started));
        if (answer.statusCode() != 200) {
            throw new CheckFailedException("no token for " + who + ": " + answer.body());
        }
        return answer.body();
    }

    private Integrasjon login(SeedData.Integrasjon seed) {
        return stack.json().integrasjoner().stream()
                .filter(integrasjon -> integrasjon.id().equals(seed.id()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("stack.json has no integration " + seed.navn()));
    }

    private static Map<String, byte[]> attachments(int number) {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("husleiekontrakt side 1-6.pdf", Soknad.scan("Husleiekontrakt", 6, 900));
        all.put("kontoutskrift på 12 sider.pdf", Soknad.scan("Kontoutskrift", 12, 2_400));
        all.put("strømregning.pdf", Soknad.scan("Strømregning", 2, 300));
        while (all.size() > number) {
            all.remove(List.copyOf(all.keySet()).getLast());
        }
        return all;
    }

    private static String update(String letterId) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String time = now.toString().replace("Z", ".000Z");
        return """
               {"version":"1.0.0","avsender":{"systemnavn":"Fagsystem i demonstrasjonen","systemversjon":"1.0"},"hendelser":[
                {"type":"soknadsStatus","hendelsestidspunkt":"%1$s","status":"UNDER_BEHANDLING"},
                {"type":"saksStatus","hendelsestidspunkt":"%1$s","referanse":"sak-1","tittel":"Livsopphold",
                 "status":"UNDER_BEHANDLING"},
                {"type":"vedtakFattet","hendelsestidspunkt":"%1$s","saksreferanse":"sak-1","utfall":"INNVILGET",
                 "vedtaksfil":{"referanse":{"type":"dokumentlager","id":"%2$s"}},"vedlegg":[]},
                {"type":"soknadsStatus","hendelsestidspunkt":"%1$s","status":"FERDIGBEHANDLET"}]}""".formatted(time, letterId);
    }
}
