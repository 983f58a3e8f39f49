package no.digisos.common.kommune;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Subselect;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A kommune under one of its numbers, with its configuration in the words of KommuneKonfigurasjon (contract.md 8), which is the same
 * under all of them.
 */
@Entity
@Immutable
@Subselect("SELECT n.nummer, n.forrige, n.fra, n.til, n.etterfolgere, n.kommende, n.i_bruk, n.gjeldende, k.*"
        + " FROM kommunenummer n JOIN kommune k ON k.fiks_org_id = n.fiks_org_id")
public class Kommune {
    @Id
    @Column(name = "nummer")
    String kommunenummer;

    @Nullable
    String forrige;

    @Nullable
    Instant fra;

    @Nullable
    Instant til;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Nullable
    List<String> etterfolgere;

    boolean kommende;

    @Column(name = "i_bruk")
    boolean iBruk;

    boolean gjeldende;

    String navn;

    @Column(name = "fiks_org_id")
    UUID fiksOrgId;

    boolean aktivert;

    @Column(name = "stotter_oppdateringer")
    boolean stotterOppdateringer;

    @Column(name = "midlertidig_deaktivert_mottak")
    boolean midlertidigDeaktivertMottak;

    @Column(name = "midlertidig_deaktivert_oppdateringer")
    boolean midlertidigDeaktivertOppdateringer;

    @Column(name = "nks_tilgang")
    boolean nksTilgang;

    @Nullable
    String behandlingsansvarlig;

    @Column(name = "bruker_fiks_io")
    boolean brukerFiksIO;

    @Column(name = "organisasjonsnummer_fiks_io")
    @Nullable
    String organisasjonsnummerFiksIO;

    @Column(name = "organisasjonsnummer_svarut")
    @Nullable
    String organisasjonsnummerSvarUt;

    @Column(name = "postadresse_navn")
    @Nullable
    String postadresseNavn;

    @Column(name = "postadresse_adresselinje1")
    @Nullable
    String postadresseAdresselinje1;

    @Column(name = "postadresse_adresselinje2")
    @Nullable
    String postadresseAdresselinje2;

    @Column(name = "postadresse_adresselinje3")
    @Nullable
    String postadresseAdresselinje3;

    @Column(name = "postadresse_postnummer")
    @Nullable
    String postadressePostnummer;

    @Column(name = "postadresse_poststed")
    @Nullable
    String postadressePoststed;

    @Column(name = "postadresse_land")
    @Nullable
    String postadresseLand;

    @Column(name = "fagansvarlig_epost")
    @JdbcTypeCode(SqlTypes.ARRAY)
    List<String> fagansvarligEpost;

    @Column(name = "teknisk_ansvarlig_epost")
    @JdbcTypeCode(SqlTypes.ARRAY)
    List<String> tekniskAnsvarligEpost;

    public String kommunenummer() {
        return kommunenummer;
    }

    /** Whether the number is one that the kommune has not got yet. */
    public boolean coming() {
        return kommende;
    }

    /** Whether søknader are taken under this number: it is neither given up nor to come. */
    public boolean iUse() {
        return iBruk;
    }

    /** Whether this is what the kommune is called now: one of its numbers is, also when another kommune has taken over. */
    public boolean current() {
        return gjeldende;
    }

    /** The same kommune's number before this one. */
    public Optional<String> previous() {
        return Optional.ofNullable(forrige);
    }

    /** When the number comes into use; empty when it always was. */
    public Optional<Instant> from() {
        return Optional.ofNullable(fra);
    }

    /** When the number ends; empty when no end is known. */
    public Optional<Instant> to() {
        return Optional.ofNullable(til);
    }

    /** Where søknader are to be sent when the number has ended. */
    public List<String> successors() {
        return etterfolgere == null ? List.of() : List.copyOf(etterfolgere);
    }

    public String name() {
        return navn;
    }

    public UUID fiksOrgId() {
        return fiksOrgId;
    }

    public boolean activated() {
        return aktivert;
    }

    public boolean stotterOppdateringer() {
        return stotterOppdateringer;
    }

    public boolean midlertidigDeaktivertMottak() {
        return midlertidigDeaktivertMottak;
    }

    public boolean midlertidigDeaktivertOppdateringer() {
        return midlertidigDeaktivertOppdateringer;
    }

    public boolean nksTilgang() {
        return nksTilgang;
    }

    public @Nullable String behandlingsansvarlig() {
        return behandlingsansvarlig;
    }

    /** Whether the kommune receives from its queues; if not, all goes by SvarUt. */
    public boolean brukerFiksIO() {
        return brukerFiksIO;
    }

    /** By which the catalogue finds the kommune. */
    public @Nullable String organisasjonsnummerFiksIO() {
        return organisasjonsnummerFiksIO;
    }

    public @Nullable String organisasjonsnummerSvarUt() {
        return organisasjonsnummerSvarUt;
    }

    public List<String> fagansvarligEpost() {
        return List.copyOf(fagansvarligEpost);
    }

    public List<String> tekniskAnsvarligEpost() {
        return List.copyOf(tekniskAnsvarligEpost);
    }

    /** Where a letter goes when nothing else reaches the kommune; empty when poststed and postnummer are not known. */
    public Optional<Postadresse> postadresse() {
        if (postadressePostnummer == null || postadressePoststed == null) {
            return Optional.empty();
        }
        return Optional.of(new Postadresse(
                postadresseNavn == null ? navn : postadresseNavn,
                postadresseAdresselinje1,
                postadresseAdresselinje2,
                postadresseAdresselinje3,
                postadressePostnummer,
                postadressePoststed,
                postadresseLand));
    }

    /** A kommune's postal address. */
    public record Postadresse(
            String navn,
            @Nullable String adresselinje1,
            @Nullable String adresselinje2,
            @Nullable String adresselinje3,
            String postnummer,
            String poststed,
            @Nullable String land) {}
}
