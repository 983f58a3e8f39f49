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
import no.digisos.common.krypto.TestCertificates;
import no.digisos.common.leveranse.Gjenutsending;
import no.digisos.common.leveranse.LeveranseSvarUt;
import no.digisos.common.leveranse.Leveransespor;
import no.digisos.common.observability.Loggdemper;
import no.digisos.common.sendeform.Navneprover;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Omgivelser;
import no.digisos.common.testkit.Saksfro.Sadd;
import no.digisos.fallback.Omverden.Fil;
import no.digisos.fallback.krasj.Prosess;
import no.digisos.fallback.krasj.Prosess.Krasjpunkt;
import no.digisos.fallback.run.Rapport;
import no.digisos.fallback.run.Teller;
import no.digisos.fallback.utsending.Utsending;
import no.digisos.fallback.varsel.SvikefullPostkasse;
import no.digisos.local.pdf.PdfFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs in the process of the test: what needs no process of its own to be seen. */
@QuarkusTest
@TestProfile(Skalert.class)
@QuarkusTestResource(Omgivelser.class)
@QuarkusTestResource(SvarUtOmgivelser.class)
class KjoringTest {
    private static final String TEKNISK = "teknisk@example.no";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final byte[] APEN_PDF = PdfFactory.pdf(1, 0, List.of("trailer << /Encrypt 1 0 R >>"));

    @Inject
    Kjoring kjoring;

    @Inject
    Utsending utsending;

    @Inject
    Prosess prosess;

    @Inject
    MockMailbox post;

    @Inject
    SvikefullPostkasse postkasse;

    @Inject
    MeterRegistry registry;

    @Inject
    Gjenutsending gjenutsending;

    @Inject
    Transactions transactions;

    @Inject
    Leveransespor spor;

    @Inject
    Loggdemper demper;

    @Inject
    LeveranseSvarUt leveranser;

    private final Omverden omverden = new Omverden();

    @BeforeEach
    void nullstill() {
        prosess.start(Krasjpunkt.ALDRI);
        postkasse.borte(false);
        omverden.nullstill();
        omverden.kjor("UPDATE kommune SET organisasjonsnummer_svarut = '964338531', postadresse_postnummer = '0001',"
                + " slett_saker_etter = NULL WHERE kommunenummer = '4601'");
        post.clear();
    }

    @Test
    void nothing_to_do_costs_a_few_cheap_queries() {
        kjoring.kjor();
        prosess.start(Krasjpunkt.ALDRI);
        Rapport rapport = kjoring.kjor();
        assertThat(rapport.harGjortNoe()).isFalse();
        assertThat(prosess.setninger()).isPositive().isLessThanOrEqualTo(30);
    }

    @Test
    void what_is_stopped_is_told_once_by_mail_and_shown_until_a_human_has_acted() {
        String ref = bergen();
        omverden.feil("{\"type\":\"STATUS\",\"status\":400,\"antall\":2}");

        Rapport rapport = kjoring.kjor();

        assertThat(rapport.stoppet()).isEqualTo(1);
        assertThat(rapport.alarmer().stoppet()).isEqualTo(1);
        assertThat(registry.get("digisos.leveranser.stoppet").gauge().value()).isEqualTo(1);
        List<Mail> sendt = post.getMailsSentTo(TEKNISK);
        assertThat(sendt).hasSize(1);
        assertThat(sendt.getFirst().getText())
                .contains("STOPPET", "SVARUT_NEKTET", meldingId())
                .doesNotContain("01819010001", ref);
        assertThat(kjoring.kjor().stoppet()).isZero();
        assertThat(post.getMailsSentTo(TEKNISK)).hasSize(1);
        assertThat(omverden.iSvarUt(ref)).isEmpty();
    }

    @Test
    void a_night_in_which_everything_goes_wrong_gives_a_mail_an_hour() {
        omverden.feil("{\"type\":\"STATUS\",\"status\":400}");
        for (int i = 0; i < 10; i++) {
            bergen();
            kjoring.kjor();
        }
        assertThat(post.getMailsSentTo(TEKNISK)).hasSize(1);
        omverden.klokke(Duration.ofMinutes(61));
        kjoring.kjor();
        assertThat(post.getMailsSentTo(TEKNISK)).hasSize(2);
        assertThat(post.getMailsSentTo(TEKNISK).getLast().getText()).contains("9 leveranse(r) er STOPPET");
        omverden.klokke(Duration.ofHours(10));
        kjoring.kjor();
        assertThat(post.getMailsSentTo(TEKNISK)).hasSize(2);
    }

