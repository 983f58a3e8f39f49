package no.digisos.fallback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import no.digisos.common.database.Transactions;
import no.digisos.common.leveranse.LeveranseSvarUt;
import no.digisos.common.leveranse.LeveranseTrace;
import no.digisos.common.leveranse.Resending;
import no.digisos.common.observability.LogThrottle;
import no.digisos.fallback.OutsideWorld.FileEntry;
import no.digisos.fallback.crash.DyingProcess;
import no.digisos.fallback.crash.DyingProcess.CrashPoint;
import no.digisos.fallback.dispatch.Dispatch;
import no.digisos.fallback.run.RunReport;
import no.digisos.fallback.run.RunTally;
import no.digisos.fallback.varsel.FaultyMailbox;
import no.digisos.seeds.SakSeeds.Sown;
import no.digisos.seeds.SeedData;
import no.digisos.seeds.suite.Surroundings;
import no.digisos.testkit.pdf.PdfFactory;
import no.digisos.testkit.samples.NameSamples;
import no.digisos.testkit.tls.SelfSigned;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs in the process of the test: what needs no process of its own to be seen. */
@QuarkusTest
@TestProfile(Scaled.class)
@QuarkusTestResource(Surroundings.class)
@QuarkusTestResource(SvarUtSurroundings.class)
class RunTest {
    private static final String TEKNISK = "teknisk@example.no";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final byte[] OPEN_PDF = PdfFactory.pdf(1, 0, List.of("trailer << /Encrypt 1 0 R >>"));

    @Inject
    Run theRun;

    @Inject
    Dispatch dispatch;

    @Inject
    DyingProcess process;

    @Inject
    MockMailbox post;

    @Inject
    FaultyMailbox mailbox;

    @Inject
    MeterRegistry registry;

    @Inject
    Resending resending;

    @Inject
    Transactions transactions;

    @Inject
    LeveranseTrace trace;

    @Inject
    LogThrottle throttle;

    @Inject
    LeveranseSvarUt leveranser;

    private final OutsideWorld outsideWorld = new OutsideWorld();

    @BeforeEach
    void reset() {
        process.start(CrashPoint.ALDRI);
        mailbox.gone(false);
        outsideWorld.reset();
        outsideWorld.run("UPDATE kommune SET organisasjonsnummer_svarut = '964338531', postadresse_postnummer = '0001',"
                + " slett_saker_etter = NULL WHERE kommunenummer = '4601'");
        post.clear();
    }

    @Test
    void nothing_to_do_costs_a_few_cheap_queries() {
        theRun.run();
        process.start(CrashPoint.ALDRI);
        RunReport report = theRun.run();
        assertThat(report.hasDoneAnything()).isFalse();
        assertThat(process.statements()).isPositive().isLessThanOrEqualTo(30);
    }

