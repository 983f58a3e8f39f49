package no.digisos.common.fileformat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import no.digisos.common.crypto.CanonicalJson;
import no.digisos.common.error.ApiException;
import no.digisos.common.upload.JsonReader;
import no.digisos.common.upload.UploadLimits;
import no.digisos.testkit.parser.Parser;

/** A document of one of the formats: the first byte says which, the rest is JSON. */
public final class FileFormatParser implements Parser {
    private final JsonReader reader = new JsonReader(new UploadLimits(20_000, 5_000, 12, 512, 20_000));
    private final FileFormatValidator validator = new FileFormatValidator();

    @Override
    public String name() {
        return "filformat";
    }

    @Override
    public List<byte[]> seed() {
        return List.of(
                        "0{\"version\":\"1.0.0\",\"avsender\":{\"systemnavn\":\"x\",\"systemversjon\":\"1\"},\"hendelser\":"
                                + "[{\"type\":\"vedtakFattet\",\"hendelsestidspunkt\":\"2026-11-30T12:00:00.000Z\",\"vedtaksfil\":"
                                + "{\"referanse\":{\"type\":\"dokumentlager\",\"id\":\"0a1b2c3d-0000-4000-8000-000000000000\"}},"
                                + "\"vedlegg\":[]}]}",
                        "1{\"version\":\"1.0.0\",\"data\":{\"personalia\":{\"personIdentifikator\":{\"verdi\":\"1\"}}}}",
                        "2{\"vedlegg\":[{\"type\":\"annet\",\"status\":\"LastetOpp\",\"filer\":[{\"filnavn\":\"a\",\"sha512\":"
                                + "null}],\"hendelseType\":null}]}",
                        "3{\"klageId\":\"0a1b2c3d\",\"vedtakId\":null}")
                .stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void read(byte[] in) {
        if (in.length == 0) {
            return;
        }
        FileFormat[] formats = FileFormat.values();
        FileFormat format = formats[(in[0] & 0xff) % formats.length];
        JsonNode dokument;
        try {
            dokument = reader.object(Arrays.copyOfRange(in, 1, in.length), "Dokumentet");
        } catch (ApiException avvist) {
            return;
        }
        JsonNode without = FileFormatValidator.withoutNulls(dokument);
        List<Deviation> deviation = validator.validate(format, without);
        assertThat(deviation)
                .hasSizeLessThanOrEqualTo(FileFormatValidator.MAX_DEVIATIONS)
                .doesNotContainNull();
        if (deviation.isEmpty() && format == FileFormat.DIGISOS_SOKER) {
            assertThat(DigisosSokerReferences.dokumentlager(without)).doesNotContainNull();
        }
        assertThat(VedleggSpecification.read(dokument).alle()).doesNotContainNull();
        SoknadFacts.personIdentifikator(dokument)
                .ifPresent(value -> assertThat(value).isNotBlank());
        assertThat(CanonicalJson.of(dokument, Set.of(), true)).isNotEmpty();
    }
}
