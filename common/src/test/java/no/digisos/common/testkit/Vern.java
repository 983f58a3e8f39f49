package no.digisos.common.testkit;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import no.digisos.common.security.Privilegium;
import org.jspecify.annotations.Nullable;

/**
 * Who may call an endpoint, as the matrix of {@link Tilgangsprove} has it. Whoever is not named here is refused with 401, so a new
 * kind of caller gets in nowhere until somebody has said that it should.
 */
public final class Vern {
    /** How the right caller logs in. */
    enum Innlogging {
        /** Not at all. */
        INGEN,
        /** An organisation's token and its integration. */
        MASKIN,
        /** A citizen's token and NAV's integration. */
        BORGER,
        /** A citizen's token alone. */
        BORGER_ALENE,
        /** An administrator's token alone. */
        ADMINISTRATOR,
        /** An integration's id and password alone. */
        BASIC
    }

    private static final int NEKTET = 403;

    private final Innlogging innlogging;
    private final Fro.Integrasjon integrasjon;
    private final @Nullable Privilegium privilegium;
    private final Set<Kallerslag> rett = EnumSet.noneOf(Kallerslag.class);
    private final Set<Kallerslag> andre = EnumSet.noneOf(Kallerslag.class);
    private final Map<Kallerslag, Integer> svar = new EnumMap<>(Kallerslag.class);

    private Vern(Innlogging innlogging, Fro.Integrasjon integrasjon, @Nullable Privilegium privilegium) {
        this.innlogging = innlogging;
        this.integrasjon = integrasjon;
        this.privilegium = privilegium;
    }

    /** Everybody, with whatever login or none; a login that is there must still be one. */
    public static Vern alle() {
        Vern vern = new Vern(Innlogging.INGEN, Fro.NAV, null);
        vern.rett.addAll(EnumSet.allOf(Kallerslag.class));
        return vern;
    }

    /** Any integration that is known, whatever it was granted. */
    public static Vern kjent(Fro.Integrasjon integrasjon) {
        return new Vern(Innlogging.MASKIN, integrasjon, null)
                .rett(
                        Kallerslag.UTEN_TILGANG,
                        Kallerslag.TRUKKET_TILGANG,
                        Kallerslag.NAV,
                        Kallerslag.OMBUD,
                        Kallerslag.FAGSYSTEM,
                        Kallerslag.ANNEN_KONTOS_FAGSYSTEM,
                        Kallerslag.ANNEN_KOMMUNES_FAGSYSTEM);
    }

    /** Organisations' integrations with this grant; all others that are known are refused with 403. */
    public static Vern maskin(Fro.Integrasjon integrasjon, Privilegium privilegium) {
        return new Vern(Innlogging.MASKIN, integrasjon, privilegium)
                .svar(
                        NEKTET,
                        Kallerslag.UTEN_TILGANG,
                        Kallerslag.TRUKKET_TILGANG,
                        Kallerslag.NAV,
                        Kallerslag.OMBUD,
                        Kallerslag.FAGSYSTEM,
                        Kallerslag.ANNEN_KONTOS_FAGSYSTEM,
                        Kallerslag.ANNEN_KOMMUNES_FAGSYSTEM);
    }

    /** A citizen by NAV. */
    public static Vern borger() {
        return new Vern(Innlogging.BORGER, Fro.NAV, Privilegium.INNSENDING)
                .rett(Kallerslag.BORGER)
                .andre(Kallerslag.ANNEN_BORGER)
                .svar(NEKTET, Kallerslag.UTEN_TILGANG, Kallerslag.TRUKKET_TILGANG);
    }