    @Test
    void a_mail_server_that_is_away_is_tried_again_ever_more_slowly_and_given_up_with_an_alarm() {
        bergen();
        omverden.feil("{\"type\":\"STATUS\",\"status\":400,\"antall\":2}");
        postkasse.borte(true);
        assertThat(kjoring.kjor().feil()).isZero();
        omverden.klokke(Duration.ofSeconds(30));
        kjoring.kjor();
        assertThat(omverden.les("SELECT feil FROM varselmottaker")).containsExactly("1");
        int timer = 0;
        int oppgitt = 0;
        while (oppgitt == 0 && timer < 20) {
            omverden.klokke(Duration.ofHours(++timer));
            oppgitt = kjoring.kjor().feil();
        }
        assertThat(timer).isEqualTo(11);
        assertThat(omverden.les("SELECT utfall FROM varsel")).containsExactly("OPPGITT");
        assertThat(kjoring.kjor().feil()).isZero();
    }

    @Test
    void a_mail_goes_out_when_the_server_is_back() {
        bergen();
        omverden.feil("{\"type\":\"STATUS\",\"status\":400,\"antall\":2}");
        postkasse.borte(true);
        kjoring.kjor();
        postkasse.borte(false);
        omverden.klokke(Duration.ofMinutes(2));
        assertThat(kjoring.kjor().epost()).isEqualTo(1);
        assertThat(post.getMailsSentTo(TEKNISK)).hasSize(1);
    }

    @Test
    void a_kommune_is_warned_of_what_waits_in_its_queue() {
        omverden.soknad(Fro.OSLO, ref());
        omverden.soknad(Fro.OSLO, ref());
        omverden.klokke(Duration.ofMinutes(121));
        assertThat(kjoring.kjor().varslet()).isEqualTo(2);
        assertThat(kjoring.kjor().varslet()).isZero();
        assertThat(post.getMailsSentTo(TEKNISK))
                .singleElement()
                .satisfies(mail -> assertThat(mail.getText()).contains("2 melding(er) i køen venter"));
    }

    @Test
    void a_kommune_is_told_before_its_certificate_runs_out_on_the_day_and_then_no_more() {
        // At noon, where no change to or from summer time makes it another day.
        ZonedDateTime naa = ZonedDateTime.now(ZoneId.of("Europe/Oslo"));
        Duration middag = Duration.between(
                naa, naa.toLocalDate().plusDays(1).atTime(12, 0).atZone(naa.getZone()));
        medSertifikat(middag.plusDays(70), () -> {
            kjoring.kjor();
            assertThat(post.getMailsSentTo(TEKNISK)).isEmpty();
            List<String> sagt = new ArrayList<>();
            for (int dogn : List.of(11, 12, 41, 45, 64, 65, 69, 70, 71, 80)) {
                omverden.klokke(middag.plusDays(dogn));
                kjoring.kjor();
                kjoring.kjor();
                sagt.add(dogn + " " + post.getMailsSentTo(TEKNISK).size());
            }
            assertThat(sagt)
                    .containsExactly("11 1", "12 1", "41 2", "45 2", "64 3", "65 3", "69 4", "70 5", "71 5", "80 5");
        });
    }

    @Test
    void the_mail_says_what_happens_what_to_do_and_by_when() {
        medSertifikat(Duration.ofDays(20), () -> {
            assertThat(kjoring.kjor().varslet()).isEqualTo(1);
            assertThat(post.getMailsSentTo(TEKNISK)).singleElement().satisfies(mail -> {
                assertThat(mail.getSubject()).isEqualTo("Digisos: Oslo må bytte sertifikat");
                assertThat(mail.getText())
                        .contains("Hvis ingenting gjøres", "Be leverandøren", "laste opp", "går i stedet med SvarUt")
                        .containsPattern(
                                "- Konto «Sosiale tjenester Oslo» \\(" + Fro.OSLO.kontoId()
                                        + "\\): sertifikatet utløper [0-9]{2}\\.[0-9]{2}\\.20[0-9]{2} kl\\. [0-9]{2}\\.[0-9]{2} \\(om")
                        .doesNotContain("meldingId");
            });
        });
    }

    @Test
    void a_job_that_was_away_tells_the_latest_step_alone() {
        medSertifikat(Duration.ofDays(70), () -> {
            omverden.klokke(Duration.ofDays(72));
            kjoring.kjor();
            omverden.klokke(Duration.ofDays(73));
            kjoring.kjor();
            assertThat(omverden.les("SELECT dager FROM sertifikatvarsel")).containsExactly("0");
            assertThat(post.getMailsSentTo(TEKNISK))
                    .singleElement()
                    .satisfies(mail -> assertThat(mail.getText()).contains("sertifikatet utløp "));
        });
    }

