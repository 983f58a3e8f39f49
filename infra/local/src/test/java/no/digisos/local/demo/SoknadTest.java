package no.digisos.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;

class SoknadTest {

    private final byte[] scan = Soknad.scan("Husleiekontrakt", 6, 300);
    private final Soknad soknad = Soknad.of("A", "01819010001", "Livsopphold", Map.of("kontrakt på 6 sider.pdf", scan));

    @Test
    void vedleggJsonNamesTheAttachmentsByTheirHash() throws Exception {
        JsonNode file = new ObjectMapper().readTree(soknad.vedleggJson()).at("/vedlegg/0/filer/0");

        assertThat(file.get("filnavn").asText()).isEqualTo("kontrakt på 6 sider.pdf");
        assertThat(file.get("sha512").asText())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-512").digest(scan)));
    }

    @Test
    void theMessageHasTwoJsonDocumentsNavsThreePdfsAndTheAttachments() throws Exception {
        assertThat(soknad.documents().keySet())
                .containsExactlyInAnyOrder(
                        "soknad.json",
                        "vedlegg.json",
                        "Soknad.pdf",
                        "Soknad-juridisk.pdf",
                        "Brukerkvittering.pdf",
                        "kontrakt på 6 sider.pdf");
        try (PDDocument pdf = Loader.loadPDF(scan)) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(6);
        }
        assertThat(new ObjectMapper()
                        .readTree(soknad.soknadJson())
                        .at("/data/personalia/personIdentifikator/verdi")
                        .asText())
                .isEqualTo("01819010001");
    }
}
