package no.digisos.metadata.audit;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.AuditSok;
import no.digisos.common.audit.AuditUtfall;
import no.digisos.common.audit.Auditsporring;
import no.digisos.common.audit.Handling;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Fnr;
import no.digisos.common.identity.Ider;
import no.digisos.common.person.Personer;
import no.digisos.common.security.Innlogget;
import no.digisos.common.security.Kaller;
import no.digisos.common.security.Privilegium;
import no.digisos.metadata.audit.Innsynslogg.Lest;
import no.digisos.metadata.audit.Innsynslogg.Spor;
import org.jspecify.annotations.Nullable;

/** One search: what was asked, whether the caller may, and the row of it. */
@ApplicationScoped
class Revisjonssok {
    private static final int MAKS_VERDIER = 100;
    private static final int MAKS_TERM = 100;
    /** The end of the year 9999, beyond which the database has no use for a time. */
    private static final long SISTE_MILLIS = 253_402_300_799_999L;

    private final AuditSok sok;
    private final AuditSokConfig config;
    private final Personer personer;
    private final Innsynslogg logg;
    private final Innlogget innlogget;

    Revisjonssok(AuditSok sok, AuditSokConfig config, Personer personer, Innsynslogg logg, Innlogget innlogget) {
        this.sok = sok;
        this.config = config;
        this.personer = personer;
        this.logg = logg;
        this.innlogget = innlogget;
    }

    Revisjonssvar sok(Sokeparametre p, @Nullable Fnr person) {
        UUID fiksOrg = p.fiksOrganisasjon == null ? null : Ider.les("fiksOrganisasjon", p.fiksOrganisasjon);
        Auditsporring sporring = new Auditsporring(
                fiksOrg,
                term(p.term),
                tall("fra", p.fra, 0, Integer.MAX_VALUE),
                tall("antall", p.antall, config.antall(), config.maksAntall()),
                stigende(p.sortering),
                tid("fraDato", p.fraDato),
                tid("tilDato", p.tilDato),
                begrens("organisasjonsNummer", p.organisasjonsNummer),
                ider("underRessurser", p.underRessurser),
                ider("requestIder", p.requestIder),
                person == null ? List.of() : personer.finn(person).verdier());
        AuditGjenstand gjenstand = fiksOrg == null ? AuditGjenstand.ingen() : AuditGjenstand.fiksOrg(fiksOrg);
        AuditGjenstand om = person == null
                ? gjenstand
                : gjenstand.medPerson(personer.indeks(person).value());
        krevTilgang(fiksOrg, om);
        boolean annenTjeneste = !p.tjenester.isEmpty() && p.tjenester.stream().noneMatch(Revisjonssvar::erTjenesten);
        return logg.les(c -> {
            Revisjonssvar svar = annenTjeneste ? Revisjonssvar.tomt() : Revisjonssvar.av(sok.sok(c, sporring));
            AuditUtfall utfall = svar.treff().isEmpty() ? AuditUtfall.INGEN_TREFF : AuditUtfall.UTFORT;
            return new Lest<>(
                    svar, new Spor(Handling.LES_AUDIT, om.medAntall(svar.treff().size()), utfall, null));
        });
    }

    /** The grant is on one fiksOrg or on all; who searches without naming one needs the latter. */
    private void krevTilgang(@Nullable UUID fiksOrg, AuditGjenstand gjenstand) {
        Kaller kaller = innlogget.kaller();
        boolean har = fiksOrg == null ? kaller.harForAlle(Privilegium.AUDIT) : kaller.har(Privilegium.AUDIT, fiksOrg);
        if (!har) {
            logg.skriv(new Spor(Handling.LES_AUDIT, gjenstand, AuditUtfall.NEKTET, null));
            throw new ApiException(
                    ErrorCode.INGEN_TILGANG,
                    fiksOrg == null
                            ? "fiksOrganisasjon må oppgis: integrasjonen kan ikke søke i alles revisjonslogg"
                            : "Integrasjonen kan ikke søke i revisjonsloggen til fiksOrg " + fiksOrg);
        }
    }

    private static @Nullable String term(@Nullable String term) {
        if (term == null || term.isBlank()) {
            return null;
        }
        if (term.length() > MAKS_TERM) {
            throw ugyldig("term er lengre enn " + MAKS_TERM + " tegn");
        }
        if (Fnr.of(term.strip()).isPresent()) {
            throw ugyldig("Et fødselsnummer skal ikke stå i adressen; søk med POST");
        }
        return term.strip();
    }

    private static boolean stigende(@Nullable String sortering) {
        return switch (sortering) {
            case "DATO_ASC" -> true;
            case "DATO_DESC", "RELEVANS" -> false;
            case null -> false;
            default -> throw ugyldig("sortering må være DATO_ASC, DATO_DESC eller RELEVANS");
        };
    }

    private static int tall(String navn, @Nullable String verdi, int ellers, int maks) {
        if (verdi == null) {
            return ellers;
        }
        try {
            int tall = Integer.parseInt(verdi);
            if (tall >= 0 && tall <= maks) {
                return tall;
            }
        } catch (NumberFormatException ugyldig) {
            // Said below.
        }
        throw ugyldig(navn + " må være et tall fra 0 til " + maks);
    }

    private static @Nullable Instant tid(String navn, @Nullable String verdi) {
        try {
            long millis = verdi == null ? 0 : Long.parseLong(verdi);
            if (millis >= 0 && millis <= SISTE_MILLIS) {
                return verdi == null ? null : Instant.ofEpochMilli(millis);
            }
        } catch (NumberFormatException ugyldig) {
            // Said below.
        }
        throw ugyldig(navn + " må være millisekunder siden 1970");
    }

    private static List<UUID> ider(String navn, List<String> verdier) {
        return begrens(navn, verdier).stream().map(v -> Ider.les(navn, v)).toList();
    }

    private static List<String> begrens(String navn, List<String> verdier) {
        if (verdier.size() > MAKS_VERDIER) {
            throw ugyldig(navn + " har flere enn " + MAKS_VERDIER + " verdier");
        }
        return verdier;
    }

    private static ApiException ugyldig(String melding) {
        return new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, melding);
    }
}
