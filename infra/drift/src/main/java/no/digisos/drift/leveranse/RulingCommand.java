package no.digisos.drift.leveranse;

import java.util.UUID;
import java.util.concurrent.Callable;
import no.digisos.common.audit.AuditAction;
import no.digisos.drift.command.Operator;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A decision about one delivery: who takes it, about which, and what it is. */
abstract class RulingCommand implements Callable<Integer> {
    private final LeveranseRuling ruling;
    private final AuditAction action;
    private final LeveranseRuling.Decision decision;

    @Mixin
    Operator operator = new Operator();

    @Parameters(paramLabel = "MELDING_ID", description = "the delivery")
    UUID meldingId = new UUID(0, 0);

    RulingCommand(LeveranseRuling ruling, AuditAction action, LeveranseRuling.Decision decision) {
        this.ruling = ruling;
        this.action = action;
        this.decision = decision;
    }

    @Override
    public Integer call() {
        return ruling.decide(operator, action, meldingId, decision);
    }
}
