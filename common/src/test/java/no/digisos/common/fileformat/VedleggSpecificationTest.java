package no.digisos.common.fileformat;

import static no.digisos.common.fileformat.Examples.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import no.digisos.common.fileformat.VedleggSpecification.FileEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VedleggSpecificationTest {
    @Test
    void readsUploadedFilesAndTheOrderOfAll() {
        VedleggSpecification vedlegg = VedleggSpecification.read(json("""
                {"vedlegg":[
                  {"status":"LastetOpp","filer":[{"filnavn":"b.pdf","sha512":"ab"},{"filnavn":"å.png","sha512":null}]},
                  {"status":"VedleggKreves","filer":[{"filnavn":"krevd.pdf"}]},
                  {"status":"VedleggAlleredeSendt","filer":[]},
                  {"filer":[{"filnavn":"uten-status.pdf"}]},
                  {"status":"LASTET_OPP","filer":[{"filnavn":"a.pdf","sha512":"CD"},{"filnavn":"b.pdf"}]}]}
                """));

        assertThat(vedlegg.lastetOpp())
                .containsExactly(
                        new FileEntry("/vedlegg/0/filer/0", "b.pdf", "ab"),
                        new FileEntry("/vedlegg/0/filer/1", "å.png", null),
                        new FileEntry("/vedlegg/4/filer/0", "a.pdf", "CD"),
                        new FileEntry("/vedlegg/4/filer/1", "b.pdf", null));
        assertThat(vedlegg.alle())
                .extracting(FileEntry::filnavn)
                .containsExactly("b.pdf", "å.png", "krevd.pdf", "uten-status.pdf", "a.pdf", "b.pdf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LastetOpp", "LASTET_OPP", "lastetopp", "Lastet_Opp"})
    void uploadedIsSpeltInSeveralWays(String status) {
        assertThat(withStatus("\"" + status + "\"").lastetOpp()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"VedleggKreves\"",
                "\"INGEN_VEDLEGG\"",
                "\"Lastet opp\"",
                "\"\"",
                "null",
                "true",
                "[\"LastetOpp\"]"
            })
    void anyOtherStatusIsNotUploaded(String status) {
        assertThat(withStatus(status).lastetOpp()).isEmpty();
        assertThat(withStatus(status).alle()).extracting(FileEntry::filnavn).containsExactly("a.pdf");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "[]",
                "7",
                "{}",
                "{\"vedlegg\":null}",
                "{\"vedlegg\":{\"filer\":[]}}",
                "{\"vedlegg\":[null,3,\"a\",[],{\"status\":\"LastetOpp\"}]}",
                "{\"vedlegg\":[{\"status\":\"LastetOpp\",\"filer\":null}]}",
                "{\"vedlegg\":[{\"status\":\"LastetOpp\",\"filer\":{\"filnavn\":\"a\"}}]}",
                "{\"vedlegg\":[{\"status\":\"LastetOpp\",\"filer\":[null,\"a.pdf\",{},{\"filnavn\":null},{\"filnavn\":4}]}]}"
            })
    void whatCannotBeReadIsPassedOver(String text) {
        assertThat(VedleggSpecification.read(json(text))).isEqualTo(new VedleggSpecification(List.of(), List.of()));
    }

    @Test
    void oddHashIsNoHash() {
        VedleggSpecification vedlegg = VedleggSpecification.read(
                json("{\"vedlegg\":[{\"status\":\"LastetOpp\",\"filer\":[{\"filnavn\":\"a\",\"sha512\":12}]}]}"));

        assertThat(vedlegg.lastetOpp()).containsExactly(new FileEntry("/vedlegg/0/filer/0", "a", null));
    }

    @Test
    void toStringTellsNoFileName() {
        VedleggSpecification vedlegg = withStatus("\"LastetOpp\"");

        assertThat(vedlegg).hasToString("VedleggSpecification[1 lastet opp, 1 i alt]");
        assertThat(vedlegg.lastetOpp()).hasToString("[Fil[/vedlegg/0/filer/0]]");
    }

    private static VedleggSpecification withStatus(String status) {
        return VedleggSpecification.read(
                json("{\"vedlegg\":[{\"status\":" + status + ",\"filer\":[{\"filnavn\":\"a.pdf\"}]}]}"));
    }
}
