package no.digisos.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import no.digisos.common.sak.Saksletting;
import no.digisos.common.testkit.Fro;
import no.digisos.common.testkit.Klient;
import no.digisos.common.testkit.Klient.Svar;
import no.digisos.common.testkit.Saksfro;
import no.digisos.common.testkit.Skjema;
import no.digisos.common.testkit.Testmiljo;

/** What the suites of submissions to a case have in common. */
abstract class InnsendingSuite {
    static final String FNR = SoknadSuite.FNR;
    static final String ANNEN = SoknadSuite.ANNEN;

    private static final Pattern SOM_FNR = Pattern.compile("\\d{11}");

    final Testmiljo miljo = Testmiljo.gjeldende();
    final Saksfro saksfro = new Saksfro(miljo.database().functions(), miljo.nokler());

    /** An id in which no eleven digits stand together, which an error message would mask. */
    static UUID id() {
        UUID id = UUID.randomUUID();
        return SOM_FNR.matcher(id + "0001").find() ? id() : id;
    }

    static String ref() {
        return id().toString();
    }

    /** A case of {@link #FNR} in Oslo. */
    UUID sak() {
        return sak(Fro.OSLO, FNR);
    }

    UUID sak(Fro.Kommune kommune, String fnr) {
        return saksfro.soknad(id(), kommune, fnr, ref(), Map.of("Soknad.pdf", SoknadSuite.bytes(40, 1)))
                .digisosId();
    }

    void slett(UUID digisosId) {
        kjor("UPDATE leveranse SET tilstand = 'BEKREFTET', bekreftet = digisos_now(), leie_id = NULL, leie_til = NULL,"
                + " leie_data_hentet = false, venter_pa = NULL WHERE digisos_id = '" + digisosId + "'");
        assertThat(saksfro.slett(digisosId)).isInstanceOf(Saksletting.Utfall.Slettet.class);
    }

    void kjor(String sql) {
        try (Connection c = miljo.database().owner().getConnection();
                PreparedStatement s = c.prepareStatement(sql)) {
            s.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of every row. */
    List<String> les(String sql, Object... verdier) {
        try (Connection c = miljo.database().owner().getConnection();
                PreparedStatement s = c.prepareStatement(sql)) {
            for (int i = 0; i < verdier.length; i++) {
                s.setObject(i + 1, verdier[i]);
            }
            try (ResultSet rad = s.executeQuery()) {
                List<String> svar = new ArrayList<>();
                while (rad.next()) {
                    svar.add(rad.getString(1));
                }
                return svar;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void mellomlagre(String ref, String filnavn, byte[] innhold) {
        Svar svar = maskin().post(mellomlagring(ref), new Skjema().fil(filnavn, innhold, sertifikat()));
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(202);
    }

    List<String> iMellomlagring(String ref) {
        Svar svar = maskin().get(mellomlagring(ref));
        return svar.status() == 404
                ? List.of()
                : svar.json().at("/mellomlagringMetadataList").findValuesAsText("filnavn");
    }

    static String mellomlagring(String ref) {
        return "/digisos/api/v1/mellomlagring/" + ref;
    }

    JsonNode vis(UUID digisosId) {
        Svar svar = person(FNR).get("/digisos/api/v1/soknader/" + digisosId);
        assertThat(svar.status()).as(svar.tekst()).isEqualTo(200);
        return svar.json();
    }

    Klient person(String fnr) {
        return Klient.mot(SoknadSuite.base()).som(miljo.utsteder().person(fnr), Fro.NAV);
    }

    Klient maskin() {
        return Klient.mot(SoknadSuite.base()).som(miljo.utsteder().maskin(Fro.NAV_ORG), Fro.NAV);
    }

    X509Certificate sertifikat() {
        return miljo.plattform().active().certificate();
    }
}
