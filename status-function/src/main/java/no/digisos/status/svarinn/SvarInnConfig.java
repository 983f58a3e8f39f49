package no.digisos.status.svarinn;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;
import no.digisos.common.identity.Organisasjonsnummer;
import no.digisos.common.leveranse.MeldingTitles;
import no.digisos.common.startup.Limit;
import org.eclipse.microprofile.config.spi.Converter;

/** The SvarInn façade for fagsystems that speak SvarInn (delivery.md 7). */
@ConfigMapping(prefix = "digisos.svarinn")
public interface SvarInnConfig extends MeldingTitles {
    /**
     * Whether the façade is there at all. It takes an integration's id and password without a token, so an installation whose
     * fagsystems all use the queue itself should switch it off.
     */
    @WithDefault("true")
    boolean aktiv();

    /**
     * The address at which receivers reach this installation: scheme and host, and a path if a gateway adds one, for example
     * {@code https://digisos.example.no}. Receivers send their password to the {@code downloadUrl} made of it, so with the façade on
     * the function will not start without one that is https, except in the profiles {@code dev} and {@code test}. Unset there, it is
     * taken from the request as HTTP's own settings read it ({@code quarkus.http.proxy.*} say whether, and from whom, forwarded
     * headers are believed).
     */
    Optional<URI> adresse();

    /** Most forsendelser in one list. */
    @WithDefault("200")
    @WithConverter(ListLength.class)
    int maksListe();

    /** The sender's name, as receivers show it and file it: in {@code avsender} and in {@code svarSendesTil}. */
    @WithDefault("NAV")
    String avsender();

    /** The sender's organisation number, in {@code svarSendesTil}: receivers know senders by it. */
    @WithDefault("889640782")
    @WithConverter(Orgnr.class)
    Organisasjonsnummer avsenderOrganisasjonsnummer();

    /** How long a list may be. */
    @RegisterForReflection // Configuration makes its converters by reflection.
    final class ListLength implements Converter<Integer> {
        private static final long serialVersionUID = 1;

        @Override
        public Integer convert(String value) {
            return Limit.within(value, 1, 200);
        }
    }
    /** A valid organisation number. */
    @RegisterForReflection // Configuration makes its converters by reflection.
    final class Orgnr implements Converter<Organisasjonsnummer> {
        private static final long serialVersionUID = 1;

        @Override
        public Organisasjonsnummer convert(String value) {
            return new Organisasjonsnummer(value.strip());
        }
    }
}