    @Test
    void a_renewed_certificate_ends_it_also_for_the_mail_that_was_not_sent_yet() {
        medSertifikat(Duration.ofDays(5), () -> {
            postkasse.borte(true);
            kjoring.kjor();
            medSertifikat(Duration.ofDays(400), () -> {
                postkasse.borte(false);
                omverden.klokke(Duration.ofHours(2));
                kjoring.kjor();
                assertThat(post.getMailsSentTo(TEKNISK)).isEmpty();
                assertThat(omverden.les("SELECT utfall FROM varsel")).containsExactly("UAKTUELT");
            });
            // A shorter one in its place is told of at once, at its own step.
            medSertifikat(Duration.ofDays(25), () -> {
                kjoring.kjor();
                assertThat(omverden.les("SELECT dager FROM sertifikatvarsel ORDER BY tidspunkt"))
                        .containsExactly("7", "30");
                assertThat(post.getMailsSentTo(TEKNISK)).hasSize(1);
            });
        });
    }

    @Test
    void who_does_not_use_the_queue_or_has_closed_the_konto_is_not_told() {
        medSertifikat(Duration.ofDays(5), () -> {
            for (String tabell : List.of("kommune SET bruker_fiks_io =", "konto SET aktiv =")) {
                String hvor = " WHERE fiks_org_id = '" + Fro.OSLO.fiksOrgId() + "'";
                omverden.kjor("UPDATE " + tabell + " false" + hvor);
                kjoring.kjor();
                omverden.kjor("UPDATE " + tabell + " true" + hvor);
            }
            assertThat(post.getMailsSentTo(TEKNISK)).isEmpty();
            assertThat(kjoring.kjor().epost()).isEqualTo(1);
        });
    }

    @Test
    void the_days_left_are_a_metric_of_each_konto_in_use() {
        medSertifikat(Duration.ofDays(5), () -> {
            kjoring.kjor();
            assertThat(dager(Objects.requireNonNull(Fro.OSLO.kontoId())))
                    .hasValueSatisfying(d -> assertThat(d).isBetween(4.9, 5.0));
            omverden.klokke(Duration.ofDays(6));
            kjoring.kjor();
            assertThat(dager(Objects.requireNonNull(Fro.OSLO.kontoId())))
                    .hasValueSatisfying(d -> assertThat(d).isBetween(-1.1, -1.0));
            omverden.kjor("UPDATE konto SET aktiv = false WHERE id = '" + Fro.OSLO.kontoId() + "'");
            kjoring.kjor();
            assertThat(dager(Objects.requireNonNull(Fro.OSLO.kontoId())))
                    .as("closed")
                    .isEmpty();
            omverden.kjor("UPDATE konto SET aktiv = true WHERE id = '" + Fro.OSLO.kontoId() + "'");
        });
    }

    private Optional<Double> dager(UUID kontoId) {
        return Optional.ofNullable(registry.find("digisos.konto.sertifikat.dager")
                        .tag("konto", kontoId.toString())
                        .gauge())
                .map(Gauge::value);
    }

    /** With this certificate of Oslo's konto, which runs out so long from now; its own is put back afterwards. */
    private void medSertifikat(Duration varighet, Runnable prov) {
        String hvor = " WHERE id = '" + Fro.OSLO.kontoId() + "'";
        String foer = omverden.les("SELECT encode(sertifikat, 'hex') FROM konto" + hvor)
                .getFirst();
        try {
            byte[] der = TestCertificates.generate(
                            "Oslo",
                            2048,
                            TestCertificates.NOT_BEFORE,
                            Instant.now().plus(varighet))
                    .certificate()
                    .getEncoded();
            omverden.kjor("UPDATE konto SET sertifikat = '\\x" + HexFormat.of().formatHex(der) + "'" + hvor);
            prov.run();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        } finally {
            omverden.kjor("UPDATE konto SET sertifikat = '\\x" + foer + "'" + hvor);
        }
    }

    @Test
    void a_kommune_without_any_address_is_stopped_and_goes_on_when_it_gets_one() {
        String ref = bergen();
        omverden.kjor("UPDATE kommune SET organisasjonsnummer_svarut = NULL, postadresse_postnummer = NULL"
                + " WHERE kommunenummer = '4601'");
        assertThat(egenKjoring().stoppet()).isEqualTo(1);
        assertThat(tilstander()).containsExactly("STOPPET");
        assertThat(egenKjoring().gjenopptatt()).isZero();

        omverden.kjor("UPDATE kommune SET organisasjonsnummer_svarut = '964338531' WHERE kommunenummer = '4601'");
        Rapport rapport = egenKjoring();
        assertThat(rapport.gjenopptatt()).isEqualTo(1);
        assertThat(rapport.sendt()).isEqualTo(1);
        assertThat(omverden.iSvarUt(ref)).hasSize(1);
    }

