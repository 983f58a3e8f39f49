package no.digisos.drift.kommune;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.AuditLogg;
import no.digisos.common.audit.Handling;
import no.digisos.common.database.Transactions;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.kommune.Kommuner;
import no.digisos.common.krypto.BlindIndex;
import no.digisos.common.person.Personer;
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

/** The bootstrap: a kommune that takes part in nothing yet, and the person who configures it from there on. */
@Command(
        name = "opprett",
        mixinStandardHelpOptions = true,
        description = "Makes a kommune, not activated, with its first administrator, who configures the rest.")
public class OpprettKommune implements Callable<Integer> {
    private static final int NAVN_MAKS = 100;

    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    Operator operator = new Operator();

    @Mixin
    Person person = new Person();

    @Option(names = "--kommunenummer", required = true, paramLabel = "NNNN", description = "four digits")
    String kommunenummer = "";

    @Option(names = "--navn", required = true, paramLabel = "NAME", description = "the kommune's name")
    String navn = "";

    @Option(
            names = "--fiks-org-id",
            paramLabel = "UUID",
            description = "the organisation's id where it has one already; a new one unless given")
    @Nullable
    UUID fiksOrgId;

    private final Transactions transactions;
    private final Kommuner kommuner;
    private final Personer personer;
    private final AuditLogg audit;
    private final Kommandolinje linje;

    public OpprettKommune(
            Transactions transactions, Kommuner kommuner, Personer personer, AuditLogg audit, Kommandolinje linje) {
        this.transactions = transactions;
        this.kommuner = kommuner;
        this.personer = personer;
        this.audit = audit;
        this.linje = linje;
    }

    /** The answer. */
    record Opprettet(String kommunenummer, UUID fiksOrgId) {}

    @Override
    public Integer call() {
        if (!kommunenummer.matches("[0-9]{4}")) {
            throw Nektet.ugyldig(spec, "--kommunenummer takes four digits");
        }
        if (navn.isBlank() || navn.length() > NAVN_MAKS) {
            throw Nektet.ugyldig(spec, "--navn takes 1 to " + NAVN_MAKS + " characters");
        }
        List<BlindIndex.Value> indekser = personer.finn(person.les()).indekser();
        UUID id = fiksOrgId == null ? UUID.randomUUID() : fiksOrgId;
        boolean opprettet = transactions.inTransaction(c -> {
            if (!kommuner.opprett(c, new Kommunenummer(kommunenummer), navn.strip(), id)) {
                return false;
            }
            Tilganger.giAdmin(c, indekser, id);
            audit.skriv(
                    c,
                    operator.utfort(
                            Handling.OPPRETT_KOMMUNE,
                            AuditGjenstand.fiksOrg(id)
                                    .medPerson(indekser.getFirst().value())));
            return true;
        });
        if (!opprettet) {
            return Nektet.tilstand(spec, "there is a kommune with this number or this fiksOrgId already");
        }
        linje.svar(new Opprettet(kommunenummer, id));
        return Utgang.UTFORT;
    }
}
