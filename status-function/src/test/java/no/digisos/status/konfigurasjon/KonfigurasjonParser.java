package no.digisos.status.konfigurasjon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import no.digisos.common.error.ApiException;
import no.digisos.common.kommune.Kontooppsett;
import no.digisos.common.testkit.Parser;
import no.digisos.common.upload.Grenser;
import no.digisos.common.upload.JsonLeser;

/** What an administrator writes: a konto, and a field of each kind. */
public final class KonfigurasjonParser implements Parser {
    private static final Pattern SIFFER = Pattern.compile("[0-9]{4}");

    private final JsonLeser leser = new JsonLeser(new Grenser(20_000, 5_000, 12, 512, 20_000));
    private final Kontoskjema skjema = new Kontoskjema(new Grensene());

    @Override
    public String navn() {
        return "konfigurasjon";
    }

    @Override
    public List<byte[]> fro() {
        return List.of(
                        "{\"navn\":\"Sosiale tjenester\",\"enhetsnumre\":[\"0315\",\"0316\"],\"meldingstyper\":"
                                + "[\"no.nav.digisos.fagsystem.soknad.v1\"]}",
                        "{\"navn\":\"\",\"enhetsnumre\":[\"0315\",\"0315\",7,null],\"ukjent\":{}}",
                        "{\"boolsk\":true,\"uuid\":\"11415cd1-e26d-499a-8421-751457dfcbd5\",\"heltall\":1440,"
                                + "\"objekt\":{\"tekst\":\"å\",\"boolsk\":1},\"tekst\":\"a\\u0000b\"}",
                        "{\"heltall\":99999999999999999999,\"uuid\":\"1-1-1-1-1\",\"objekt\":[]}")
                .stream()
                .map(json -> json.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void les(byte[] inn) {
        JsonNode kropp;
        try {
            kropp = leser.objekt(inn, "Forespørselen");
        } catch (ApiException avvist) {
            assertThat(avvist.code().status()).isEqualTo(400);
            return;
        }
        try {
            Kontooppsett lest = skjema.les(kropp, List.of());
            assertThat(lest.navn()).isNotBlank();
            assertThat(lest.meldingstyper()).isNotEmpty();
        } catch (ApiException avvist) {
            assertThat(avvist.code().status()).isEqualTo(400);
        }
        Feltleser felter = new Feltleser(kropp);
        les(felter);
        Feltleser indre = felter.objekt("objekt");
        if (indre != null) {
            les(indre);
        }
        try {
            felter.krevGyldig();
        } catch (ApiException avvist) {
            assertThat(avvist.code().status()).isEqualTo(400);
        }
    }

    private static void les(Feltleser felter) {
        felter.boolsk("boolsk", false);
        felter.uuid("uuid");
        assertThat(felter.heltall("heltall", 1, 10_000, 5)).isBetween(1L, 10_000L);
        String tekst = felter.tekst("tekst", 20);
        assertThat(tekst == null || tekst.length() <= 20).isTrue();
        assertThat(felter.tekster("tekster", 3, SIFFER, "fire siffer")).hasSizeLessThanOrEqualTo(3);
    }

    /** The defaults. */
    private record Grensene() implements KonfigurasjonConfig {
        @Override
        public int maksSertifikat() {
            return 65_536;
        }

        @Override
        public int maksKontoer() {
            return 100;
        }

        @Override
        public int maksEnheter() {
            return 200;
        }

        @Override
        public int sertifikatMerknadDager() {
            return 60;
        }

        @Override
        public int maksIntegrasjoner() {
            return 100;
        }

        @Override
        public int maksKontakter() {
            return 20;
        }
    }
}
