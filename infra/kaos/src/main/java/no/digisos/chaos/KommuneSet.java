package no.digisos.chaos;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import no.digisos.seeds.SeedData;

/** The kommuner of the test, all with the shortest frist, and what is special with each. Oslo's certificate serves them all. */
final class KommuneSet {

    /** How the fagsystem of a kommune is. */
    enum Temper {
        HEALTHY,
        /** Crashes, is late, and is down for a while now and then. */
        FLAKY,
        /** Never there. */
        DOWN,
        /** Has no konto. */
        NONE
    }

    /**
     * A kommune.
     *
     * @param share of a hundred søknader
     */
    record Kommune(String nummer, UUID kontoId, Temper temper, int share) {}

    private static final UUID NO_KONTO = new UUID(0, 0);

    /** Its konto is closed for a part of the run. */
    static final Kommune CLOSES = new Kommune("3403", konto("3403"), Temper.HEALTHY, 10);

    /** What it is sent goes to SvarUt at once. */
    static final Kommune WITHOUT_KONTO = new Kommune(SeedData.BERGEN.kommunenummer(), NO_KONTO, Temper.NONE, 15);

    static final List<Kommune> ALL = List.of(
            new Kommune(
                    SeedData.OSLO.kommunenummer(), Objects.requireNonNull(SeedData.OSLO.kontoId()), Temper.HEALTHY, 40),
            CLOSES,
            new Kommune("5001", konto("5001"), Temper.FLAKY, 20),
            new Kommune("3301", konto("3301"), Temper.DOWN, 15),
            WITHOUT_KONTO);

    private static final String KOMMUNE = """
            INSERT INTO kommune (kommunenummer, navn, fiks_org_id, aktivert, stotter_oppdateringer, bruker_fiks_io,
                fiks_io_konto_id, organisasjonsnummer_fiks_io, organisasjonsnummer_svarut, postadresse_navn,
                postadresse_adresselinje1, postadresse_postnummer, postadresse_poststed)
            SELECT ?, ?, ?, true, true, true, ?, organisasjonsnummer_fiks_io, organisasjonsnummer_svarut, postadresse_navn,
                   postadresse_adresselinje1, postadresse_postnummer, postadresse_poststed
              FROM kommune WHERE kommunenummer = ?""";
    private static final String KONTO =
            "INSERT INTO konto (id, fiks_org_id, navn, sertifikat) SELECT ?, ?, ?, sertifikat FROM konto WHERE id = ?";
    private static final String GRANT =
            "INSERT INTO tilgang (integrasjon_id, privilegium, fiks_org_id) VALUES (?, 'FAGSYSTEM', ?)";

    private KommuneSet() {}

    /** Adds those that the stack's seeds lack. */
    static void sow(DataSource owner) throws SQLException {
        Kommune oslo = ALL.getFirst();
        try (Connection connection = owner.getConnection()) {
            for (Kommune kommune : ALL) {
                if (!kommune.kontoId().equals(NO_KONTO) && !kommune.equals(oslo)) {
                    UUID fiksOrg = fiksOrg(kommune.nummer());
                    String name = "Kommune " + kommune.nummer();
                    run(connection, KOMMUNE, kommune.nummer(), name, fiksOrg, kommune.kontoId(), oslo.nummer());
                    run(connection, KONTO, kommune.kontoId(), fiksOrg, name, oslo.kontoId());
                    run(connection, GRANT, SeedData.OSLO_FAGSYSTEM.id(), fiksOrg);
                }
            }
            run(
                    connection,
                    "UPDATE kommune SET frist = ?::interval, hastefrist = ?::interval",
                    TimeProfile.FRIST,
                    TimeProfile.FRIST);
        }
    }

    /** Opens or closes a konto. */
    static void setOpen(DataSource owner, Kommune kommune, boolean open) throws SQLException {
        try (Connection connection = owner.getConnection()) {
            run(connection, "UPDATE konto SET aktiv = ? WHERE id = ?", open, kommune.kontoId());
        }
    }

    /** The kommune for a throw from 0 to below 1. */
    static Kommune of(double chance) {
        int below = 0;
        for (Kommune kommune : ALL) {
            below += kommune.share();
            if (chance * 100 < below) {
                return kommune;
            }
        }
        return ALL.getFirst();
    }

    private static UUID konto(String number) {
        return UUID.fromString(number + "bbbb-0000-4000-8000-00000000" + number);
    }

    private static UUID fiksOrg(String number) {
        return UUID.fromString(number + "f1c5-0000-4000-8000-00000000" + number);
    }

    private static void run(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