    /** A citizen without NAV; what is said of an integration is not looked at. */
    public static Vern borgerAlene() {
        return new Vern(Innlogging.BORGER_ALENE, Fro.NAV, null)
                .rett(
                        Kallerslag.BORGER_ALENE,
                        Kallerslag.BORGER,
                        Kallerslag.UTEN_INTEGRASJON,
                        Kallerslag.ANNENS_INTEGRASJON,
                        Kallerslag.FEIL_PASSORD,
                        Kallerslag.ANNENS_PASSORD,
                        Kallerslag.TILBAKEKALT_INTEGRASJON,
                        Kallerslag.TRUKKET_TILGANG,
                        Kallerslag.UTEN_TILGANG)
                .andre(
                        Kallerslag.ANNEN_BORGER_ALENE,
                        Kallerslag.ANNEN_BORGER,
                        Kallerslag.ADMINISTRATOR,
                        Kallerslag.ANNEN_KOMMUNES_ADMINISTRATOR,
                        Kallerslag.TIDLIGERE_ADMINISTRATOR);
    }

    /** A kommune's administrator; what is said of an integration is not looked at. */
    public static Vern administrator() {
        return new Vern(Innlogging.ADMINISTRATOR, Fro.NAV, null)
                .rett(
                        Kallerslag.ADMINISTRATOR,
                        Kallerslag.UTEN_INTEGRASJON,
                        Kallerslag.ANNENS_INTEGRASJON,
                        Kallerslag.FEIL_PASSORD,
                        Kallerslag.ANNENS_PASSORD,
                        Kallerslag.TILBAKEKALT_INTEGRASJON,
                        Kallerslag.TRUKKET_TILGANG,
                        Kallerslag.UTEN_TILGANG)
                .svar(
                        NEKTET,
                        Kallerslag.ANNEN_KOMMUNES_ADMINISTRATOR,
                        Kallerslag.TIDLIGERE_ADMINISTRATOR,
                        Kallerslag.BORGER,
                        Kallerslag.ANNEN_BORGER,
                        Kallerslag.BORGER_ALENE,
                        Kallerslag.ANNEN_BORGER_ALENE);
    }

    /** A mottakersystem of SvarInn. */
    public static Vern svarinn() {
        return new Vern(Innlogging.BASIC, Fro.OSLO_FAGSYSTEM, Privilegium.FAGSYSTEM)
                .rett(Kallerslag.SVARINN)
                .andre(Kallerslag.ANNEN_KONTOS_SVARINN, Kallerslag.ANNEN_KOMMUNES_SVARINN)
                .svar(NEKTET, Kallerslag.UTEN_TILGANG, Kallerslag.TRUKKET_TILGANG, Kallerslag.SVARINN_NAV);
    }

    /** These get the row's answer to the right caller. */
    public Vern rett(Kallerslag... slag) {
        for (Kallerslag s : slag) {
            glem(s);
            rett.add(s);
        }
        return this;
    }

    /** These are let in, and what they ask for is not theirs: they get the row's answer to others. */
    public Vern andre(Kallerslag... slag) {
        for (Kallerslag s : slag) {
            glem(s);
            andre.add(s);
        }
        return this;
    }

    /** These get this answer. */
    public Vern svar(int status, Kallerslag... slag) {
        for (Kallerslag s : slag) {
            glem(s);
            svar.put(s, status);
        }
        return this;
    }

    private void glem(Kallerslag slag) {
        rett.remove(slag);
        andre.remove(slag);
        svar.remove(slag);
    }

    int status(Kallerslag slag, Tilgangsprove.Rad rad) {
        if (rett.contains(slag)) {
            return rad.rett();
        }
        return andre.contains(slag) ? rad.andre() : svar.getOrDefault(slag, 401);
    }

    /** Whether a person's token is worth nothing, whatever integration it comes with. */
    boolean erForMaskinerAlene() {
        return innlogging == Innlogging.MASKIN && !rett.contains(Kallerslag.BORGER);
    }

    Innlogging innlogging() {
        return innlogging;
    }

    Fro.Integrasjon integrasjon() {
        return integrasjon;
    }

    @Nullable
    Privilegium privilegium() {
        return privilegium;
    }
}
