package no.digisos.fallback.svarut;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import no.digisos.fallback.maskinporten.MaskinportenConfig;
import no.digisos.fallback.maskinporten.MaskinportenKlient;
import no.digisos.fallback.maskinporten.TokenSource;

/** Makes the client's parts beans. Their classes know of no container, so that their tests need none. */
@Dependent
class SvarUtBeans {

    @Produces
    @Singleton
    TokenSource tokenSource(MaskinportenConfig config) {
        return new MaskinportenKlient(config, Clock.systemUTC(), System::nanoTime);
    }

    @Produces
    @Singleton
    SvarUtBryter bryter(SvarUtConfig config) {
        return new SvarUtBryter("svarut", config.bryter());
    }

    @Produces
    @Singleton
    SvarUtKlient client(SvarUtConfig config, TokenSource tokenSource, SvarUtBryter bryter) {
        return new SvarUtKlient(config, tokenSource, bryter, System::nanoTime);
    }
}