    @Test
    void without_an_organisation_number_only_the_letter_is_left() {
        String ref = bergen();
        omverden.kjor("UPDATE kommune SET organisasjonsnummer_svarut = NULL WHERE kommunenummer = '4601'");
        assertThat(kjoring.kjor().sendt()).isEqualTo(1);
        JsonNode forsendelse = omverden.forsendelse(ref);
        assertThat(forsendelse.at("/mottaker/digitalId").isMissingNode()).isTrue();
        assertThat(forsendelse.at("/mottaker/postnummer").asText()).isEqualTo("0001");
        assertThat(forsendelse.get("kunDigitalLevering").asBoolean()).isFalse();
    }

    @Test
    void what_is_too_much_to_print_is_sent_digitally_alone() {
        String ref = bergen();
        omverden.kjor("UPDATE dokument SET storrelse = 400000000 WHERE rolle = 'SOKNAD_DOKUMENT'");
        assertThat(kjoring.kjor().sendt()).isEqualTo(1);
        assertThat(omverden.forsendelse(ref).get("kunDigitalLevering").asBoolean())
                .isTrue();
    }

    @Test
    void what_svarut_refuses_goes_once_more_with_neutral_names_and_types() throws Exception {
        String ref = ref();
        omverden.soknad(
                Fro.BERGEN,
                ref,
                List.of(
                        fil("Soknad.pdf", "application/pdf", APEN_PDF),
                        fil("Kari Nordmann: lønn.HEIC", "image/heic", new byte[] {1}),
                        fil("skript", "text/x-sh", new byte[] {2})));
        omverden.feil("{\"type\":\"STATUS\",\"status\":415,\"antall\":1}");

        Rapport rapport = kjoring.kjor();

        assertThat(rapport.sendt()).isEqualTo(1);
        assertThat(rapport.stoppet()).isZero();
        assertThat(tilstander()).containsExactly("SVARUT_SENDT");
        assertThat(omverden.forsendelse(ref).get("dokumenter"))
                .extracting(
                        d -> d.get("filnavn").asText() + " " + d.get("mimeType").asText())
                .containsExactly(
                        "soknad.json application/json",
                        "vedlegg.json application/json",
                        "dokument-03.pdf application/pdf",
                        "dokument-04.heic application/octet-stream",
                        "dokument-05.bin application/octet-stream",
                        "forsendelseMetadata.json application/json");
        JsonNode metadata = MAPPER.readTree(omverden.dokument(ref, "forsendelseMetadata.json"));
        assertThat(metadata.get("opprinneligeNavn"))
                .extracting(n ->
                        n.get("filnavn").asText() + " = " + n.get("opprinnelig").asText())
                .containsExactly(
                        "dokument-03.pdf = Soknad.pdf",
                        "dokument-04.heic = Kari Nordmann: lønn.HEIC",
                        "dokument-05.bin = skript");
        assertThat(omverden.les("SELECT resultat FROM svarut_forsok ORDER BY forsok"))
                .containsExactly("AVVIST", "SENDT");
    }

    @Test
    void what_an_operator_lets_go_on_has_its_own_names_again_and_one_more_neutral_attempt() {
        String ref = bergen();
        omverden.feil("{\"type\":\"STATUS\",\"status\":400,\"antall\":3}");
        kjoring.kjor();
        assertThat(tilstander()).containsExactly("STOPPET");
        transactions.inTransaction(c -> leveranser.gjenoppta(c, UUID.fromString(meldingId())));
        egenKjoring();
        assertThat(tilstander()).containsExactly("SVARUT_SENDT");
        assertThat(omverden.forsendelse(ref).at("/dokumenter/2/filnavn").asText())
                .isEqualTo("dokument-03.pdf");
    }

    @Test
    void the_names_and_types_that_people_send_all_get_through() {
        List<String> navn = Navneprover.navn();
        List<@Nullable String> typer = Navneprover.typer();
        byte[][] innhold = {APEN_PDF, {1, 2, 3}, PdfFactory.encrypted(List.of("låst"))};
        List<Fil> filer = new ArrayList<>();
        for (int i = 0; i < Math.max(navn.size(), typer.size()); i++) {
            filer.add(fil(navn.get(i % navn.size()), typer.get(i % typer.size()), innhold[i % innhold.length]));
        }
        Map<String, Integer> antall = new HashMap<>();
        for (int fra = 0; fra < filer.size(); fra += 50) {
            List<Fil> noen = filer.subList(fra, Math.min(filer.size(), fra + 50));
            String ref = ref();
            omverden.soknad(Fro.BERGEN, ref, noen);
            antall.put(ref, noen.size());
        }

        // On a slow machine a run ends before it has come to all of them.
        int sendt = 0;
        for (int run = 0; run < antall.size() && sendt < antall.size(); run++) {
            Rapport rapport = kjoring.kjor();
            sendt += rapport.sendt();
            assertThat(rapport.stoppet() + rapport.provesIgjen() + rapport.feil())
                    .isZero();
        }
        assertThat(sendt).isEqualTo(antall.size());
        antall.forEach((ref, dokumenter) -> {
            assertThat(omverden.iSvarUt(ref)).containsExactly("KLAR_FOR_MOTTAK");
            assertThat(omverden.forsendelse(ref).get("dokumenter")).hasSize(dokumenter + 3);
        });
    }

