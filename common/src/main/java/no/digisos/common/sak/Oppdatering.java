package no.digisos.common.sak;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** One digisos-soker.json of a case; each replaces the last, which stays in the history. */
@Entity
@Immutable
public class Oppdatering {
    @Id
    UUID id;

    @Column(name = "digisos_id")
    UUID digisosId;

    @Column(name = "dokument_id")
    UUID dokumentId;

    Instant tidspunkt;
    boolean gjeldende;
}
