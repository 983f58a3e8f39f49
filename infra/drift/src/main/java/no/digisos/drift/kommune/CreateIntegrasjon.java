package no.digisos.drift.kommune;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.identity.Organisasjonsnummer;
import no.digisos.common.kommune.KommuneTable;
import no.digisos.common.security.Grants;
import no.digisos.common.security.IntegrasjonPassword;
import no.digisos.common.security.IntegrasjonTable;
import no.digisos.common.security.Privilegium;
import no.digisos.drift.command.AuditedChange;
import no.digisos.drift.command.Operator;
import no.digisos.drift.command.Refused;
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
public class CreateIntegrasjon implements Callable<Integer> {
    private static final int NAME_MAX = 100;

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

    private final KommuneTable kommuner;
    private final AuditedChange change;

    public CreateIntegrasjon(KommuneTable kommuner, AuditedChange change) {
        this.kommuner = kommuner;
        this.change = change;
    }

    @Override
    public Integer call() {
        Organisasjonsnummer authorized = Organisasjonsnummer.of(organisasjon)
                .orElseThrow(() -> Refused.invalid(spec, "--organisasjon takes a valid organisation number"));
        Set<Privilegium> given = new TreeSet<>(privilegier);
        requireConsistency(given);
        UUID id = UUID.randomUUID();
        String password = IntegrasjonPassword.generate();
        AuditSubject subject = AuditSubject.many(List.of(id));
        return change.execute(
                spec,
                operator.executed(
                        AuditAction.OPPRETT_INTEGRASJON, fiksOrgId == null ? subject : subject.withFiksOrg(fiksOrgId)),
                c -> {
                    if (fiksOrgId != null && kommuner.lock(c, fiksOrgId).isEmpty()) {
                        return Optional.of("there is no kommune with this fiksOrgId");
                    }
                    IntegrasjonTable.create(c, id, navn.strip(), authorized, null, password);
                    for (Privilegium privilegium : given) {
                        Grants.give(c, id, privilegium, fiksOrgId, null);
                    }
                    return Optional.empty();
                },
                () -> new Password(id, password));
    }

    private static String name(List<Privilegium> privilegier) {
        return privilegier.stream().map(Privilegium::name).collect(Collectors.joining(", "));
    }

    private void requireConsistency(Set<Privilegium> given) {
        if (navn.isBlank() || navn.length() > NAME_MAX) {
            throw Refused.invalid(spec, "--navn takes 1 to " + NAME_MAX + " characters");
        }
        if (given.contains(Privilegium.ADMIN)) {
            throw Refused.invalid(spec, "ADMIN is a person's: see kommune admin gi");
        }
        if (fiksOrgId == null && given.stream().anyMatch(Privilegium::mustBeLimited)) {
            throw Refused.invalid(spec, "FAGSYSTEM takes --fiks-org-id: it is a fagsystem of one kommune");
        }
        List<Privilegium> unlimited =
                given.stream().filter(p -> !p.canBeLimited()).toList();
        if (fiksOrgId != null && !unlimited.isEmpty()) {
            throw Refused.invalid(
                    spec,
                    "%s cannot be limited by --fiks-org-id and would hold for every kommune: give it to another integration,"
                                    .formatted(name(unlimited))
                            + " without --fiks-org-id");
        }
    }
}