    @Test
    void a_locked_pdf_is_left_out_of_the_letter_with_an_alarm_and_the_rest_is_printed() throws Exception {
        String ref = ref();
        Sadd sadd = omverden.soknad(
                Fro.BERGEN,
                ref,
                List.of(
                        fil("Soknad.pdf", "application/pdf", APEN_PDF),
                        fil("låst.pdf", "application/pdf", PdfFactory.encrypted(List.of("låst"))),
                        fil("sen.pdf", "image/png", senPdf())));
        assertThat(omverden.les("SELECT pdf FROM dokument WHERE rolle LIKE '%SOKNAD_DOKUMENT' OR rolle = 'VEDLEGG'"
                        + " ORDER BY rekkefolge"))
                .as("marked when it came")
                .containsExactly("APEN", "KRYPTERT", "APEN");

        assertThat(kjoring.kjor().sendt()).isEqualTo(1);

        JsonNode forsendelse = omverden.forsendelse(ref);
        assertThat(omverden.iSvarUt(ref)).containsExactly("KLAR_FOR_MOTTAK");
        assertThat(forsendelse.get("kunDigitalLevering").asBoolean()).isFalse();
        assertThat(forsendelse.get("dokumenter"))
                .extracting(
                        d -> d.get("filnavn").asText() + " " + d.get("mimeType").asText() + " "
                                + d.get("skalEkskluderesFraUtskrift").asBoolean())
                .contains(
                        "Soknad.pdf application/pdf false",
                        "låst.pdf application/pdf true",
                        "sen.pdf application/pdf false");
        assertThat(MAPPER.readTree(omverden.dokument(ref, "forsendelseMetadata.json"))
                        .get("utelattFraUtskrift"))
                .isEqualTo(MAPPER.readTree("[{\"filnavn\":\"låst.pdf\",\"grunn\":\"KRYPTERT_PDF\"}]"));
        assertThat(omverden.les("SELECT (detalj ->> 'dokumentId') || ' ' || (detalj ->> 'grunn') FROM historikk"
                        + " WHERE hendelse = 'UTELATT_FRA_UTSKRIFT'"))
                .containsExactly(sadd.dokument("låst.pdf") + " KRYPTERT_PDF");
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
        List<Fil> laast = List.of(fil("Soknad.pdf", "application/pdf", PdfFactory.encrypted(List.of("låst"))));
        omverden.soknad(Fro.BERGEN, ref, laast);
        assertThat(kjoring.kjor().sendt()).isEqualTo(1);
        assertThat(omverden.forsendelse(ref).get("kunDigitalLevering").asBoolean())
                .isTrue();
        assertThat(omverden.iSvarUt(ref)).containsExactly("KLAR_FOR_MOTTAK");

        omverden.kjor("UPDATE kommune SET organisasjonsnummer_svarut = NULL WHERE kommunenummer = '4601'");
        omverden.soknad(Fro.BERGEN, ref(), laast);
        assertThat(egenKjoring().stoppet()).isEqualTo(1);
        assertThat(omverden.les("SELECT stoppgrunn FROM leveranse WHERE tilstand = 'STOPPET'"))
                .singleElement()
                .asString()
                .startsWith("KAN_IKKE_SENDES: kommunen har bare postadresse");
    }

    @Test
    void where_there_is_only_a_letter_the_pictures_that_it_lacks_are_told_of() {
        bergen();
        omverden.kjor("UPDATE kommune SET organisasjonsnummer_svarut = NULL WHERE kommunenummer = '4601'");
        assertThat(kjoring.kjor().sendt()).isEqualTo(1);
        assertThat(omverden.les("SELECT detalj ->> 'grunn' FROM historikk WHERE hendelse = 'UTELATT_FRA_UTSKRIFT'"))
                .containsExactly("IKKE_PDF");
    }

    @Test
    void what_is_too_much_for_one_letter_is_printed_as_far_as_it_goes_and_pictures_do_not_count() {
        String ref = ref();
        omverden.soknad(
                Fro.BERGEN,
                ref,
                List.of(
                        fil("Soknad.pdf", "application/pdf", APEN_PDF),
                        fil("stor.pdf", "application/pdf", APEN_PDF),
                        fil("film.mp4", "video/mp4", new byte[] {1})));
        omverden.kjor("UPDATE dokument SET storrelse = 250000000 WHERE rolle IN ('SOKNAD_DOKUMENT', 'VEDLEGG')");
        assertThat(kjoring.kjor().sendt()).isEqualTo(1);
        JsonNode forsendelse = omverden.forsendelse(ref);
        assertThat(forsendelse.get("kunDigitalLevering").asBoolean()).isFalse();
        assertThat(forsendelse.get("dokumenter"))
                .extracting(d -> d.get("filnavn").asText() + " "
                        + d.get("skalEkskluderesFraUtskrift").asBoolean())
                .contains("Soknad.pdf false", "stor.pdf true", "film.mp4 true");
        assertThat(omverden.les("SELECT detalj ->> 'grunn' FROM historikk WHERE hendelse = 'UTELATT_FRA_UTSKRIFT'"))
                .containsExactly("FOR_STOR");
    }

