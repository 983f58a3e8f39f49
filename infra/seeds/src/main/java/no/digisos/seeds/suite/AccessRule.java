package no.digisos.seeds.suite;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import no.digisos.common.security.Privilegium;
import no.digisos.seeds.SeedData;
import org.jspecify.annotations.Nullable;

/**
 * Who may call an endpoint, as the matrix of {@link AccessCheck} has it. Whoever is not named here is refused with 401, so a new
 * kind of caller gets in nowhere until somebody has said that it should.
 */
public final class AccessRule {
    /** How the right caller logs in. */
    enum Login {
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

    private static final int REFUSED = 403;

    private final Login login;
    private final SeedData.Integrasjon integrasjon;
    private final @Nullable Privilegium privilegium;
    private final Set<CallerKind> right = EnumSet.noneOf(CallerKind.class);
    private final Set<CallerKind> other = EnumSet.noneOf(CallerKind.class);
    private final Map<CallerKind, Integer> answer = new EnumMap<>(CallerKind.class);

    private AccessRule(Login login, SeedData.Integrasjon integrasjon, @Nullable Privilegium privilegium) {
        this.login = login;
        this.integrasjon = integrasjon;
        this.privilegium = privilegium;
    }

    /** Everybody, with whatever login or none; a login that is there must still be one. */
    public static AccessRule all() {
        AccessRule accessRule = new AccessRule(Login.INGEN, SeedData.NAV, null);
        accessRule.right.addAll(EnumSet.allOf(CallerKind.class));
        return accessRule;
    }

    /** Any integration that is known, whatever it was granted. */
    public static AccessRule known(SeedData.Integrasjon integrasjon) {
        return new AccessRule(Login.MASKIN, integrasjon, null)
                .right(
                        CallerKind.UTEN_TILGANG,
                        CallerKind.TRUKKET_TILGANG,
                        CallerKind.NAV,
                        CallerKind.OMBUD,
                        CallerKind.FAGSYSTEM,
                        CallerKind.ANNEN_KONTOS_FAGSYSTEM,
                        CallerKind.ANNEN_KOMMUNES_FAGSYSTEM);
    }

    /** Organisations' integrations with this grant; all others that are known are refused with 403. */
    public static AccessRule machine(SeedData.Integrasjon integrasjon, Privilegium privilegium) {
        return new AccessRule(Login.MASKIN, integrasjon, privilegium)
                .answer(
                        REFUSED,
                        CallerKind.UTEN_TILGANG,
                        CallerKind.TRUKKET_TILGANG,
                        CallerKind.NAV,
                        CallerKind.OMBUD,
                        CallerKind.FAGSYSTEM,
                        CallerKind.ANNEN_KONTOS_FAGSYSTEM,
                        CallerKind.ANNEN_KOMMUNES_FAGSYSTEM);
    }

    /** A citizen by NAV. */
    public static AccessRule citizen() {
        return new AccessRule(Login.BORGER, SeedData.NAV, Privilegium.INNSENDING)
                .right(CallerKind.BORGER)
                .other(CallerKind.ANNEN_BORGER)
                .answer(REFUSED, CallerKind.UTEN_TILGANG, CallerKind.TRUKKET_TILGANG);
    }

    /** A citizen without NAV; what is said of an integration is not looked at. */
    public static AccessRule citizenAlone() {
        return new AccessRule(Login.BORGER_ALENE, SeedData.NAV, null)
                .right(
                        CallerKind.BORGER_ALENE,
                        CallerKind.BORGER,
                        CallerKind.UTEN_INTEGRASJON,
                        CallerKind.ANNENS_INTEGRASJON,
                        CallerKind.FEIL_PASSORD,
                        CallerKind.ANNENS_PASSORD,
                        CallerKind.TILBAKEKALT_INTEGRASJON,
                        CallerKind.TRUKKET_TILGANG,
                        CallerKind.UTEN_TILGANG)
                .other(
                        CallerKind.ANNEN_BORGER_ALENE,
                        CallerKind.ANNEN_BORGER,
                        CallerKind.ADMINISTRATOR,
                        CallerKind.ANNEN_KOMMUNES_ADMINISTRATOR,
                        CallerKind.TIDLIGERE_ADMINISTRATOR);
    }

    /** A kommune's administrator; what is said of an integration is not looked at. */
    public static AccessRule administrator() {
        return new AccessRule(Login.ADMINISTRATOR, SeedData.NAV, null)
                .right(
                        CallerKind.ADMINISTRATOR,
                        CallerKind.UTEN_INTEGRASJON,
                        CallerKind.ANNENS_INTEGRASJON,
                        CallerKind.FEIL_PASSORD,
                        CallerKind.ANNENS_PASSORD,
                        CallerKind.TILBAKEKALT_INTEGRASJON,
                        CallerKind.TRUKKET_TILGANG,
                        CallerKind.UTEN_TILGANG)
                .answer(
                        REFUSED,
                        CallerKind.ANNEN_KOMMUNES_ADMINISTRATOR,
                        CallerKind.TIDLIGERE_ADMINISTRATOR,
                        CallerKind.BORGER,
                        CallerKind.ANNEN_BORGER,
                        CallerKind.BORGER_ALENE,
                        CallerKind.ANNEN_BORGER_ALENE);
    }

    /** A mottakersystem of SvarInn. */
    public static AccessRule svarinn() {
        return new AccessRule(Login.BASIC, SeedData.OSLO_FAGSYSTEM, Privilegium.FAGSYSTEM)
                .right(CallerKind.SVARINN)
                .other(CallerKind.ANNEN_KONTOS_SVARINN, CallerKind.ANNEN_KOMMUNES_SVARINN)
                .answer(REFUSED, CallerKind.UTEN_TILGANG, CallerKind.TRUKKET_TILGANG, CallerKind.SVARINN_NAV);
    }

    /** These get the row's answer to the right caller. */
    public AccessRule right(CallerKind... kind) {
        for (CallerKind s : kind) {
            forget(s);
            right.add(s);
        }
        return this;
    }

    /** These are let in, and what they ask for is not theirs: they get the row's answer to others. */
    public AccessRule other(CallerKind... kind) {
        for (CallerKind s : kind) {
            forget(s);
            other.add(s);
        }
        return this;
    }

    /** These get this answer. */
    public AccessRule answer(int status, CallerKind... kind) {
        for (CallerKind s : kind) {
            forget(s);
            answer.put(s, status);
        }
        return this;
    }

    private void forget(CallerKind kind) {
        right.remove(kind);
        other.remove(kind);
        answer.remove(kind);
    }

    int status(CallerKind kind, AccessCheck.Row row) {
        if (right.contains(kind)) {
            return row.rett();
        }
        return other.contains(kind) ? row.andre() : answer.getOrDefault(kind, 401);
    }

    /** Whether a person's token is worth nothing, whatever integration it comes with. */
    boolean isForMachinesAlone() {
        return login == Login.MASKIN && !right.contains(CallerKind.BORGER);
    }

    Login login() {
        return login;
    }

    SeedData.Integrasjon integrasjon() {
        return integrasjon;
    }

    @Nullable
    Privilegium privilegium() {
        return privilegium;
    }
}
