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
import no.digisos.common.audit.AuditGjenstand;
import no.digisos.common.audit.AuditUtfall;
import no.digisos.common.audit.Handling;
import no.digisos.common.error.ApiException;
import no.digisos.common.error.ErrorCode;
import no.digisos.common.identity.Ider;
import no.digisos.common.leveranse.LevertFagsystem;
import no.digisos.common.leveranse.LevertFagsystem.Levert;
import no.digisos.metadata.audit.Innsynslogg;
import no.digisos.metadata.audit.Innsynslogg.Lest;
import no.digisos.metadata.audit.Innsynslogg.Spor;

/**
 * Which of NAV's søknader have reached their municipality (contract.md 5). One query and one audit row, however many they are; a
 * kommune's harNksTilgang does not matter, since nothing of the case is shown.
 */
@ApplicationScoped
class NavStatus {
    private final LevertFagsystem levertFagsystem;
    private final Innsynslogg logg;
    private final int maksIder;

    NavStatus(LevertFagsystem levertFagsystem, Innsynslogg logg, NavStatusConfig config) {
        this.levertFagsystem = levertFagsystem;
        this.logg = logg;
        this.maksIder = config.maksIder();
    }

    @RegisterForReflection
    record Statusliste(List<Status> statusListe) {}

    @RegisterForReflection
    record Status(UUID digisosId, boolean levertFagsystem) {}

    /**
     * The status of those that are known, in the order of the list and each once. The audit row has their number and hash.
     *
     * @throws ApiException 400 without a list, or with too long a one
     */
    Statusliste av(JsonNode digisosIdListe, UUID sporingsId) {
        Set<UUID> ider = les(digisosIdListe);
        return logg.les(c -> {
            Map<UUID, Boolean> levert =
                    levertFagsystem.av(c, ider).stream().collect(Collectors.toMap(Levert::digisosId, Levert::levert));
            List<Status> liste = new ArrayList<>(levert.size());
            for (UUID id : ider) {
                Boolean svar = levert.get(id);
                if (svar != null) {
                    liste.add(new Status(id, svar));
                }
            }
            AuditUtfall utfall = liste.isEmpty() ? AuditUtfall.INGEN_TREFF : AuditUtfall.UTFORT;
            return new Lest<>(
                    new Statusliste(liste),
                    new Spor(Handling.LES_LEVERINGSSTATUS, AuditGjenstand.mange(levert.keySet()), utfall, sporingsId));
        });
    }

    private Set<UUID> les(JsonNode liste) {
        if (!liste.isArray()) {
            throw new ApiException(ErrorCode.UGYLDIG_FORESPORSEL, "digisosIdListe mangler eller er ikke en liste");
        }
        if (liste.size() > maksIder) {
            throw new ApiException(
                    ErrorCode.UGYLDIG_FORESPORSEL,
                    "digisosIdListe har " + liste.size() + " id-er, men grensen er " + maksIder);
        }
        Set<UUID> ider = new LinkedHashSet<>();
        for (JsonNode id : liste) {
            // What is no id is an unknown one: the rest of the list must not fail for it (pitfalls.md P7).
            if (Ider.erId(id.asText(""))) {
                ider.add(UUID.fromString(id.asText("")));
            }
        }
        return ider;
    }
}
