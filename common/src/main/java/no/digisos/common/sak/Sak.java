package no.digisos.common.sak;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A case as stored. Read as an entity; written by the statements of {@link SakTable}. */
@Entity
@Immutable
@Table(name = "digisos_sak")
public class Sak {
    @Id
    @Column(name = "digisos_id")
    UUID digisosId;

    String kommunenummer;

    @Column(name = "fiks_org_id")
    UUID fiksOrgId;

    @Column(name = "soker_fnr_forseglet")
    byte @Nullable [] sokerFnrForseglet;

    @Column(name = "soker_indeks_nokkel")
    String sokerIndeksNokkel;

    @Column(name = "soker_indeks")
    byte[] sokerIndeks;

    @Nullable
    String enhetsnummer;

    @Column(name = "sist_endret")
    Instant sistEndret;

    @Nullable
    Instant slettet;

    public UUID digisosId() {
        return digisosId;
    }

    public String kommunenummer() {
        return kommunenummer;
    }

    public UUID fiksOrgId() {
        return fiksOrgId;
    }

    /** The office that the søknad named; it chooses the konto of all the case's shipments. */
    public @Nullable String enhetsnummer() {
        return enhetsnummer;
    }

    /** The blind index of the applicant, for audit rows. */
    public byte[] sokerIndeks() {
        return sokerIndeks.clone();
    }

    public boolean isDeleted() {
        return slettet != null;
    }
}
