package no.digisos.common.upload;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The readers as beans, with the limits that the operator has set. */
class UploadBeans {
    @Produces
    @Singleton
    Grenser grenser(OpplastingConfig config) {
        return Grenser.av(config);
    }

    @Produces
    @Singleton
    SkjemaLeser skjemaLeser(Grenser grenser) {
        return new SkjemaLeser(grenser);
    }

    @Produces
    @Singleton
    JsonLeser jsonLeser(Grenser grenser) {
        return new JsonLeser(grenser);
    }
}
