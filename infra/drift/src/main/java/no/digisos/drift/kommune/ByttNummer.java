package no.digisos.drift.kommune;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.AuditLogg;
import no.digisos.common.audit.Handling;
import no.digisos.common.database.Transactions;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.kommune.Kommunenumre;
import no.digisos.common.kommune.Kommunenumre.Utfall;
import no.digisos.drift.Kommandolinje;
import no.digisos.drift.Operator;
import no.digisos.drift.Utgang;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Ends a kommunenummer at a date. What came under it goes on; søknader are refused and told where to go. */
@Command(
        name = "bytt-nummer",
        mixinStandardHelpOptions = true,
        description = {
            "Gives a kommune another number from a date on (docs/nummerbytte.md). Its fiksOrgId, configuration, kontoer,"
                    + " integrations and cases stay. Søknader to the old number are taken until then and refused from then on,"
                    + " with a text that names the new one, which takes them from then on.",
            "With --overtas the kommune ends instead, and another that is registered takes over."
        })
public class ByttNummer implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Mixin
    Operator operator = new Operator();

    @Option(names = "--gammelt", required = true, paramLabel = "NNNN", description = "the number that ends")
    String gammelt = "";

    @Option(
            names = "--nytt",
            required = true,
            split = ",",
            paramLabel = "NNNN",
            description =
                    "the number from then on; where the kommune is split, also those of the other parts, for the text")
    List<String> nytt = new ArrayList<>();

    @Option(
            names = "--dato",
            required = true,
            paramLabel = "YYYY-MM-DD",
            description = "the first day of the new number, which begins at midnight in Norway")
    LocalDate dato = LocalDate.EPOCH;

    @Option(names = "--overtas", description = "the kommune ends, and the one that has the new number takes over")
    boolean overtas;

    private final Transactions transactions;
    private final Kommunenumre numre;
    private final AuditLogg audit;
    private final Kommandolinje linje;

    public ByttNummer(Transactions transactions, Kommunenumre numre, AuditLogg audit, Kommandolinje linje) {
        this.transactions = transactions;
        this.numre = numre;
        this.audit = audit;
        this.linje = linje;
    }

    /** The answer. */
    record Byttet(String gammelt, List<String> nytt, String fra, UUID fiksOrgId, boolean overtas) {}

    /** What came of it, and of which kommune. */
    private record Gjort(Utfall utfall, UUID fiksOrgId) {}

    @Override
    public Integer call() {
        Kommunenummer slutter = nummer(gammelt, "--gammelt");
        List<Kommunenummer> etterfolgere =
                nytt.stream().map(verdi -> nummer(verdi, "--nytt")).distinct().toList();
        Gjort gjort = transactions.inTransaction(c -> {
            Utfall utfall = numre.bytt(
                    c,
                    slutter,
                    etterfolgere,
                    !overtas,
                    dato.atStartOfDay(ZoneId.of(Kommunenumre.TIDSSONE)).toInstant());
            UUID fiksOrgId = numre.fiksOrg(c, slutter).orElse(new UUID(0, 0));
            if (utfall == Utfall.BYTTET) {
                audit.skriv(c, operator.utfort(Handling.BYTT_KOMMUNENUMMER, AuditGjenstand.fiksOrg(fiksOrgId)));
            }
            return new Gjort(utfall, fiksOrgId);
        });
        if (gjort.utfall() != Utfall.BYTTET) {
            return Nektet.tilstand(spec, setning(gjort.utfall()));
        }
        linje.svar(new Byttet(
                gammelt,
                etterfolgere.stream().map(Kommunenummer::verdi).toList(),
                dato.toString(),
                gjort.fiksOrgId(),
                overtas));
        return Utgang.UTFORT;
    }

    private static String setning(Utfall utfall) {
        return switch (utfall) {
            case BYTTET -> "done";
            case UKJENT -> "no kommune has the number of --gammelt";
            case HAR_ETTERFOLGER ->
                "the number of --gammelt has an end already: take that back first (kommune angre-nummer)";
            case FOR_TIDLIG -> "the number of --gammelt would end before it begins";
            case NYTT_FINNES ->
                "the number of --nytt is registered already: with --overtas its kommune takes over, and this one ends";
            case INGEN_OVERTAR ->
                "with --overtas the first number of --nytt must be another kommune's: register that first";
            case RING -> "the numbers of --nytt lead back to that of --gammelt";
        };
    }

    private Kommunenummer nummer(String verdi, String valg) {
        return AngreNummerbytte.nummer(spec, verdi, valg);
    }
}
