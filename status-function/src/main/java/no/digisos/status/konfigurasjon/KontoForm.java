package no.digisos.status.konfigurasjon;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import no.digisos.common.kommune.KontoConfiguration;
import no.digisos.common.kommune.KontoSettings;
import no.digisos.common.leveranse.MeldingType;

/** Reads the body that makes or replaces a konto. */
@ApplicationScoped
class KontoForm {
    private static final int NAME = 100;
    private static final Pattern ENHET = Pattern.compile("[0-9]{4}");
    private static final Pattern TYPE = Pattern.compile(Arrays.stream(MeldingType.values())
            .map(type -> Pattern.quote(type.wireName()))
            .collect(Collectors.joining("|")));
    /** What every fagsystem understands (messages.md 6). */
    private static final List<String> USUAL =
            List.of(MeldingType.SOKNAD.wireName(), MeldingType.ETTERSENDELSE.wireName());

    private final KonfigurasjonConfig config;

    KontoForm(KonfigurasjonConfig config) {
        this.config = config;
    }

    /** @param other the kommune's other kontoer, whose offices are taken */
    KontoSettings read(JsonNode body, List<KontoConfiguration> other) {
        FieldReader fields = new FieldReader(body);
        fields.knowsOnly(Set.of("navn", "enhetsnumre", "meldingstyper"));
        String name = fields.requireText("navn", NAME);
        List<String> enheter = fields.texts("enhetsnumre", config.maksEnheter(), ENHET, "fire siffer");
        List<String> types = fields.texts(
                "meldingstyper",
                MeldingType.values().length,
                TYPE,
                "en av "
                        + Arrays.stream(MeldingType.values())
                                .map(MeldingType::wireName)
                                .collect(Collectors.joining(", ")));
        if (fields.has("meldingstyper") && types.isEmpty()) {
            fields.failure("meldingstyper", "skal ha minst én type");
        }
        for (String enhet : enheter) {
            other.stream()
                    .filter(konto -> konto.oppsett().enhetsnumre().contains(enhet))
                    .findFirst()
                    .ifPresent(konto ->
                            fields.failure("enhetsnumre", "har " + enhet + ", som hører til konto " + konto.id()));
        }
        fields.requireValid();
        return new KontoSettings(name, enheter, fields.has("meldingstyper") ? types : USUAL);
    }
}
