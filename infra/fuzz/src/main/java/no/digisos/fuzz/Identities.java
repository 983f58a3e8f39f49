package no.digisos.fuzz;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import no.digisos.fuzz.Request.Header;
import no.digisos.seeds.SeedData;
import no.digisos.testkit.token.TokenIssuer;

/** Who calls, with a login that holds. */
final class Identities {
    /** Less than a token lasts. */
    private static final Duration KEEP = Duration.ofSeconds(60);

    private final TokenIssuer tokens;
    private final String citizen;
    private final String administrator;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    private record Kept(String token, long made) {}

    /**
     * Identities of a stack.
     *
     * @param citizen who has a case
     * @param administrator of a kommune that nothing else here needs
     */
    Identities(TokenIssuer tokens, String citizen, String administrator) {
        this.tokens = tokens;
        this.citizen = citizen;
        this.administrator = administrator;
    }

    /** The citizen's number. */
    String fnr() {
        return citizen;
    }

    /** nav.no for the citizen. */
    List<Header> citizen() {
        return with(token(TokenIssuer.IDPORTEN, "pid", citizen), SeedData.NAV);
    }

    /** nav.no, and NAV's own systems. */
    List<Header> nav() {
        return with(token(TokenIssuer.MASKINPORTEN, "orgnr", SeedData.NAV_ORG), SeedData.NAV);
    }

    /** The fagsystem of the kommune with a queue. */
    List<Header> fagsystem() {
        return with(
                token(TokenIssuer.MASKINPORTEN, "orgnr", SeedData.OSLO_FAGSYSTEM.organisasjon()),
                SeedData.OSLO_FAGSYSTEM);
    }

    /** The same by SvarInn. */
    List<Header> svarInn() {
        String login = SeedData.OSLO_FAGSYSTEM.id() + ":" + SeedData.OSLO_FAGSYSTEM.passord();
        return List.of(new Header(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8))));
    }

    /** A kommune's administrator. */
    List<Header> administrator() {
        return List.of(new Header("Authorization", "Bearer " + token(TokenIssuer.IDPORTEN, "pid", administrator)));
    }

    /** Anybody of them, or nobody. */
    List<Header> any(Dice dice) {
        return switch (dice.below(6)) {
            case 0 -> citizen();
            case 1 -> nav();
            case 2 -> fagsystem();
            case 3 -> svarInn();
            case 4 -> administrator();
            default -> List.of();
        };
    }

    private String token(String issuer, String claim, String value) {
        return kept.compute(
                        issuer + value,
                        (key, old) -> old != null && System.nanoTime() - old.made() < KEEP.toNanos()
                                ? old
                                : new Kept(tokens.token(issuer, Map.of(claim, value)), System.nanoTime()))
                .token();
    }

    private static List<Header> with(String token, SeedData.Integrasjon integration) {
        return List.of(
                new Header("Authorization", "Bearer " + token),
                new Header("IntegrasjonId", integration.id().toString()),
                new Header("IntegrasjonPassord", integration.passord()));
    }
}
