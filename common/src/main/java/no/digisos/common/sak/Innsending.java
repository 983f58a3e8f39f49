package no.digisos.common.sak;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One accepted submission of a case. Read as an entity; written by {@link InnsendingTable}. */
@Entity
@Immutable
public class Innsending {
    @Id
    UUID id;

    @Enumerated(EnumType.STRING)
    InnsendingType type;

    @Column(name = "digisos_id")
    UUID digisosId;

    @Column(name = "nav_ekstern_ref_id")
    String navEksternRefId;

    @Column(name = "klage_id")
    @Nullable
    UUID klageId;

    @Column(name = "vedtak_id")
    @Nullable
    UUID vedtakId;

    Instant mottatt;

    public UUID id() {
        return id;
    }

    public InnsendingType type() {
        return type;
    }

    public UUID digisosId() {
        return digisosId;
    }

    public String navEksternRefId() {
        return navEksternRefId;
    }

    /** The klage that this is, or follows; null for a søknad and its ettersendelser. */
    public @Nullable UUID klageId() {
        return klageId;
    }

    /** The decision that a klage is about; null for all else. */
    public @Nullable UUID vedtakId() {
        return vedtakId;
    }

    public Instant mottatt() {
        return mottatt;
    }
}
