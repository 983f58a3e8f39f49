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
class Tidskontroll {
    private static final int MAKS_BOLK = 1000;

    private final FallbackConfig fallback;
    private final SvarUtConfig svarUt;
    private final VarselConfig varsel;

    Tidskontroll(FallbackConfig fallback, SvarUtConfig svarUt, VarselConfig varsel) {
        this.fallback = fallback;
        this.svarUt = svarUt;
        this.varsel = varsel;
    }

    /**
     * Does nothing when all is well.
     *
     * @throws IllegalStateException naming the property that is wrong
     */
    void krev() {
        krev(fallback, svarUt, varsel);
    }

    /**
     * Does nothing when all is well.
     *
     * @throws IllegalStateException naming the property that is wrong
     */
    static void krev(FallbackConfig fallback, SvarUtConfig svarUt, VarselConfig varsel) {
        krev(
                svarUt.tidsgrenseTotalt().compareTo(svarUt.tjenerkutt()) > 0,
                "digisos.svarut.tidsgrense-totalt (%s) must be longer than digisos.svarut.tjenerkutt (%s), or a sending that"
                        + " succeeds is given up before its id has come",
                svarUt.tidsgrenseTotalt(),
                svarUt.tjenerkutt());
        Duration minst = svarUt.postvindu().plus(svarUt.tidsgrenseTotalt()).plus(fallback.oppslagsmargin());
        krev(
                fallback.avklaresEtter().compareTo(minst) > 0,
                "digisos.fallback.avklares-etter (%s) must be longer than digisos.svarut.postvindu, digisos.svarut"
                        + ".tidsgrense-totalt and digisos.fallback.oppslagsmargin together (%s), or something is sent twice",
                fallback.avklaresEtter(),
                minst);
        krev(
                fallback.oppslagsmargin().isPositive(),
                "digisos.fallback.oppslagsmargin (%s) must be positive",
                fallback.oppslagsmargin());
        krev(
                svarUt.postvindu().compareTo(svarUt.tidsgrenseTotalt()) < 0,
                "digisos.svarut.postvindu (%s) must be shorter than digisos.svarut.tidsgrense-totalt (%s)",
                svarUt.postvindu(),
                svarUt.tidsgrenseTotalt());
        krev(
                !fallback.hold().isNegative() && !fallback.nade().isNegative(),
                "digisos.fallback.hold (%s) and digisos.fallback.nade (%s) must not be negative",
                fallback.hold(),
                fallback.nade());
        krev(
                fallback.nade().compareTo(Duration.ofMinutes(15)) <= 0,
                "digisos.fallback.nade (%s) must be at most %s",
                fallback.nade(),
                Duration.ofMinutes(15));
        krev(
                fallback.nyttArbeid().isPositive() && fallback.mellomrom().isPositive(),
                "digisos.fallback.nytt-arbeid (%s) and digisos.fallback.mellomrom (%s) must be positive",
                fallback.nyttArbeid(),
                fallback.mellomrom());
        krev(
                fallback.maksKlokkeavvik().isPositive(),
                "digisos.fallback.maks-klokkeavvik (%s) must be positive",
                fallback.maksKlokkeavvik());
        krev(
                fallback.bolk() >= 1 && fallback.bolk() <= MAKS_BOLK,
                "digisos.fallback.bolk (%s) must be 1 to %s",
                fallback.bolk(),
                MAKS_BOLK);
        krev(
                fallback.maksDataforsok() >= 1 && fallback.maksAvvisninger() >= 1,
                "digisos.fallback.maks-dataforsok (%s) and digisos.fallback.maks-avvisninger (%s) must be at least 1",
                fallback.maksDataforsok(),
                fallback.maksAvvisninger());
        krev(
                fallback.lengsteVent().compareTo(fallback.nyttForsokEtter()) >= 0,
                "digisos.fallback.lengste-vent (%s) must not be shorter than digisos.fallback.nytt-forsok-etter (%s)",
                fallback.lengsteVent(),
                fallback.nyttForsokEtter());
        krev(
                fallback.dublettkontroll().leie().compareTo(svarUt.oppslagsfrist()) > 0,
                "digisos.fallback.dublettkontroll.leie (%s) must be longer than digisos.svarut.oppslagsfrist (%s)",
                fallback.dublettkontroll().leie(),
                svarUt.oppslagsfrist());
        krev(
                varsel.leie().compareTo(varsel.tidsgrense()) > 0,
                "digisos.varsel.leie (%s) must be longer than digisos.varsel.tidsgrense (%s), or a mail goes out twice",
                varsel.leie(),
                varsel.tidsgrense());
        krev(
                varsel.sertifikatDager().stream().allMatch(d -> d >= 0) && varsel.maksSertifikatserier() >= 0,
                "digisos.varsel.sertifikat-dager (%s) and digisos.varsel.maks-sertifikatserier (%s) must not be negative",
                varsel.sertifikatDager(),
                varsel.maksSertifikatserier());
        krev(
                varsel.maksForsok() >= 1 && varsel.mellomrom().isPositive(),
                "digisos.varsel.maks-forsok (%s) must be at least 1 and digisos.varsel.mellomrom (%s) positive",
                varsel.maksForsok(),
                varsel.mellomrom());
    }

    private static void krev(boolean holder, String setning, Object en, Object to) {
        if (!holder) {
            throw new IllegalStateException(setning.formatted(en, to));
        }
    }

    private static void krev(boolean holder, String setning, Object en) {
        krev(holder, setning, en, "");
    }
}
