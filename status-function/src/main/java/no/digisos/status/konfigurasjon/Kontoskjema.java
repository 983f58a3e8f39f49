package no.digisos.status.konfigurasjon;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import no.digisos.common.kommune.Kontokonfigurasjon;
import no.digisos.common.kommune.Kontooppsett;
import no.digisos.common.leveranse.Meldingstype;

/** Reads the body that makes or replaces a konto. */
@ApplicationScoped
class Kontoskjema {
    private static final int NAVN = 100;
    private static final Pattern ENHET = Pattern.compile("[0-9]{4}");
    private static final Pattern TYPE = Pattern.compile(Arrays.stream(Meldingstype.values())
            .map(type -> Pattern.quote(type.navn()))
            .collect(Collectors.joining("|")));
    /** What every fagsystem understands (messages.md 6). */
    private static final List<String> VANLIGE = List.of(Meldingstype.SOKNAD.navn(), Meldingstype.ETTERSENDELSE.navn());

    private final KonfigurasjonConfig config;

    Kontoskjema(KonfigurasjonConfig config) {
        this.config = config;
    }

    /** @param andre the kommune's other kontoer, whose offices are taken */
    Kontooppsett les(JsonNode kropp, List<Kontokonfigurasjon> andre) {
        Feltleser felter = new Feltleser(kropp);
        felter.kjennerBare(Set.of("navn", "enhetsnumre", "meldingstyper"));
        String navn = felter.krevTekst("navn", NAVN);
        List<String> enheter = felter.tekster("enhetsnumre", config.maksEnheter(), ENHET, "fire siffer");
        List<String> typer = felter.tekster(
                "meldingstyper",
                Meldingstype.values().length,
                TYPE,
                "en av "
                        + Arrays.stream(Meldingstype.values())
                                .map(Meldingstype::navn)
                                .collect(Collectors.joining(", ")));
        if (felter.har("meldingstyper") && typer.isEmpty()) {
            felter.feil("meldingstyper", "skal ha minst én type");
        }
        for (String enhet : enheter) {
            andre.stream()
                    .filter(konto -> konto.oppsett().enhetsnumre().contains(enhet))
                    .findFirst()
                    .ifPresent(konto ->
                            felter.feil("enhetsnumre", "har " + enhet + ", som hører til konto " + konto.id()));
        }
        felter.krevGyldig();
        return new Kontooppsett(navn, enheter, felter.har("meldingstyper") ? typer : VANLIGE);
    }
}
