package no.digisos.drift.kommune;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.AuditLogg;
import no.digisos.common.audit.Handling;
import no.digisos.common.database.Transactions;
import no.digisos.common.identity.Organisasjonsnummer;
import no.digisos.common.kommune.Kommuner;
import no.digisos.common.security.IntegrasjonPassord;
import no.digisos.common.security.Integrasjoner;
import no.digisos.common.security.Privilegium;
import no.digisos.common.security.Tilganger;
import no.digisos.drift.Kommandolinje;
import no.digisos.drift.Operator;
import no.digisos.drift.Utgang;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes an integration with its grants, NAV's first of all. */
@Command(
        name = "opprett",
        mixinStandardHelpOptions = true,
        description =
                "Makes an integration with these grants, and prints its id and password, once. NAV's has INNSENDING,"
                        + "MELLOMLAGRING,NAV_INNSYN,KOMMUNEINFO.")
public class OpprettIntegrasjon implements Callable<Integer> {
    private static final int NAVN_MAKS = 100;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    Operator operator = new Operator();

    @Option(names = "--navn", required = true, paramLabel = "NAME", description = "the integration's name")
    String navn = "";

    @Option(
            names = "--organisasjon",
            required = true,
            paramLabel = "NNNNNNNNN",
            description = "the organisation that its tokens must name")
    String organisasjon = "";

    @Option(
            names = "--privilegium",
            required = true,
            split = ",",
            paramLabel = "GRANT",
            description = "INNSENDING, MELLOMLAGRING, NAV_INNSYN, KOMMUNEINFO, DRIFT, AUDIT, or with --fiks-org-id"
                    + " FAGSYSTEM, AUDIT; several with commas between")
    List<Privilegium> privilegier = List.of();

    @Option(
            names = "--fiks-org-id",
            paramLabel = "UUID",
            description =
                    "the kommune that all of the grants are limited to: FAGSYSTEM takes one, AUDIT may have one, and"
                            + " nothing else can")
    @Nullable
    UUID fiksOrgId;

    private final Transactions transactions;
    private final Kommuner kommuner;
    private final AuditLogg audit;
    private final Kommandolinje linje;

    public OpprettIntegrasjon(Transactions transactions, Kommuner kommuner, AuditLogg audit, Kommandolinje linje) {
        this.transactions = transactions;
        this.kommuner = kommuner;
        this.audit = audit;
        this.linje = linje;
    }

    @Override
    public Integer call() {
        Organisasjonsnummer autorisert = Organisasjonsnummer.of(organisasjon)
                .orElseThrow(() -> Nektet.ugyldig(spec, "--organisasjon takes a valid organisation number"));
        Set<Privilegium> gis = new TreeSet<>(privilegier);
        krevSammenheng(gis);
        UUID id = UUID.randomUUID();
        String passord = IntegrasjonPassord.generer();
        boolean opprettet = transactions.inTransaction(c -> {
            if (fiksOrgId != null && kommuner.las(c, fiksOrgId).isEmpty()) {
                return false;
            }
            Integrasjoner.opprett(c, id, navn.strip(), autorisert, null, passord);
            for (Privilegium privilegium : gis) {
                Tilganger.gi(c, id, privilegium, fiksOrgId, null);
            }
            AuditGjenstand gjenstand = AuditGjenstand.mange(List.of(id));
            audit.skriv(
                    c,
                    operator.utfort(
                            Handling.OPPRETT_INTEGRASJON,
                            fiksOrgId == null ? gjenstand : gjenstand.medFiksOrg(fiksOrgId)));
            return true;
        });
        if (!opprettet) {
            return Nektet.tilstand(spec, "there is no kommune with this fiksOrgId");
        }
        linje.svar(new Passord(id, passord));
        return Utgang.UTFORT;
    }

    private static String navn(List<Privilegium> privilegier) {
        return privilegier.stream().map(Privilegium::name).collect(Collectors.joining(", "));
    }

    private void krevSammenheng(Set<Privilegium> gis) {
        if (navn.isBlank() || navn.length() > NAVN_MAKS) {
            throw Nektet.ugyldig(spec, "--navn takes 1 to " + NAVN_MAKS + " characters");
        }
        if (gis.contains(Privilegium.ADMIN)) {
            throw Nektet.ugyldig(spec, "ADMIN is a person's: see kommune admin gi");
        }
        if (fiksOrgId == null && gis.stream().anyMatch(Privilegium::skalBegrenses)) {
            throw Nektet.ugyldig(spec, "FAGSYSTEM takes --fiks-org-id: it is a fagsystem of one kommune");
        }
        List<Privilegium> ubegrensede =
                gis.stream().filter(p -> !p.kanBegrenses()).toList();
        if (fiksOrgId != null && !ubegrensede.isEmpty()) {
            throw Nektet.ugyldig(
                    spec,
                    "%s cannot be limited by --fiks-org-id and would hold for every kommune: give it to another integration,"
                                    .formatted(navn(ubegrensede))
                            + " without --fiks-org-id");
        }
    }
}
