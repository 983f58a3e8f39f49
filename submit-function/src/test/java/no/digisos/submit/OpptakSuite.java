package no.digisos.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.UUID;
import no.digisos.common.testkit.Fro;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The requests of nav.no's real clients, byte for byte as they were recorded (contract.md 0.6): all are accepted. */
abstract class OpptakSuite extends InnsendingSuite {
    @BeforeEach
    void krevOpptak() {
        assumeTrue(Files.isDirectory(Opptak.katalog()), "No recorded requests in " + Opptak.katalog());
    }

    @Test
    void soknad_api_puts_a_file_in_mellomlagring() throws IOException {
        String ref = ref();
        Opptak.Svar svar = somMaskin("nav-02-soknad-mellomlagring-post-POST", mellomlagring(ref));
        assertThat(svar.status()).as(svar.kropp()).isEqualTo(202);
        assertThat(iMellomlagring(ref)).containsExactly("blåbær-1.pdf");
    }

    @Test
    void soknad_api_sends_a_soknad_and_what_mellomlagring_has() throws IOException {
        String ref = ref();
        somMaskin("nav-02-soknad-mellomlagring-post-POST", mellomlagring(ref));
        Opptak.Svar svar = somPerson("nav-10-soknad-send-v2-POST", SoknadSuite.soknadSti("0301", ref));
        assertThat(svar.status()).as(svar.kropp()).isEqualTo(202);
        assertThat(svar.hode().get("content-type")).startsWith("application/json");
        UUID digisosId = UUID.fromString(svar.kropp().replace("\"", ""));
        assertThat(vis(digisosId)
                        .at("/originalSoknadNAV/soknadDokument/storrelse")
                        .asLong())
                .isEqualTo(5020);
        assertThat(vis(digisosId).at("/originalSoknadNAV/vedlegg").findValuesAsText("filnavn"))
                .containsExactlyInAnyOrder("Soknad-juridisk.pdf", "Brukerkvittering.pdf", "blåbær-1.pdf");

        Opptak.Svar igjen = somPerson("nav-10-soknad-send-v2-POST", SoknadSuite.soknadSti("0301", ref));
        assertThat(igjen.status()).isEqualTo(202);
        assertThat(igjen.kropp()).isEqualTo(svar.kropp());
    }

    @Test
    void innsyn_api_sends_an_ettersendelse() throws IOException {
        UUID sak = sak();
        Opptak.Svar svar = somPerson(
                "nav-44-innsyn-ettersendelse-POST", "/digisos/api/v1/soknader/0301/" + sak + "/" + ref() + "0001");
        assertThat(svar.status()).as(svar.kropp()).isEqualTo(202);
        assertThat(svar.kropp()).isEmpty();
        assertThat(vis(sak).at("/ettersendtInfoNAV/ettersendelser/0/vedlegg").findValuesAsText("filnavn"))
                .containsExactly("bilde-å.png", "ettersendelse.pdf");
    }

    @Test
    void innsyn_api_puts_the_files_of_a_klage_in_mellomlagring_grouped_and_not_in_pairs() throws IOException {
        String ref = ref();
        Opptak.Svar svar = somMaskin("nav-49-innsyn-mellomlagring-post3-POST", mellomlagring(ref));
        assertThat(svar.status()).as(svar.kropp()).isEqualTo(202);
        assertThat(iMellomlagring(ref))
                .containsExactly("klagevedlegg-1.pdf", "klagevedlegg-2.pdf", "klagevedlegg-3.pdf");
        assertThat(maskin().get(mellomlagring(ref))
                        .json()
                        .at("/mellomlagringMetadataList")
                        .findValuesAsText("storrelse"))
                .containsExactly("1501", "1502", "1503");
    }

    @Test
    void innsyn_api_sends_a_klage() throws IOException {
        UUID sak = sak();
        String klage = ref();
        mellomlagre(klage, "bilde-å.png", SoknadSuite.bytes(10, 1));
        Opptak.Svar svar = somPerson(
                "nav-58-innsyn-klage-send-POST",
                "/digisos/klage/api/v1/" + sak + "/" + klage + "/" + klage + "/" + id());
        assertThat(svar.status()).as(svar.kropp()).isEqualTo(200);
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
        Opptak.Svar lagret = somMaskin("upload-02-mellomlagring-POST", mellomlagring(ref));
        assertThat(lagret.status()).as(lagret.kropp()).isEqualTo(202);
        Opptak.Svar svar =
                somPerson("upload-17-ettersendelse-v2-nulls-POST", "/digisos/api/v2/soknader/0301/" + sak + "/" + ref);
        assertThat(svar.status()).as(svar.kropp()).isEqualTo(202);
        assertThat(svar.kropp()).isEmpty();
        assertThat(vis(sak).at("/ettersendtInfoNAV/ettersendelser/0/vedlegg").findValuesAsText("filnavn"))
                .containsExactly("blåbær-b1f7f6d1.pdf");
        assertThat(iMellomlagring(ref)).isEmpty();

        Opptak.Svar igjen =
                somPerson("upload-17-ettersendelse-v2-nulls-POST", "/digisos/api/v2/soknader/0301/" + sak + "/" + ref);
        assertThat(igjen.status()).isEqualTo(400);
        assertThat(igjen.kropp()).contains("finnes allerde for oppgitt DigisosId " + sak);
    }

    private Opptak.Svar somPerson(String opptak, String sti) throws IOException {
        return send(opptak, sti, miljo.utsteder().person(FNR));
    }

    private Opptak.Svar somMaskin(String opptak, String sti) throws IOException {
        return send(opptak, sti, miljo.utsteder().maskin(Fro.NAV_ORG));
    }

    private static Opptak.Svar send(String opptak, String sti, String token) throws IOException {
        return Opptak.les(opptak)
                .send(URI.create(SoknadSuite.base()), sti, token, Fro.NAV.id().toString(), Fro.NAV.passord());
    }
}