    @Test
    void what_is_stopped_is_told_once_by_mail_and_shown_until_a_human_has_acted() {
        String ref = bergen();
        outsideWorld.failure("{\"type\":\"STATUS\",\"status\":400,\"antall\":2}");

        RunReport report = theRun.run();

        assertThat(report.stoppet()).isEqualTo(1);
        assertThat(report.alarmer().stoppet()).isEqualTo(1);
        assertThat(registry.get("digisos.leveranser.stoppet").gauge().value()).isEqualTo(1);
        List<Mail> sent = post.getMailsSentTo(TEKNISK);
        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().getText())
                .contains("STOPPET", "SVARUT_NEKTET", meldingId())
                .doesNotContain("01819010001", ref);
        assertThat(theRun.run().stoppet()).isZero();
        assertThat(post.getMailsSentTo(TEKNISK)).hasSize(1);
        assertThat(outsideWorld.inSvarUt(ref)).isEmpty();
    }

    @Test
    void a_night_in_which_everything_goes_wrong_gives_a_mail_an_hour() {
        outsideWorld.failure("{\"type\":\"STATUS\",\"status\":400}");
        for (int i = 0; i < 10; i++) {
            bergen();
            theRun.run();
        }
        assertThat(post.getMailsSentTo(TEKNISK)).hasSize(1);
        outsideWorld.clock(Duration.ofMinutes(61));
        theRun.run();
        assertThat(post.getMailsSentTo(TEKNISK)).hasSize(2);
        assertThat(post.getMailsSentTo(TEKNISK).getLast().getText()).contains("9 leveranse(r) er STOPPET");
        outsideWorld.clock(Duration.ofHours(10));
        theRun.run();
        assertThat(post.getMailsSentTo(TEKNISK)).hasSize(2);
    }

    @Test
    void a_mail_server_that_is_away_is_tried_again_ever_more_slowly_and_given_up_with_an_alarm() {
        bergen();
        outsideWorld.failure("{\"type\":\"STATUS\",\"status\":400,\"antall\":2}");
        mailbox.gone(true);
        assertThat(theRun.run().feil()).isZero();
        outsideWorld.clock(Duration.ofSeconds(30));
        theRun.run();
        assertThat(outsideWorld.read("SELECT feil FROM varselmottaker")).containsExactly("1");
        int hours = 0;
        int stated = 0;
        while (stated == 0 && hours < 20) {
            outsideWorld.clock(Duration.ofHours(++hours));
            stated = theRun.run().feil();
        }
        assertThat(hours).isEqualTo(11);
        assertThat(outsideWorld.read("SELECT utfall FROM varsel")).containsExactly("OPPGITT");
        assertThat(theRun.run().feil()).isZero();
    }

    @Test
    void a_mail_goes_out_when_the_server_is_back() {
        bergen();
        outsideWorld.failure("{\"type\":\"STATUS\",\"status\":400,\"antall\":2}");
        mailbox.gone(true);
        theRun.run();
        mailbox.gone(false);
        outsideWorld.clock(Duration.ofMinutes(2));
        assertThat(theRun.run().epost()).isEqualTo(1);
        assertThat(post.getMailsSentTo(TEKNISK)).hasSize(1);
    }

    @Test
    void a_kommune_is_warned_of_what_waits_in_its_queue() {
        outsideWorld.soknad(SeedData.OSLO, ref());
        outsideWorld.soknad(SeedData.OSLO, ref());
        outsideWorld.clock(Duration.ofMinutes(121));
        assertThat(theRun.run().varslet()).isEqualTo(2);
        assertThat(theRun.run().varslet()).isZero();
        assertThat(post.getMailsSentTo(TEKNISK))
                .singleElement()
                .satisfies(mail -> assertThat(mail.getText()).contains("2 melding(er) i køen venter"));
    }

    @Test
    void a_kommune_is_told_before_its_certificate_runs_out_on_the_day_and_then_no_more() {
        // At noon, where no change to or from summer time makes it another day.
        ZonedDateTime now = ZonedDateTime.now(ZoneId.of("Europe/Oslo"));
        Duration noon = Duration.between(
                now, now.toLocalDate().plusDays(1).atTime(12, 0).atZone(now.getZone()));
        withCertificate(noon.plusDays(70), () -> {
            theRun.run();
            assertThat(post.getMailsSentTo(TEKNISK)).isEmpty();
            List<String> said = new ArrayList<>();
            for (int day : List.of(11, 12, 41, 45, 64, 65, 69, 70, 71, 80)) {
                outsideWorld.clock(noon.plusDays(day));
                theRun.run();
                theRun.run();
                said.add(day + " " + post.getMailsSentTo(TEKNISK).size());
            }
            assertThat(said)
                    .containsExactly("11 1", "12 1", "41 2", "45 2", "64 3", "65 3", "69 4", "70 5", "71 5", "80 5");
        });
    }

    @Test
    void the_mail_says_what_happens_what_to_do_and_by_when() {
        withCertificate(Duration.ofDays(20), () -> {
            assertThat(theRun.run().varslet()).isEqualTo(1);
            assertThat(post.getMailsSentTo(TEKNISK)).singleElement().satisfies(mail -> {
                assertThat(mail.getSubject()).isEqualTo("Digisos: Oslo må bytte sertifikat");
                assertThat(mail.getText())
                        .contains("Hvis ingenting gjøres", "Be leverandøren", "laste opp", "går i stedet med SvarUt")
                        .containsPattern(
                                "- Konto «Sosiale tjenester Oslo» \\(" + SeedData.OSLO.kontoId()
                                        + "\\): sertifikatet utløper [0-9]{2}\\.[0-9]{2}\\.20[0-9]{2} kl\\. [0-9]{2}\\.[0-9]{2} \\(om")
                        .doesNotContain("meldingId");
            });
        });
    }

    @Test
    void a_job_that_was_away_tells_the_latest_step_alone() {
        withCertificate(Duration.ofDays(70), () -> {
            outsideWorld.clock(Duration.ofDays(72));
            theRun.run();
            outsideWorld.clock(Duration.ofDays(73));
            theRun.run();
            assertThat(outsideWorld.read("SELECT dager FROM sertifikatvarsel")).containsExactly("0");
            assertThat(post.getMailsSentTo(TEKNISK))
                    .singleElement()
                    .satisfies(mail -> assertThat(mail.getText()).contains("sertifikatet utløp "));
        });
    }

    @Test
    void a_renewed_certificate_ends_it_also_for_the_mail_that_was_not_sent_yet() {
        withCertificate(Duration.ofDays(5), () -> {
            mailbox.gone(true);
            theRun.run();
            withCertificate(Duration.ofDays(400), () -> {
                mailbox.gone(false);
                outsideWorld.clock(Duration.ofHours(2));
                theRun.run();
                assertThat(post.getMailsSentTo(TEKNISK)).isEmpty();
                assertThat(outsideWorld.read("SELECT utfall FROM varsel")).containsExactly("UAKTUELT");
            });
            // A shorter one in its place is told of at once, at its own step.
            withCertificate(Duration.ofDays(25), () -> {
                theRun.run();
                assertThat(outsideWorld.read("SELECT dager FROM sertifikatvarsel ORDER BY tidspunkt"))
                        .containsExactly("7", "30");
                assertThat(post.getMailsSentTo(TEKNISK)).hasSize(1);
            });
        });
    }

    @Test
    void who_does_not_use_the_queue_or_has_closed_the_konto_is_not_told() {
        withCertificate(Duration.ofDays(5), () -> {
            for (String table : List.of("kommune SET bruker_fiks_io =", "konto SET aktiv =")) {
                String where = " WHERE fiks_org_id = '" + SeedData.OSLO.fiksOrgId() + "'";
                outsideWorld.run("UPDATE " + table + " false" + where);
                theRun.run();
                outsideWorld.run("UPDATE " + table + " true" + where);
            }
            assertThat(post.getMailsSentTo(TEKNISK)).isEmpty();
            assertThat(theRun.run().epost()).isEqualTo(1);
        });
    }

    @Test
    void the_days_left_are_a_metric_of_each_konto_in_use() {
        withCertificate(Duration.ofDays(5), () -> {
            theRun.run();
            assertThat(days(Objects.requireNonNull(SeedData.OSLO.kontoId())))
                    .hasValueSatisfying(d -> assertThat(d).isBetween(4.9, 5.0));
            outsideWorld.clock(Duration.ofDays(6));
            theRun.run();
            assertThat(days(Objects.requireNonNull(SeedData.OSLO.kontoId())))
                    .hasValueSatisfying(d -> assertThat(d).isBetween(-1.1, -1.0));
            outsideWorld.run("UPDATE konto SET aktiv = false WHERE id = '" + SeedData.OSLO.kontoId() + "'");
            theRun.run();
            assertThat(days(Objects.requireNonNull(SeedData.OSLO.kontoId())))
                    .as("closed")
                    .isEmpty();
            outsideWorld.run("UPDATE konto SET aktiv = true WHERE id = '" + SeedData.OSLO.kontoId() + "'");
        });
    }

    private Optional<Double> days(UUID kontoId) {
        return Optional.ofNullable(registry.find("digisos.konto.sertifikat.dager")
                        .tag("konto", kontoId.toString())
                        .gauge())
                .map(Gauge::value);
    }

    /** With this certificate of Oslo's konto, which runs out so long from now; its own is put back afterwards. */
    private void withCertificate(Duration duration, Runnable attempt) {
        String where = " WHERE id = '" + SeedData.OSLO.kontoId() + "'";
        String before = outsideWorld
                .read("SELECT encode(sertifikat, 'hex') FROM konto" + where)
                .getFirst();
        try {
            byte[] der = SelfSigned.generate(
                            "Oslo", 2048, SelfSigned.NOT_BEFORE, Instant.now().plus(duration))
                    .certificate()
                    .getEncoded();
            outsideWorld.run(
                    "UPDATE konto SET sertifikat = '\\x" + HexFormat.of().formatHex(der) + "'" + where);
            attempt.run();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        } finally {
            outsideWorld.run("UPDATE konto SET sertifikat = '\\x" + before + "'" + where);
        }
    }

    @Test
    void a_kommune_without_any_address_is_stopped_and_goes_on_when_it_gets_one() {
        String ref = bergen();
        outsideWorld.run("UPDATE kommune SET organisasjonsnummer_svarut = NULL, postadresse_postnummer = NULL"
                + " WHERE kommunenummer = '4601'");
        assertThat(ownRun().stoppet()).isEqualTo(1);
        assertThat(states()).containsExactly("STOPPET");
        assertThat(ownRun().gjenopptatt()).isZero();

        outsideWorld.run("UPDATE kommune SET organisasjonsnummer_svarut = '964338531' WHERE kommunenummer = '4601'");
        RunReport report = ownRun();
        assertThat(report.gjenopptatt()).isEqualTo(1);
        assertThat(report.sendt()).isEqualTo(1);
        assertThat(outsideWorld.inSvarUt(ref)).hasSize(1);
    }

    @Test
    void without_an_organisation_number_only_the_letter_is_left() {
        String ref = bergen();
        outsideWorld.run("UPDATE kommune SET organisasjonsnummer_svarut = NULL WHERE kommunenummer = '4601'");
        assertThat(theRun.run().sendt()).isEqualTo(1);
        JsonNode forsendelse = outsideWorld.forsendelse(ref);
        assertThat(forsendelse.at("/mottaker/digitalId").isMissingNode()).isTrue();
        assertThat(forsendelse.at("/mottaker/postnummer").asText()).isEqualTo("0001");
        assertThat(forsendelse.get("kunDigitalLevering").asBoolean()).isFalse();
    }

    @Test
    void what_is_too_much_to_print_is_sent_digitally_alone() {
        String ref = bergen();
        outsideWorld.run("UPDATE dokument SET storrelse = 400000000 WHERE rolle = 'SOKNAD_DOKUMENT'");
        assertThat(theRun.run().sendt()).isEqualTo(1);
        assertThat(outsideWorld.forsendelse(ref).get("kunDigitalLevering").asBoolean())
                .isTrue();
    }

    @Test
    void what_svarut_refuses_goes_once_more_with_neutral_names_and_types() throws Exception {
        String ref = ref();
        outsideWorld.soknad(
                SeedData.BERGEN,
                ref,
                List.of(
                        file("Soknad.pdf", "application/pdf", OPEN_PDF),
                        file("Kari Nordmann: lønn.HEIC", "image/heic", new byte[] {1}),
                        file("skript", "text/x-sh", new byte[] {2})));
        outsideWorld.failure("{\"type\":\"STATUS\",\"status\":415,\"antall\":1}");

        RunReport report = theRun.run();

        assertThat(report.sendt()).isEqualTo(1);
        assertThat(report.stoppet()).isZero();
        assertThat(states()).containsExactly("SVARUT_SENDT");
        assertThat(outsideWorld.forsendelse(ref).get("dokumenter"))
                .extracting(
                        d -> d.get("filnavn").asText() + " " + d.get("mimeType").asText())
                .containsExactly(
                        "soknad.json application/json",
                        "vedlegg.json application/json",
                        "dokument-03.pdf application/pdf",
                        "dokument-04.heic application/octet-stream",
                        "dokument-05.bin application/octet-stream",
                        "forsendelseMetadata.json application/json");
        JsonNode metadata = MAPPER.readTree(outsideWorld.dokument(ref, "forsendelseMetadata.json"));
        assertThat(metadata.get("opprinneligeNavn"))
                .extracting(n ->
                        n.get("filnavn").asText() + " = " + n.get("opprinnelig").asText())
                .containsExactly(
                        "dokument-03.pdf = Soknad.pdf",
                        "dokument-04.heic = Kari Nordmann: lønn.HEIC",
                        "dokument-05.bin = skript");
        assertThat(outsideWorld.read("SELECT resultat FROM svarut_forsok ORDER BY forsok"))
                .containsExactly("AVVIST", "SENDT");
    }

    @Test
    void what_an_operator_lets_go_on_has_its_own_names_again_and_one_more_neutral_attempt() {
        String ref = bergen();
        outsideWorld.failure("{\"type\":\"STATUS\",\"status\":400,\"antall\":3}");
        theRun.run();
        assertThat(states()).containsExactly("STOPPET");
        transactions.inTransaction(c -> leveranser.resume(c, UUID.fromString(meldingId())));
        ownRun();
        assertThat(states()).containsExactly("SVARUT_SENDT");
        assertThat(outsideWorld.forsendelse(ref).at("/dokumenter/2/filnavn").asText())
                .isEqualTo("dokument-03.pdf");
    }

    @Test
    void the_names_and_types_that_people_send_all_get_through() {
        List<String> name = NameSamples.name();
        List<@Nullable String> types = NameSamples.types();
        byte[][] content = {OPEN_PDF, {1, 2, 3}, PdfFactory.encrypted(List.of("låst"))};
        List<FileEntry> files = new ArrayList<>();
        for (int i = 0; i < Math.max(name.size(), types.size()); i++) {
            files.add(file(name.get(i % name.size()), types.get(i % types.size()), content[i % content.length]));
        }
        Map<String, Integer> count = new HashMap<>();
        for (int from = 0; from < files.size(); from += 50) {
            List<FileEntry> some = files.subList(from, Math.min(files.size(), from + 50));
            String ref = ref();
            outsideWorld.soknad(SeedData.BERGEN, ref, some);
            count.put(ref, some.size());
        }

        // On a slow machine a run ends before it has come to all of them.
        int sent = 0;
        for (int run = 0; run < count.size() && sent < count.size(); run++) {
            RunReport report = theRun.run();
            sent += report.sendt();
            assertThat(report.stoppet() + report.provesIgjen() + report.feil()).isZero();
        }
        assertThat(sent).isEqualTo(count.size());
        count.forEach((ref, dokumenter) -> {
            assertThat(outsideWorld.inSvarUt(ref)).containsExactly("KLAR_FOR_MOTTAK");
            assertThat(outsideWorld.forsendelse(ref).get("dokumenter")).hasSize(dokumenter + 3);
        });
    }

    @Test
    void a_locked_pdf_is_left_out_of_the_letter_with_an_alarm_and_the_rest_is_printed() throws Exception {
        String ref = ref();
        Sown sown = outsideWorld.soknad(
                SeedData.BERGEN,
                ref,
                List.of(
                        file("Soknad.pdf", "application/pdf", OPEN_PDF),
                        file("låst.pdf", "application/pdf", PdfFactory.encrypted(List.of("låst"))),
                        file("sen.pdf", "image/png", latePdf())));
        assertThat(outsideWorld.read("SELECT pdf FROM dokument WHERE rolle LIKE '%SOKNAD_DOKUMENT' OR rolle = 'VEDLEGG'"
                        + " ORDER BY rekkefolge"))
                .as("marked when it came")
                .containsExactly("APEN", "KRYPTERT", "APEN");

        assertThat(theRun.run().sendt()).isEqualTo(1);

        JsonNode forsendelse = outsideWorld.forsendelse(ref);
        assertThat(outsideWorld.inSvarUt(ref)).containsExactly("KLAR_FOR_MOTTAK");
        assertThat(forsendelse.get("kunDigitalLevering").asBoolean()).isFalse();
        assertThat(forsendelse.get("dokumenter"))
                .extracting(
                        d -> d.get("filnavn").asText() + " " + d.get("mimeType").asText() + " "
                                + d.get("skalEkskluderesFraUtskrift").asBoolean())
                .contains(
                        "Soknad.pdf application/pdf false",
                        "låst.pdf application/pdf true",
                        "sen.pdf application/pdf false");
        assertThat(MAPPER.readTree(outsideWorld.dokument(ref, "forsendelseMetadata.json"))
                        .get("utelattFraUtskrift"))
                .isEqualTo(MAPPER.readTree("[{\"filnavn\":\"låst.pdf\",\"grunn\":\"KRYPTERT_PDF\"}]"));
        assertThat(outsideWorld.read("SELECT (detalj ->> 'dokumentId') || ' ' || (detalj ->> 'grunn') FROM historikk"
                        + " WHERE hendelse = 'UTELATT_FRA_UTSKRIFT'"))
                .containsExactly(sown.dokument("låst.pdf") + " KRYPTERT_PDF");
        assertThat(post.getMailsSentTo(TEKNISK))
                .singleElement()
                .satisfies(mail -> assertThat(mail.getText())
                        .contains("PDF med passord", meldingId())
                        .doesNotContain("låst"));
        assertThat(registry.get("digisos.fallback.hendelser")
                        .tag("slag", "utelatt")
                        .counter()
                        .count())
                .isPositive();
    }

    @Test
    void nothing_but_a_locked_pdf_is_sent_digitally_alone_and_stopped_where_there_is_only_a_letter() {
        String ref = ref();
        List<FileEntry> locked = List.of(file("Soknad.pdf", "application/pdf", PdfFactory.encrypted(List.of("låst"))));
        outsideWorld.soknad(SeedData.BERGEN, ref, locked);
        assertThat(theRun.run().sendt()).isEqualTo(1);
        assertThat(outsideWorld.forsendelse(ref).get("kunDigitalLevering").asBoolean())
                .isTrue();
        assertThat(outsideWorld.inSvarUt(ref)).containsExactly("KLAR_FOR_MOTTAK");

        outsideWorld.run("UPDATE kommune SET organisasjonsnummer_svarut = NULL WHERE kommunenummer = '4601'");
        outsideWorld.soknad(SeedData.BERGEN, ref(), locked);
        assertThat(ownRun().stoppet()).isEqualTo(1);
        assertThat(outsideWorld.read("SELECT stoppgrunn FROM leveranse WHERE tilstand = 'STOPPET'"))
                .singleElement()
                .asString()
                .startsWith("KAN_IKKE_SENDES: kommunen har bare postadresse");
    }

    @Test
    void where_there_is_only_a_letter_the_pictures_that_it_lacks_are_told_of() {
        bergen();
        outsideWorld.run("UPDATE kommune SET organisasjonsnummer_svarut = NULL WHERE kommunenummer = '4601'");
        assertThat(theRun.run().sendt()).isEqualTo(1);
        assertThat(outsideWorld.read(
                        "SELECT detalj ->> 'grunn' FROM historikk WHERE hendelse = 'UTELATT_FRA_UTSKRIFT'"))
                .containsExactly("IKKE_PDF");
    }

    @Test
    void what_is_too_much_for_one_letter_is_printed_as_far_as_it_goes_and_pictures_do_not_count() {
        String ref = ref();
        outsideWorld.soknad(
                SeedData.BERGEN,
                ref,
                List.of(
                        file("Soknad.pdf", "application/pdf", OPEN_PDF),
                        file("stor.pdf", "application/pdf", OPEN_PDF),
                        file("film.mp4", "video/mp4", new byte[] {1})));
        outsideWorld.run("UPDATE dokument SET storrelse = 250000000 WHERE rolle IN ('SOKNAD_DOKUMENT', 'VEDLEGG')");
        assertThat(theRun.run().sendt()).isEqualTo(1);
        JsonNode forsendelse = outsideWorld.forsendelse(ref);
        assertThat(forsendelse.get("kunDigitalLevering").asBoolean()).isFalse();
        assertThat(forsendelse.get("dokumenter"))
                .extracting(d -> d.get("filnavn").asText() + " "
                        + d.get("skalEkskluderesFraUtskrift").asBoolean())
                .contains("Soknad.pdf false", "stor.pdf true", "film.mp4 true");
        assertThat(outsideWorld.read(
                        "SELECT detalj ->> 'grunn' FROM historikk WHERE hendelse = 'UTELATT_FRA_UTSKRIFT'"))
                .containsExactly("FOR_STOR");
    }

    @Test
    void a_document_from_before_pdfs_were_looked_at_is_looked_at_when_it_is_sent() {
        String ref = ref();
        outsideWorld.soknad(
                SeedData.BERGEN,
                ref,
                List.of(
                        file("Soknad.pdf", "application/pdf", OPEN_PDF),
                        file("låst.pdf", "application/pdf", PdfFactory.encrypted(List.of("låst")))));
        outsideWorld.run("UPDATE dokument SET pdf = NULL");
        assertThat(theRun.run().sendt()).isEqualTo(1);
        assertThat(outsideWorld
                        .forsendelse(ref)
                        .at("/dokumenter/2/skalEkskluderesFraUtskrift")
                        .asBoolean())
                .isFalse();
        assertThat(outsideWorld
                        .forsendelse(ref)
                        .at("/dokumenter/3/skalEkskluderesFraUtskrift")
                        .asBoolean())
                .isTrue();
    }

    private static FileEntry file(String name, @Nullable String mimetype, byte[] content) {
        return new FileEntry(name, mimetype, content);
    }

    /** As a mail program delivers it, with its own lines first. */
    private static byte[] latePdf() {
        byte[] header = "X-Scanner: ja\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] late = Arrays.copyOf(header, header.length + OPEN_PDF.length);
        System.arraycopy(OPEN_PDF, 0, late, header.length, OPEN_PDF.length);
        return late;
    }

    @Test
    void a_forsendelse_says_what_svarut_must_know_and_nothing_about_the_person() {
        String ref = bergen();
        theRun.run();
        JsonNode f = outsideWorld.forsendelse(ref);
        assertThat(f.get("tittel").asText()).isEqualTo("Søknad til NAV");
        assertThat(f.get("eksternReferanse").asText()).isEqualTo(ref);
        assertThat(f.get("korrelasjonsid").asText())
                .isEqualTo(outsideWorld.read("SELECT digisos_id FROM leveranse").getFirst());
        assertThat(f.get("forsendelsestype").asText()).isEqualTo("nav.digisos");
        assertThat(f.get("avgivendeSystem").asText()).isEqualTo("digisos_avsender");
        for (String on : List.of("kryptert", "krevNiva4Innlogging", "taushetsbelagtPost")) {
            assertThat(f.get(on).asBoolean()).as(on).isTrue();
        }
        assertThat(f.get("kunDigitalLevering").asBoolean()).isFalse();
        assertThat(f.get("dokumenter"))
                .extracting(d -> d.get("filnavn").asText() + " "
                        + d.get("skalEkskluderesFraUtskrift").asBoolean())
                .containsExactly(
                        "soknad.json true",
                        "vedlegg.json true",
                        "Soknad.pdf false",
                        "bilde.png true",
                        "forsendelseMetadata.json true");
        assertThat(f.toString()).doesNotContain("01819010001");
    }

    @Test
    void what_svarut_refuses_after_acceptance_is_sent_once_more_and_then_stopped() {
        String ref = bergen();
        outsideWorld.failure("{\"type\":\"AVVIST\"}");
        for (int minute : List.of(0, 2, 10, 12, 14, 22, 24, 40)) {
            outsideWorld.clock(Duration.ofMinutes(minute));
            theRun.run();
        }
        assertThat(states()).containsExactly("STOPPET");
        assertThat(outsideWorld.inSvarUt(ref)).containsExactly("AVVIST", "AVVIST");
        assertThat(outsideWorld.read("SELECT grunn FROM varsel WHERE slag = 'STOPPET'"))
                .singleElement()
                .asString()
                .startsWith("AVVIST_AV_SVARUT");
    }

    @Test
    void one_message_that_cannot_be_put_together_is_stopped_and_holds_up_no_other() {
        String damaged = bergen();
        String whole = bergen();
        outsideWorld.run("UPDATE dokument d SET nokkel_forseglet = '\\x00' FROM innsending i"
                + " WHERE i.id = d.innsending_id AND i.nav_ekstern_ref_id = '" + damaged + "'");
        RunReport report = theRun.run();
        assertThat(report.stoppet()).isEqualTo(1);
        assertThat(report.sendt()).isEqualTo(1);
        assertThat(outsideWorld.inSvarUt(damaged)).isEmpty();
        assertThat(outsideWorld.inSvarUt(whole)).hasSize(1);
        assertThat(outsideWorld.read("SELECT stoppgrunn FROM leveranse WHERE tilstand = 'STOPPET'"))
                .singleElement()
                .asString()
                .startsWith("KAN_IKKE_SENDES");
    }

    @Test
    void the_lines_of_a_delivery_are_joined_by_its_case_and_reference() {
        String ref = bergen();
        try (LogCatcher log = new LogCatcher()) {
            theRun.run();
            assertThat(log.with("is sent by SvarUt")).singleElement().satisfies(line -> {
                assertThat(line.navEksternRefId()).isEqualTo(ref);
                assertThat(line.digisosId())
                        .isEqualTo(outsideWorld
                                .read("SELECT digisos_id FROM leveranse")
                                .getFirst());
            });
        }
    }

    @Test
    void while_SvarUt_lets_nobody_in_the_log_says_so_once_and_then_counts() throws Exception {
        for (int i = 0; i < 3; i++) {
            bergen();
        }
        outsideWorld.failure("{\"type\":\"STATUS\",\"status\":403}");
        java.util.concurrent.atomic.AtomicLong now = new java.util.concurrent.atomic.AtomicLong();
        LogThrottle own = new LogThrottle(Duration.ofMinutes(1), now::get);
        try (LogCatcher log = new LogCatcher()) {
            dispatch.run(new RunTally(System.nanoTime(), Duration.ofSeconds(60), trace, own));
            assertThat(log.with("is tried again")).hasSize(1).noneMatch(LogCatcher.Line::medSpor);
        }
    }

    @Test
    void a_run_in_a_process_that_is_to_end_claims_nothing_new() throws Exception {
        bergen();
        dispatch.run(new RunTally(System.nanoTime(), Duration.ofSeconds(60), () -> true, trace, throttle));
        assertThat(states()).containsExactly("TRUKKET");
        dispatch.run(tally(System.nanoTime()));
        assertThat(states()).containsExactly("SVARUT_SENDT");
    }

    @Test
    void what_fails_while_the_process_ends_stops_no_message() throws Exception {
        bergen();
        outsideWorld.run("UPDATE dokument SET nokkel_forseglet = '\\x00'");
        // Not when the sweep takes the message, and not when it begins with it; but then.
        AtomicInteger asked = new AtomicInteger();
        dispatch.run(new RunTally(
                System.nanoTime(), Duration.ofSeconds(60), () -> asked.getAndIncrement() >= 2, trace, throttle));
        assertThat(asked.get()).isGreaterThan(2);
        assertThat(states()).containsExactly("TRUKKET");
        dispatch.run(tally(System.nanoTime()));
        assertThat(states()).containsExactly("STOPPET");
    }

    @Test
    void an_old_run_claims_nothing_new() throws Exception {
        bergen();
        RunTally old = tally(System.nanoTime() - Duration.ofSeconds(61).toNanos());
        dispatch.run(old);
        assertThat(states()).containsExactly("TRUKKET");
        dispatch.run(tally(System.nanoTime()));
        assertThat(states()).containsExactly("SVARUT_SENDT");
    }

    @Test
    void any_number_of_instances_at_once_send_each_message_once() throws Exception {
        List<String> references = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            references.add(bergen());
        }
        try (ExecutorService instances = Executors.newFixedThreadPool(4)) {
            List<Future<RunReport>> ran = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                ran.add(instances.submit(theRun::run));
            }
            for (Future<RunReport> k : ran) {
                assertThat(k.get().feil()).isZero();
            }
        }
        outsideWorld.clock(Duration.ofMinutes(31));
        theRun.run();
        outsideWorld.clock(Duration.ofMinutes(33));
        theRun.run();
        assertThat(references)
                .allSatisfy(ref -> assertThat(outsideWorld.inSvarUt(ref)).hasSize(1));
        assertThat(new HashSet<>(states())).containsExactly("SVARUT_SENDT");
    }

    @Test
    void what_is_queued_anew_goes_out_anew_and_is_no_duplicate() {
        String ref = bergen();
        theRun.run();
        UUID old = UUID.fromString(meldingId());
        outsideWorld.operator().inTransaction(c -> resending.requeue(c, old));
        assertThat(theRun.run().sendt()).isEqualTo(1);
        assertThat(outsideWorld.inSvarUt(ref)).hasSize(2);
        for (int time = 2; time < 80; time += 13) {
            outsideWorld.clock(Duration.ofHours(time));
            assertThat(theRun.run().dubletter()).isZero();
        }
    }

    @Test
    void two_with_the_same_reference_do_not_take_each_others_shipment() {
        String ref = ref();
        outsideWorld.soknad(SeedData.BERGEN, ref);
        outsideWorld.run("UPDATE innsending SET type = 'ETTERSENDELSE'");
        outsideWorld.soknad(SeedData.BERGEN, ref);
        outsideWorld.failure("{\"type\":\"DROP_BEFORE_ACCEPT\",\"antall\":1}");
        theRun.run();
        assertThat(outsideWorld.inSvarUt(ref))
                .as("the second waits until it is known what became of the first")
                .isEmpty();
        for (int minute : List.of(31, 33, 64, 66)) {
            outsideWorld.clock(Duration.ofMinutes(minute));
            theRun.run();
        }
        assertThat(outsideWorld.inSvarUt(ref)).hasSize(2);
        assertThat(states()).containsExactly("SVARUT_SENDT", "SVARUT_SENDT");
        assertThat(new HashSet<>(outsideWorld.read("SELECT forsendelses_id FROM leveranse")))
                .hasSize(2);
    }

    @Test
    void a_case_goes_by_its_kommunes_policy_but_not_while_its_delivery_may_need_the_documents() {
        outsideWorld.run("UPDATE kommune SET slett_saker_etter = interval '30 days' WHERE kommunenummer = '4601'");
        outsideWorld.failure("{\"type\":\"DOWN\"}");
        bergen();
        outsideWorld.clock(Duration.ofDays(31));
        theRun.run();
        assertThat(outsideWorld.read("SELECT count(*) FROM digisos_sak WHERE slettet IS NULL"))
                .containsExactly("1");
        assertThat(outsideWorld.read("SELECT count(*) FROM dokument_bit")).doesNotContain("0");

        outsideWorld.healthySvarUt();
        for (int minute : List.of(60, 120, 180)) {
            outsideWorld.clock(Duration.ofDays(31).plusMinutes(minute));
            theRun.run();
        }
        assertThat(states()).containsExactly("SVARUT_SENDT");
        outsideWorld.run("UPDATE leveranse SET svarut_status = 'LEST'");
        theRun.run();
        assertThat(outsideWorld.read("SELECT count(*) FROM digisos_sak WHERE slettet IS NULL"))
                .containsExactly("0");
        assertThat(outsideWorld.read("SELECT count(*) FROM dokument_bit")).containsExactly("0");
    }

    @Test
    void the_words_of_a_receipt_go_after_a_time_and_the_receipt_stays() {
        outsideWorld.soknad(SeedData.OSLO, ref());
        outsideWorld.run(
                "UPDATE leveranse SET tilstand = 'BEKREFTET', bekreftet = digisos_now(), mottatt_av_forseglet = '\\x01'");
        theRun.run();
        assertThat(outsideWorld.read("SELECT mottatt_av_forseglet FROM leveranse"))
                .doesNotContain("null");
        outsideWorld.clock(Duration.ofDays(91));
        theRun.run();
        assertThat(outsideWorld.read("SELECT mottatt_av_forseglet FROM leveranse"))
                .containsExactly("null");
        assertThat(states()).containsExactly("BEKREFTET");
    }

    @Test
    void expired_mellomlagring_and_half_received_documents_go_in_bites() {
        outsideWorld.run(
                "INSERT INTO dokument (id, tilstand) SELECT gen_random_uuid(), 'MOTTAS' FROM generate_series(1, 250)");
        outsideWorld.run("INSERT INTO mellomlagring (id, organisasjon, nav_ekstern_ref_id)"
                + " SELECT gen_random_uuid(), '889640782', 'r' || n FROM generate_series(1, 150) n");
        assertThat(theRun.run().ryddet()).isZero();
        outsideWorld.clock(Duration.ofHours(3));
        assertThat(theRun.run().ryddet()).isEqualTo(250);
        outsideWorld.clock(Duration.ofDays(31));
        assertThat(theRun.run().ryddet()).isEqualTo(150);
    }

    @Test
    void svarut_away_is_no_failure_of_the_run_and_late_deliveries_show() {
        bergen();
        outsideWorld.failure("{\"type\":\"DOWN\"}");
        RunReport report = theRun.run();
        assertThat(report.feil()).isZero();
        outsideWorld.clock(Duration.ofHours(5));
        report = theRun.run();
        assertThat(report.feil()).isZero();
        assertThat(report.alarmer().forsinket()).isEqualTo(1);
        assertThat(report.alarmer().eldsteSekunder()).isGreaterThan(4 * 3600);
        outsideWorld.healthySvarUt();
        for (int time = 6; time < 9; time++) {
            outsideWorld.clock(Duration.ofHours(time));
            report = theRun.run();
        }
        assertThat(states()).containsExactly("SVARUT_SENDT");
        assertThat(report.alarmer().forsinket()).isZero();
    }

    /** A run with a request context of its own, as every run has but for those of a test, which keep what they read. */
    private RunReport ownRun() {
        try (ExecutorService own = Executors.newSingleThreadExecutor()) {
            return CompletableFuture.supplyAsync(theRun::run, own).join();
        }
    }

    private String bergen() {
        String ref = ref();
        outsideWorld.soknad(SeedData.BERGEN, ref);
        return ref;
    }

    private RunTally tally(long start) {
        return new RunTally(start, Duration.ofSeconds(60), trace, throttle);
    }

    private static String ref() {
        return "ref-" + UUID.randomUUID();
    }

    private String meldingId() {
        return outsideWorld.read("SELECT id FROM leveranse").getFirst();
    }

    private List<String> states() {
        return outsideWorld.read("SELECT tilstand FROM leveranse ORDER BY lopenummer");
    }
}
