package no.digisos.common.kommune;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.identity.Organisasjonsnummer;

/** Plain reads of the kommuner that take part, each under every number that it has, had or will have. */
@ApplicationScoped
public class KommuneRepository implements PanacheRepositoryBase<Kommune, String> {
    private static final DateTimeFormatter DATO = DateTimeFormatter.ofPattern("dd.MM.yyyy", Locale.ROOT);

    public Optional<Kommune> finn(Kommunenummer nummer) {
        return findByIdOptional(nummer.verdi());
    }

    /** The kommune under the number that it has now. */
    public Optional<Kommune> forFiksOrg(UUID fiksOrgId) {
        return find("fiksOrgId = ?1 and gjeldende", fiksOrgId).firstResultOptional();
    }

    /** The activated kommuner that the catalogue finds by this organisation number: one, unless kommuner share it. */
    public List<Kommune> aktiveMedOrganisasjon(Organisasjonsnummer nummer) {
        return mottakere(list(
                "organisasjonsnummerFiksIO = ?1 and aktivert and gjeldende order by kommunenummer", nummer.verdi()));
    }

    /** The activated kommuner among these. */
    public List<Kommune> aktive(Collection<UUID> fiksOrgIder) {
        return mottakere(list("fiksOrgId in ?1 and aktivert and gjeldende order by kommunenummer", fiksOrgIder));
    }

    /** Those that another kommune has not taken over; all, when it has taken over all of them. */
    private static List<Kommune> mottakere(List<Kommune> funnet) {
        List<Kommune> iBruk = funnet.stream().filter(Kommune::iBruk).toList();
        return iBruk.isEmpty() ? funnet : iBruk;
    }

    /** Every number of every kommune. */
    public List<Kommune> alle() {
        return list("order by kommunenummer");
    }

    /**
     * The kommune, when it takes søknader now.
     *
     * @throws ApiException 400 when it does not: before 202 no responsibility is taken (delivery.md 4)
     */
    public Kommune krevMottak(Kommunenummer nummer) {
        Kommune kommune = finn(nummer)
                .orElseThrow(() -> new ApiException(
                        ErrorCode.UKJENT_KOMMUNE, "Kommune " + nummer + " er ikke registrert i Digisos"));
        krevIBruk(kommune);
        if (!kommune.aktivert()) {
            throw new ApiException(
                    ErrorCode.KOMMUNE_IKKE_AKTIV, "Kommune " + nummer + " er ikke aktivert for mottak av søknader");
        }
        if (kommune.midlertidigDeaktivertMottak()) {
            throw new ApiException(
                    ErrorCode.KOMMUNE_DEAKTIVERT,
                    "Kommune " + nummer + " har midlertidig deaktivert mottak av søknader");
        }
        return kommune;
    }

    /**
     * Whether a number that somebody gave for a case is one of the kommune's that has the case: any of its own, or one that took over.
     *
     * @param sakens the number under which the case came
     */
    public boolean erSamme(String sakens, Kommunenummer oppgitt) {
        if (sakens.equals(oppgitt.verdi())) {
            return true;
        }
        return etterfolgende(sakens).contains(oppgitt.verdi())
                || finn(new Kommunenummer(sakens))
                        .flatMap(sak ->
                                finn(oppgitt).filter(annen -> annen.fiksOrgId().equals(sak.fiksOrgId())))
                        .isPresent();
    }

    private void krevIBruk(Kommune kommune) {
        if (kommune.iBruk()) {
            return;
        }
        String grunn = kommune.kommende()
                ? " tar ikke imot søknader før " + dato(kommune.fra()) + ": send dem til kommune "
                        + kommune.forrige().orElseThrow() + " til da"
                : " tar ikke imot søknader fra " + dato(kommune.til()) + ": send dem til kommune "
                        + String.join(" eller ", iBrukEtter(kommune));
        throw new ApiException(ErrorCode.KOMMUNENUMMER_BYTTET, "Kommune " + kommune.kommunenummer() + grunn);
    }

    /** The numbers that took over, past those that have ended too; one that is not registered may be all that is known. */
    private List<String> iBrukEtter(Kommune kommune) {
        return etterfolgende(kommune.kommunenummer()).stream()
                .filter(nummer -> !finn(new Kommunenummer(nummer))
                        .map(KommuneRepository::erSlutt)
                        .orElse(false))
                .toList();
    }

    private static boolean erSlutt(Kommune kommune) {
        return !kommune.iBruk() && !kommune.kommende();
    }

    /** The number and all that came after it, in the order in which they did. */
    private Set<String> etterfolgende(String nummer) {
        Set<String> funnet = new LinkedHashSet<>();
        Deque<String> rest = new ArrayDeque<>(List.of(nummer));
        while (!rest.isEmpty()) {
            String neste = rest.remove();
            if (funnet.add(neste)) {
                finn(new Kommunenummer(neste)).ifPresent(kommune -> rest.addAll(kommune.etterfolgere()));
            }
        }
        return funnet;
    }

    private static String dato(Optional<Instant> tid) {
        return DATO.format(tid.orElseThrow().atZone(ZoneId.of(Kommunenumre.TIDSSONE)));
    }
}
