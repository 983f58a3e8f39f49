package no.digisos.fallback;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import no.digisos.fallback.run.FallbackConfig;
import no.digisos.fallback.svarut.SvarUtConfig;
import no.digisos.fallback.varsel.VarselConfig;

/**
 * The relations between durations on which «not twice» rests (delivery.md rule D and rule E), checked before any work. They
 * hold for a profile that is scaled down just as well: every duration in them is configuration.
 */
@ApplicationScoped
class DurationRelations {
    private static final int MAX_BATCH = 1000;

    private final FallbackConfig fallback;
    private final SvarUtConfig svarUt;
    private final VarselConfig varsel;

    DurationRelations(FallbackConfig fallback, SvarUtConfig svarUt, VarselConfig varsel) {
        this.fallback = fallback;
        this.svarUt = svarUt;
        this.varsel = varsel;
    }

    /**
     * Does nothing when all is well.
     *
     * @throws IllegalStateException naming the property that is wrong
     */
    void require() {
        require(fallback, svarUt, varsel);
    }

    /**
     * Does nothing when all is well.
     *
     * @throws IllegalStateException naming the property that is wrong
     */
    static void require(FallbackConfig fallback, SvarUtConfig svarUt, VarselConfig varsel) {
        require(
                svarUt.tidsgrenseTotalt().compareTo(svarUt.tjenerkutt()) > 0,
                "digisos.svarut.tidsgrense-totalt (%s) must be longer than digisos.svarut.tjenerkutt (%s), or a sending that"
                        + " succeeds is given up before its id has come",
                svarUt.tidsgrenseTotalt(),
                svarUt.tjenerkutt());
        Duration least = svarUt.postvindu().plus(svarUt.tidsgrenseTotalt()).plus(fallback.oppslagsmargin());
        require(
                fallback.avklaresEtter().compareTo(least) > 0,
                "digisos.fallback.avklares-etter (%s) must be longer than digisos.svarut.postvindu, digisos.svarut"
                        + ".tidsgrense-totalt and digisos.fallback.oppslagsmargin together (%s), or something is sent twice",
                fallback.avklaresEtter(),
                least);
        require(
                fallback.oppslagsmargin().isPositive(),
                "digisos.fallback.oppslagsmargin (%s) must be positive",
                fallback.oppslagsmargin());
        require(
                svarUt.postvindu().compareTo(svarUt.tidsgrenseTotalt()) < 0,
                "digisos.svarut.postvindu (%s) must be shorter than digisos.svarut.tidsgrense-totalt (%s)",
                svarUt.postvindu(),
                svarUt.tidsgrenseTotalt());
        require(
                !fallback.hold().isNegative() && !fallback.nade().isNegative(),
                "digisos.fallback.hold (%s) and digisos.fallback.nade (%s) must not be negative",
                fallback.hold(),
                fallback.nade());
        require(
                fallback.nade().compareTo(Duration.ofMinutes(15)) <= 0,
                "digisos.fallback.nade (%s) must be at most %s",
                fallback.nade(),
                Duration.ofMinutes(15));
        require(
                fallback.nyttArbeid().isPositive() && fallback.mellomrom().isPositive(),
                "digisos.fallback.nytt-arbeid (%s) and digisos.fallback.mellomrom (%s) must be positive",
                fallback.nyttArbeid(),
                fallback.mellomrom());
        require(
                fallback.maksKlokkeavvik().isPositive(),
                "digisos.fallback.maks-klokkeavvik (%s) must be positive",
                fallback.maksKlokkeavvik());
        require(
                fallback.bolk() >= 1 && fallback.bolk() <= MAX_BATCH,
                "digisos.fallback.bolk (%s) must be 1 to %s",
                fallback.bolk(),
                MAX_BATCH);
        require(
                fallback.maksDataforsok() >= 1 && fallback.maksAvvisninger() >= 1,
                "digisos.fallback.maks-dataforsok (%s) and digisos.fallback.maks-avvisninger (%s) must be at least 1",
                fallback.maksDataforsok(),
                fallback.maksAvvisninger());
        require(
                fallback.lengsteVent().compareTo(fallback.nyttForsokEtter()) >= 0,
                "digisos.fallback.lengste-vent (%s) must not be shorter than digisos.fallback.nytt-forsok-etter (%s)",
                fallback.lengsteVent(),
                fallback.nyttForsokEtter());
        require(
                fallback.dublettkontroll().leie().compareTo(svarUt.oppslagsfrist()) > 0,
                "digisos.fallback.dublettkontroll.leie (%s) must be longer than digisos.svarut.oppslagsfrist (%s)",
                fallback.dublettkontroll().leie(),
                svarUt.oppslagsfrist());
        require(
                varsel.leie().compareTo(varsel.tidsgrense()) > 0,
                "digisos.varsel.leie (%s) must be longer than digisos.varsel.tidsgrense (%s), or a mail goes out twice",
                varsel.leie(),
                varsel.tidsgrense());
        require(
                varsel.sertifikatDager().stream().allMatch(d -> d >= 0) && varsel.maksSertifikatserier() >= 0,
                "digisos.varsel.sertifikat-dager (%s) and digisos.varsel.maks-sertifikatserier (%s) must not be negative",
                varsel.sertifikatDager(),
                varsel.maksSertifikatserier());
        require(
                varsel.maksForsok() >= 1 && varsel.mellomrom().isPositive(),
                "digisos.varsel.maks-forsok (%s) must be at least 1 and digisos.varsel.mellomrom (%s) positive",
                varsel.maksForsok(),
                varsel.mellomrom());
    }

    private static void require(boolean holder, String sentence, Object one, Object to) {
        if (!holder) {
            throw new IllegalStateException(sentence.formatted(one, to));
        }
    }

    private static void require(boolean holder, String sentence, Object one) {
        require(holder, sentence, one, "");
    }
}
