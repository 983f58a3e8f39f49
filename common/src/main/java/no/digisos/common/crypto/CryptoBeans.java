package no.digisos.common.crypto;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The keys as beans, each loaded when it is first needed: a function that never opens uploads never reads the platform's keys. */
class CryptoBeans {
    @Produces
    @Singleton
    Sealer sealer(KeyConfig config) {
        return new Sealer(
                KeyRing.load(config.katalog().resolve("lager"), config.aktiv().lager()));
    }

    @Produces
    @Singleton
    BlindIndex blindIndex(KeyConfig config) {
        return new BlindIndex(
                KeyRing.load(config.katalog().resolve("indeks"), config.aktiv().indeks()));
    }

    @Produces
    @Singleton
    Fingerprint fingerprint(KeyConfig config) {
        return new Fingerprint(KeyRing.load(
                config.katalog().resolve("fingeravtrykk"), config.aktiv().fingeravtrykk()));
    }

    @Produces
    @Singleton
    PlatformKeys platformKeys(KeyConfig config) {
        return PlatformKeys.load(
                config.katalog().resolve("plattform"), config.aktiv().plattform());
    }
}
