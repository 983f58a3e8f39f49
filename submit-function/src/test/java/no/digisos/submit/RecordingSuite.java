package no.digisos.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.UUID;
import no.digisos.seeds.SeedData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The requests of nav.no's real clients, byte for byte as they were recorded (contract.md 0.6): all are accepted. */
abstract class RecordingSuite extends InnsendingSuite {
    @BeforeEach
    void requireRecording() {
        assumeTrue(Files.isDirectory(Recording.directory()), "No recorded requests in " + Recording.directory());
    }

    @Test
    void soknad_api_puts_a_file_in_mellomlagring() throws IOException {
        String ref = ref();
        Recording.Answer answer = asMachine("nav-02-soknad-mellomlagring-post-POST", mellomlagring(ref));
        assertThat(answer.status()).as(answer.kropp()).isEqualTo(202);
        assertThat(inMellomlagring(ref)).containsExactly("blåbær-1.pdf");
    }

    @Test
    void soknad_api_sends_a_soknad_and_what_mellomlagring_has() throws IOException {
        String ref = ref();
        asMachine("nav-02-soknad-mellomlagring-post-POST", mellomlagring(ref));
        Recording.Answer answer = asPerson("nav-10-soknad-send-v2-POST", SoknadSuite.soknadPath("0301", ref));
        assertThat(answer.status()).as(answer.kropp()).isEqualTo(202);
        assertThat(answer.hode().get("content-type")).startsWith("application/json");
        UUID digisosId = UUID.fromString(answer.kropp().replace("\"", ""));
        assertThat(show(digisosId)
                        .at("/originalSoknadNAV/soknadDokument/storrelse")
                        .asLong())
                .isEqualTo(5020);
        assertThat(show(digisosId).at("/originalSoknadNAV/vedlegg").findValuesAsText("filnavn"))
                .containsExactlyInAnyOrder("Soknad-juridisk.pdf", "Brukerkvittering.pdf", "blåbær-1.pdf");

        Recording.Answer again = asPerson("nav-10-soknad-send-v2-POST", SoknadSuite.soknadPath("0301", ref));
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.kropp()).isEqualTo(answer.kropp());
    }

    @Test
    void innsyn_api_sends_an_ettersendelse() throws IOException {
        UUID sak = sak();
        Recording.Answer answer = asPerson(
                "nav-44-innsyn-ettersendelse-POST", "/digisos/api/v1/soknader/0301/" + sak + "/" + ref() + "0001");
        assertThat(answer.status()).as(answer.kropp()).isEqualTo(202);
        assertThat(answer.kropp()).isEmpty();
        assertThat(show(sak).at("/ettersendtInfoNAV/ettersendelser/0/vedlegg").findValuesAsText("filnavn"))
                .containsExactly("bilde-å.png", "ettersendelse.pdf");
    }

    @Test
    void innsyn_api_puts_the_files_of_a_klage_in_mellomlagring_grouped_and_not_in_pairs() throws IOException {
        String ref = ref();
        Recording.Answer answer = asMachine("nav-49-innsyn-mellomlagring-post3-POST", mellomlagring(ref));
        assertThat(answer.status()).as(answer.kropp()).isEqualTo(202);
        assertThat(inMellomlagring(ref))
                .containsExactly("klagevedlegg-1.pdf", "klagevedlegg-2.pdf", "klagevedlegg-3.pdf");
        assertThat(machine()
                        .get(mellomlagring(ref))
                        .json()
                        .at("/mellomlagringMetadataList")
                        .findValuesAsText("storrelse"))
                .containsExactly("1501", "1502", "1503");
    }

    @Test
    void innsyn_api_sends_a_klage() throws IOException {
        UUID sak = sak();
        String klage = ref();
        stage(klage, "bilde-å.png", SoknadSuite.bytes(10, 1));
        Recording.Answer answer = asPerson(
                "nav-58-innsyn-klage-send-POST",
                "/digisos/klage/api/v1/" + sak + "/" + klage + "/" + klage + "/" + id());
        assertThat(answer.status()).as(answer.kropp()).isEqualTo(200);
        assertThat(person(FNR)
                        .get("/digisos/klage/api/v1/klager?digisosId=" + sak)
                        .json()
                        .findValuesAsText("filnavn"))
                .containsExactly("klage.pdf", "bilde-å.png");
    }

    @Test
    void upload_puts_a_file_in_mellomlagring_and_sends_it_as_an_ettersendelse() throws IOException {
        UUID sak = sak();
        String ref = ref() + "0001";
        Recording.Answer stored = asMachine("upload-02-mellomlagring-POST", mellomlagring(ref));
        assertThat(stored.status()).as(stored.kropp()).isEqualTo(202);
        Recording.Answer answer =
                asPerson("upload-17-ettersendelse-v2-nulls-POST", "/digisos/api/v2/soknader/0301/" + sak + "/" + ref);
        assertThat(answer.status()).as(answer.kropp()).isEqualTo(202);
        assertThat(answer.kropp()).isEmpty();
        assertThat(show(sak).at("/ettersendtInfoNAV/ettersendelser/0/vedlegg").findValuesAsText("filnavn"))
                .containsExactly("blåbær-b1f7f6d1.pdf");
        assertThat(inMellomlagring(ref)).isEmpty();

        Recording.Answer again =
                asPerson("upload-17-ettersendelse-v2-nulls-POST", "/digisos/api/v2/soknader/0301/" + sak + "/" + ref);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.kropp()).contains("finnes allerde for oppgitt DigisosId " + sak);
    }

    private Recording.Answer asPerson(String recording, String path) throws IOException {
        return send(recording, path, environment.utsteder().person(FNR));
    }

    private Recording.Answer asMachine(String recording, String path) throws IOException {
        return send(recording, path, environment.utsteder().machine(SeedData.NAV_ORG));
    }

    private static Recording.Answer send(String recording, String path, String token) throws IOException {
        return Recording.read(recording)
                .send(
                        URI.create(SoknadSuite.base()),
                        path,
                        token,
                        SeedData.NAV.id().toString(),
                        SeedData.NAV.passord());
    }
}
