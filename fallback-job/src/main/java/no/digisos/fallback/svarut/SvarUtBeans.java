package no.digisos.fallback.svarut;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import no.digisos.fallback.maskinporten.MaskinportenConfig;
import no.digisos.fallback.maskinporten.MaskinportenTokenClient;
import no.digisos.fallback.maskinporten.TokenSource;

/** Makes the client's parts beans. Their classes know of no container, so that their tests need none. */
@Dependent
class SvarUtBeans {

    @Produces
    @Singleton
    TokenSource tokenSource(MaskinportenConfig config) {
        return new MaskinportenTokenClient(config, Clock.systemUTC(), System::nanoTime);
    }

    @Produces
    @Singleton
    SvarUtCircuit circuit(SvarUtConfig config) {
        return new SvarUtCircuit("svarut", config.bryter());
    }

    @Produces
    @Singleton
    SvarUtClient client(SvarUtConfig config, TokenSource tokenSource, SvarUtCircuit circuit) {
        return new SvarUtClient(config, tokenSource, circuit, System::nanoTime);
    }
}
