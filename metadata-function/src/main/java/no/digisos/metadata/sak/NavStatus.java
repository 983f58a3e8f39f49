package no.digisos.metadata.sak;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import no.digisos.common.audit.AuditAction;
import no.digisos.common.audit.AuditOutcome;
import no.digisos.common.audit.AuditSubject;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Ids;
import no.digisos.common.leveranse.DeliveredToFagsystem;
import no.digisos.common.leveranse.DeliveredToFagsystem.Delivered;
import no.digisos.metadata.audit.InnsynLog;
import no.digisos.metadata.audit.InnsynLog.Loaded;
import no.digisos.metadata.audit.InnsynLog.Trace;

/**
 * Which of NAV's søknader have reached their municipality (contract.md 5). One query and one audit row, however many they are; a
 * kommune's harNksTilgang does not matter, since nothing of the case is shown.
 */
@ApplicationScoped
class NavStatus {
    private final DeliveredToFagsystem deliveredToFagsystem;
    private final InnsynLog log;
    private final int maxIds;

    NavStatus(DeliveredToFagsystem deliveredToFagsystem, InnsynLog log, NavStatusConfig config) {
        this.deliveredToFagsystem = deliveredToFagsystem;
        this.log = log;
        this.maxIds = config.maksIder();
    }

    @RegisterForReflection
    record StatusListe(List<Status> statusListe) {}

    @RegisterForReflection
    record Status(UUID digisosId, boolean levertFagsystem) {}

    /**
     * The status of those that are known, in the order of the list and each once. The audit row has their number and hash.
     *
     * @throws ApiException 400 without a list, or with too long a one
     */
    StatusListe of(JsonNode digisosIdList, UUID sporingsId) {
        Set<UUID> ids = read(digisosIdList);
        return log.read(c -> {
            Map<UUID, Boolean> delivered = deliveredToFagsystem.of(c, ids).stream()
                    .collect(Collectors.toMap(Delivered::digisosId, Delivered::levert));
            List<Status> list = new ArrayList<>(delivered.size());
            for (UUID id : ids) {
                Boolean answer = delivered.get(id);
                if (answer != null) {
                    list.add(new Status(id, answer));
                }
            }
            AuditOutcome outcome = list.isEmpty() ? AuditOutcome.INGEN_TREFF : AuditOutcome.UTFORT;
            return new Loaded<>(
                    new StatusListe(list),
                    new Trace(
                            AuditAction.LES_LEVERINGSSTATUS,
                            AuditSubject.many(delivered.keySet()),
                            outcome,
                            sporingsId));
        });
    }

    private Set<UUID> read(JsonNode list) {
        if (!list.isArray()) {
            throw new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "digisosIdListe mangler eller er ikke en liste");
        }
        if (list.size() > maxIds) {
            throw new ApiException(
                    ErrorCode.UGYLDIG_FORESPORSEL,
                    "digisosIdListe har " + list.size() + " id-er, men grensen er " + maxIds);
        }
        Set<UUID> ids = new LinkedHashSet<>();
        for (JsonNode id : list) {
            // What is no id is an unknown one: the rest of the list must not fail for it (pitfalls.md P7).
            if (Ids.isId(id.asText(""))) {
                ids.add(UUID.fromString(id.asText("")));
            }
        }
        return ids;
    }
}
