package no.digisos.common.filformat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import no.digisos.common.error.ApiException;
import no.digisos.common.krypto.CanonicalJson;
import no.digisos.common.testkit.Parser;
import no.digisos.common.upload.Grenser;
import no.digisos.common.upload.JsonLeser;

/** A document of one of the formats: the first byte says which, the rest is JSON. */
public final class FilformatParser implements Parser {
    private final JsonLeser leser = new JsonLeser(new Grenser(20_000, 5_000, 12, 512, 20_000));
    private final FilformatValidator validator = new FilformatValidator();

    @Override
    public String navn() {
        return "filformat";
    }

    @Override
    public List<byte[]> fro() {
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
                .map(tekst -> tekst.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void les(byte[] inn) {
        if (inn.length == 0) {
            return;
        }
        Filformat[] formater = Filformat.values();
        Filformat format = formater[(inn[0] & 0xff) % formater.length];
        JsonNode dokument;
        try {
            dokument = leser.objekt(Arrays.copyOfRange(inn, 1, inn.length), "Dokumentet");
        } catch (ApiException avvist) {
            return;
        }
        JsonNode uten = FilformatValidator.withoutNulls(dokument);
        List<Avvik> avvik = validator.validate(format, uten);
        assertThat(avvik)
                .hasSizeLessThanOrEqualTo(FilformatValidator.MAKS_AVVIK)
                .doesNotContainNull();
        if (avvik.isEmpty() && format == Filformat.DIGISOS_SOKER) {
            assertThat(DigisosSokerReferanser.dokumentlager(uten)).doesNotContainNull();
        }
        assertThat(VedleggSpesifikasjon.les(dokument).alle()).doesNotContainNull();
        SoknadFakta.personIdentifikator(dokument)
                .ifPresent(verdi -> assertThat(verdi).isNotBlank());
        assertThat(CanonicalJson.of(dokument, Set.of(), true)).isNotEmpty();
    }
}
