package no.digisos.common.upload;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The readers as beans, with the limits that the operator has set. */
class UploadBeans {
    @Produces
    @Singleton
    UploadLimits limits(UploadConfig config) {
        return UploadLimits.of(config);
    }

    @Produces
    @Singleton
    FormReader formReader(UploadLimits limits, JsonReader jsonReader) {
        return new FormReader(limits, jsonReader);
    }

    @Produces
    @Singleton
    JsonReader jsonReader(UploadLimits limits, Instance<JsonMemory> memory) {
        // A program that answers no calls has no callers' JSON to count.
        return new JsonReader(limits, memory.isResolvable() ? memory.get() : JsonMemory.UNCOUNTED);
    }
}