    @Test
    void a_document_from_before_pdfs_were_looked_at_is_looked_at_when_it_is_sent() {
        String ref = ref();
        omverden.soknad(
                Fro.BERGEN,
                ref,
                List.of(
                        fil("Soknad.pdf", "application/pdf", APEN_PDF),
                        fil("låst.pdf", "application/pdf", PdfFactory.encrypted(List.of("låst")))));
        omverden.kjor("UPDATE dokument SET pdf = NULL");
        assertThat(kjoring.kjor().sendt()).isEqualTo(1);
        assertThat(omverden.forsendelse(ref)
                        .at("/dokumenter/2/skalEkskluderesFraUtskrift")
                        .asBoolean())
                .isFalse();
        assertThat(omverden.forsendelse(ref)
                        .at("/dokumenter/3/skalEkskluderesFraUtskrift")
                        .asBoolean())
                .isTrue();
    }

    private static Fil fil(String navn, @Nullable String mimetype, byte[] innhold) {
        return new Fil(navn, mimetype, innhold);
    }

    /** As a mail program delivers it, with its own lines first. */
    private static byte[] senPdf() {
        byte[] hode = "X-Scanner: ja\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] sen = Arrays.copyOf(hode, hode.length + APEN_PDF.length);
        System.arraycopy(APEN_PDF, 0, sen, hode.length, APEN_PDF.length);
        return sen;
    }

