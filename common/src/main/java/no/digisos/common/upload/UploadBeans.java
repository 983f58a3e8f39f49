package no.digisos.common.upload;

import jakarta.enterprise.inject.Instance;
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
    SkjemaLeser skjemaLeser(Grenser grenser, JsonLeser jsonLeser) {
        return new SkjemaLeser(grenser, jsonLeser);
    }

    @Produces
    @Singleton
    JsonLeser jsonLeser(Grenser grenser, Instance<Jsonminne> minne) {
        // A program that answers no calls has no callers' JSON to count.
        return new JsonLeser(grenser, minne.isResolvable() ? minne.get() : Jsonminne.UTALT);
    }
}