    @Test
    void a_forsendelse_says_what_svarut_must_know_and_nothing_about_the_person() {
        String ref = bergen();
        kjoring.kjor();
        JsonNode f = omverden.forsendelse(ref);
        assertThat(f.get("tittel").asText()).isEqualTo("Søknad til NAV");
        assertThat(f.get("eksternReferanse").asText()).isEqualTo(ref);
        assertThat(f.get("korrelasjonsid").asText())
                .isEqualTo(omverden.les("SELECT digisos_id FROM leveranse").getFirst());
        assertThat(f.get("forsendelsestype").asText()).isEqualTo("nav.digisos");
        assertThat(f.get("avgivendeSystem").asText()).isEqualTo("digisos_avsender");
        for (String paa : List.of("kryptert", "krevNiva4Innlogging", "taushetsbelagtPost")) {
            assertThat(f.get(paa).asBoolean()).as(paa).isTrue();
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
        omverden.feil("{\"type\":\"AVVIST\"}");
        for (int minutt : List.of(0, 2, 10, 12, 14, 22, 24, 40)) {
            omverden.klokke(Duration.ofMinutes(minutt));
            kjoring.kjor();
        }
        assertThat(tilstander()).containsExactly("STOPPET");
        assertThat(omverden.iSvarUt(ref)).containsExactly("AVVIST", "AVVIST");
        assertThat(omverden.les("SELECT grunn FROM varsel WHERE slag = 'STOPPET'"))
                .singleElement()
                .asString()
                .startsWith("AVVIST_AV_SVARUT");
    }

    @Test
    void one_message_that_cannot_be_put_together_is_stopped_and_holds_up_no_other() {
        String odelagt = bergen();
        String hel = bergen();
        omverden.kjor("UPDATE dokument d SET nokkel_forseglet = '\\x00' FROM innsending i"
                + " WHERE i.id = d.innsending_id AND i.nav_ekstern_ref_id = '" + odelagt + "'");
        Rapport rapport = kjoring.kjor();
        assertThat(rapport.stoppet()).isEqualTo(1);
        assertThat(rapport.sendt()).isEqualTo(1);
        assertThat(omverden.iSvarUt(odelagt)).isEmpty();
        assertThat(omverden.iSvarUt(hel)).hasSize(1);
        assertThat(omverden.les("SELECT stoppgrunn FROM leveranse WHERE tilstand = 'STOPPET'"))
                .singleElement()
                .asString()
                .startsWith("KAN_IKKE_SENDES");
    }

    @Test
    void the_lines_of_a_delivery_are_joined_by_its_case_and_reference() {
        String ref = bergen();
        try (Loggfanger logg = new Loggfanger()) {
            kjoring.kjor();
            assertThat(logg.med("er sendt med SvarUt")).singleElement().satisfies(linje -> {
                assertThat(linje.navEksternRefId()).isEqualTo(ref);
                assertThat(linje.digisosId())
                        .isEqualTo(
                                omverden.les("SELECT digisos_id FROM leveranse").getFirst());
            });
        }
    }

    @Test
    void while_SvarUt_lets_nobody_in_the_log_says_so_once_and_then_counts() throws Exception {
        for (int i = 0; i < 3; i++) {
            bergen();
        }
        omverden.feil("{\"type\":\"STATUS\",\"status\":403}");
        java.util.concurrent.atomic.AtomicLong naa = new java.util.concurrent.atomic.AtomicLong();
        Loggdemper egen = new Loggdemper(Duration.ofMinutes(1), naa::get);
        try (Loggfanger logg = new Loggfanger()) {
            utsending.run(new Teller(System.nanoTime(), Duration.ofSeconds(60), spor, egen));
            assertThat(logg.med("prøves igjen")).hasSize(1).noneMatch(Loggfanger.Linje::medSpor);
        }
    }

    @Test
    void a_run_in_a_process_that_is_to_end_claims_nothing_new() throws Exception {
        bergen();
        utsending.run(new Teller(System.nanoTime(), Duration.ofSeconds(60), () -> true, spor, demper));
        assertThat(tilstander()).containsExactly("TRUKKET");
        utsending.run(teller(System.nanoTime()));
        assertThat(tilstander()).containsExactly("SVARUT_SENDT");
    }

    @Test
    void what_fails_while_the_process_ends_stops_no_message() throws Exception {
        bergen();
        omverden.kjor("UPDATE dokument SET nokkel_forseglet = '\\x00'");
        // Not when the sweep takes the message, and not when it begins with it; but then.
        AtomicInteger spurt = new AtomicInteger();
        utsending.run(new Teller(
                System.nanoTime(), Duration.ofSeconds(60), () -> spurt.getAndIncrement() >= 2, spor, demper));
        assertThat(spurt.get()).isGreaterThan(2);
        assertThat(tilstander()).containsExactly("TRUKKET");
        utsending.run(teller(System.nanoTime()));
        assertThat(tilstander()).containsExactly("STOPPET");
    }

    @Test
    void an_old_run_claims_nothing_new() throws Exception {
        bergen();
        Teller gammel = teller(System.nanoTime() - Duration.ofSeconds(61).toNanos());
        utsending.run(gammel);
        assertThat(tilstander()).containsExactly("TRUKKET");
        utsending.run(teller(System.nanoTime()));
        assertThat(tilstander()).containsExactly("SVARUT_SENDT");
    }

    @Test
    void any_number_of_instances_at_once_send_each_message_once() throws Exception {
        List<String> referanser = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            referanser.add(bergen());
        }
        try (ExecutorService instanser = Executors.newFixedThreadPool(4)) {
            List<Future<Rapport>> kjort = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                kjort.add(instanser.submit(kjoring::kjor));
            }
            for (Future<Rapport> k : kjort) {
                assertThat(k.get().feil()).isZero();
            }
        }
        omverden.klokke(Duration.ofMinutes(31));
        kjoring.kjor();
        omverden.klokke(Duration.ofMinutes(33));
        kjoring.kjor();
        assertThat(referanser)
                .allSatisfy(ref -> assertThat(omverden.iSvarUt(ref)).hasSize(1));
        assertThat(new HashSet<>(tilstander())).containsExactly("SVARUT_SENDT");
    }

    @Test
    void what_is_queued_anew_goes_out_anew_and_is_no_duplicate() {
        String ref = bergen();
        kjoring.kjor();
        UUID gammel = UUID.fromString(meldingId());
        omverden.operator().inTransaction(c -> gjenutsending.leggIKoPaNytt(c, gammel));
        assertThat(kjoring.kjor().sendt()).isEqualTo(1);
        assertThat(omverden.iSvarUt(ref)).hasSize(2);
        for (int time = 2; time < 80; time += 13) {
            omverden.klokke(Duration.ofHours(time));
            assertThat(kjoring.kjor().dubletter()).isZero();
        }
    }

    @Test
    void two_with_the_same_reference_do_not_take_each_others_shipment() {
        String ref = ref();
        omverden.soknad(Fro.BERGEN, ref);
        omverden.kjor("UPDATE innsending SET type = 'ETTERSENDELSE'");
        omverden.soknad(Fro.BERGEN, ref);
        omverden.feil("{\"type\":\"DROP_BEFORE_ACCEPT\",\"antall\":1}");
        kjoring.kjor();
        assertThat(omverden.iSvarUt(ref))
                .as("the second waits until it is known what became of the first")
                .isEmpty();
        for (int minutt : List.of(31, 33, 64, 66)) {
            omverden.klokke(Duration.ofMinutes(minutt));
            kjoring.kjor();
        }
        assertThat(omverden.iSvarUt(ref)).hasSize(2);
        assertThat(tilstander()).containsExactly("SVARUT_SENDT", "SVARUT_SENDT");
        assertThat(new HashSet<>(omverden.les("SELECT forsendelses_id FROM leveranse")))
                .hasSize(2);
    }

    @Test
    void a_case_goes_by_its_kommunes_policy_but_not_while_its_delivery_may_need_the_documents() {
        omverden.kjor("UPDATE kommune SET slett_saker_etter = interval '30 days' WHERE kommunenummer = '4601'");
        omverden.feil("{\"type\":\"DOWN\"}");
        bergen();
        omverden.klokke(Duration.ofDays(31));
        kjoring.kjor();
        assertThat(omverden.les("SELECT count(*) FROM digisos_sak WHERE slettet IS NULL"))
                .containsExactly("1");
        assertThat(omverden.les("SELECT count(*) FROM dokument_bit")).doesNotContain("0");

        omverden.friskSvarUt();
        for (int minutt : List.of(60, 120, 180)) {
            omverden.klokke(Duration.ofDays(31).plusMinutes(minutt));
            kjoring.kjor();
        }
        assertThat(tilstander()).containsExactly("SVARUT_SENDT");
        omverden.kjor("UPDATE leveranse SET svarut_status = 'LEST'");
        kjoring.kjor();
        assertThat(omverden.les("SELECT count(*) FROM digisos_sak WHERE slettet IS NULL"))
                .containsExactly("0");
        assertThat(omverden.les("SELECT count(*) FROM dokument_bit")).containsExactly("0");
    }

    @Test
    void the_words_of_a_receipt_go_after_a_time_and_the_receipt_stays() {
        omverden.soknad(Fro.OSLO, ref());
        omverden.kjor(
                "UPDATE leveranse SET tilstand = 'BEKREFTET', bekreftet = digisos_now(), mottatt_av_forseglet = '\\x01'");
        kjoring.kjor();
        assertThat(omverden.les("SELECT mottatt_av_forseglet FROM leveranse")).doesNotContain("null");
        omverden.klokke(Duration.ofDays(91));
        kjoring.kjor();
        assertThat(omverden.les("SELECT mottatt_av_forseglet FROM leveranse")).containsExactly("null");
        assertThat(tilstander()).containsExactly("BEKREFTET");
    }

    @Test
    void expired_mellomlagring_and_half_received_documents_go_in_bites() {
        omverden.kjor(
                "INSERT INTO dokument (id, tilstand) SELECT gen_random_uuid(), 'MOTTAS' FROM generate_series(1, 250)");
        omverden.kjor("INSERT INTO mellomlagring (id, organisasjon, nav_ekstern_ref_id)"
                + " SELECT gen_random_uuid(), '889640782', 'r' || n FROM generate_series(1, 150) n");
        assertThat(kjoring.kjor().ryddet()).isZero();
        omverden.klokke(Duration.ofHours(3));
        assertThat(kjoring.kjor().ryddet()).isEqualTo(250);
        omverden.klokke(Duration.ofDays(31));
        assertThat(kjoring.kjor().ryddet()).isEqualTo(150);
    }

    @Test
    void svarut_away_is_no_failure_of_the_run_and_late_deliveries_show() {
        bergen();
        omverden.feil("{\"type\":\"DOWN\"}");
        Rapport rapport = kjoring.kjor();
        assertThat(rapport.feil()).isZero();
        omverden.klokke(Duration.ofHours(5));
        rapport = kjoring.kjor();
        assertThat(rapport.feil()).isZero();
        assertThat(rapport.alarmer().forsinket()).isEqualTo(1);
        assertThat(rapport.alarmer().eldsteSekunder()).isGreaterThan(4 * 3600);
        omverden.friskSvarUt();
        for (int time = 6; time < 9; time++) {
            omverden.klokke(Duration.ofHours(time));
            rapport = kjoring.kjor();
        }
        assertThat(tilstander()).containsExactly("SVARUT_SENDT");
        assertThat(rapport.alarmer().forsinket()).isZero();
    }

    /** A run with a request context of its own, as every run has but for those of a test, which keep what they read. */
    private Rapport egenKjoring() {
        try (ExecutorService egen = Executors.newSingleThreadExecutor()) {
            return CompletableFuture.supplyAsync(kjoring::kjor, egen).join();
        }
    }

    private String bergen() {
        String ref = ref();
        omverden.soknad(Fro.BERGEN, ref);
        return ref;
    }

    private Teller teller(long start) {
        return new Teller(start, Duration.ofSeconds(60), spor, demper);
    }

    private static String ref() {
        return "ref-" + UUID.randomUUID();
    }

    private String meldingId() {
        return omverden.les("SELECT id FROM leveranse").getFirst();
    }

    private List<String> tilstander() {
        return omverden.les("SELECT tilstand FROM leveranse ORDER BY lopenummer");
    }
}
