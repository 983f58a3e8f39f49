package no.digisos.common.fileformat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Valid documents that use every field their format knows, so that each rule has something to bite. */
final class Examples {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Examples() {}

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static ObjectNode valid(FileFormat format) {
        return (ObjectNode) json(
                switch (format) {
                    case DIGISOS_SOKER -> DIGISOS_SOKER;
                    case SOKNAD -> SOKNAD;
                    case VEDLEGG -> VEDLEGG;
                    case KLAGE -> KLAGE;
                });
    }

    static final String DIGISOS_SOKER = """
            {
              "version": "1.2.3-beta+4f",
              "avsender": {"systemnavn": "Fagsystem", "systemversjon": "24.1"},
              "hendelser": [
                {"type": "soknadsStatus", "hendelsestidspunkt": "2026-03-01T08:00:00.1Z", "status": "MOTTATT"},
                {"type": "tildeltNavKontor", "hendelsestidspunkt": "2026-03-01T08:00:01.000Z", "navKontor": "0301"},
                {"type": "saksStatus", "hendelsestidspunkt": "2026-03-02T08:00:00.000Z", "referanse": "sak-1",
                 "tittel": "Livsopphold", "status": "UNDER_BEHANDLING"},
                {"type": "dokumentasjonEtterspurt", "hendelsestidspunkt": "2026-03-03T08:00:00.000Z",
                 "forvaltningsbrev": {"referanse": {"type": "dokumentlager",
                   "id": "00000000-0000-4000-8000-000000000001"}},
                 "vedlegg": [
                   {"tittel": "Skjema", "referanse": {"type": "svarut",
                     "id": "00000000-0000-4000-8000-000000000002", "nr": 2}},
                   {"tittel": "Veiledning", "referanse": {"type": "dokumentlager",
                     "id": "00000000-0000-4000-8000-000000000003"}}],
                 "dokumenter": [{"dokumenttype": "Husleiekontrakt", "tilleggsinformasjon": "Alle sider",
                   "innsendelsesfrist": "2026-03-20T23:59:59.999Z", "dokumentreferanse": "dok-1"}]},
                {"type": "forelopigSvar", "hendelsestidspunkt": "2026-03-04T08:00:00.000Z",
                 "forvaltningsbrev": {"referanse": {"type": "dokumentlager",
                   "id": "00000000-0000-4000-8000-000000000004"}},
                 "vedlegg": [{"tittel": "Mer", "referanse": {"type": "dokumentlager",
                     "id": "00000000-0000-4000-8000-000000000005"}}]},
                {"type": "vedtakFattet", "hendelsestidspunkt": "2026-03-05T08:00:00.123456789Z",
                 "saksreferanse": "sak-1", "utfall": "DELVIS_INNVILGET",
                 "vedtaksfil": {"referanse": {"type": "dokumentlager",
                   "id": "00000000-0000-4000-8000-000000000006"}},
                 "vedlegg": [{"tittel": "Beregning", "referanse": {"type": "dokumentlager",
                     "id": "00000000-0000-4000-8000-000000000006"}}]},
                {"type": "rammevedtak", "hendelsestidspunkt": "2026-03-05T08:00:00.000Z",
                 "rammevedtaksreferanse": "ramme-1", "saksreferanse": "sak-1", "beskrivelse": "Strøm",
                 "belop": 6000.5, "fom": "2026-03-01", "tom": "2026-08-31"},
                {"type": "utbetaling", "hendelsestidspunkt": "2026-03-06T08:00:00.000Z",
                 "utbetalingsreferanse": "utb-1", "saksreferanse": "sak-1", "rammevedtaksreferanse": "ramme-1",
                 "status": "PLANLAGT_UTBETALING", "belop": 1000, "beskrivelse": "Mars",
                 "forfallsdato": "2026-03-15", "utbetalingsdato": "2026-03-14", "fom": "2026-03-01",
                 "tom": "2026-03-31", "annenMottaker": false, "mottaker": "Ola Normann",
                 "kontonummer": "12345678901", "utbetalingsmetode": "bankoverføring"},
                {"type": "vilkar", "hendelsestidspunkt": "2026-03-06T08:00:00.000Z", "vilkarreferanse": "vil-1",
                 "saksreferanse": "sak-1", "utbetalingsreferanse": ["utb-1"], "tittel": "Aktivitet",
                 "beskrivelse": "Møt opp", "status": "RELEVANT"},
                {"type": "dokumentasjonkrav", "hendelsestidspunkt": "2026-03-06T08:00:00.000Z",
                 "dokumentasjonkravreferanse": "krav-1", "saksreferanse": "sak-1",
                 "utbetalingsreferanse": ["utb-1", "utb-2"], "tittel": "Lønnsslipp", "beskrivelse": "For mars",
                 "frist": "2026-04-01T12:00:00.000Z", "status": "LEVERT_TIDLIGERE"}
              ]
            }
            """;

    static final String VEDLEGG = """
            {
              "vedlegg": [
                {"type": "husleie", "tilleggsinfo": "kontrakt", "status": "LastetOpp",
                 "filer": [{"filnavn": "kontrakt-æøå.pdf", "sha512": "ab12"}, {"filnavn": "bilde.png"}],
                 "klageId": "klage-1", "hendelseType": "dokumentasjonkrav", "hendelseReferanse": "krav-1"},
                {"type": "lonn", "status": "VedleggKreves", "filer": []}
              ]
            }
            """;

    static final String KLAGE = """
            {
              "klageId": "00000000-0000-4000-8000-00000000000a",
              "digisosId": "00000000-0000-4000-8000-00000000000b",
              "vedtakId": "00000000-0000-4000-8000-00000000000c",
              "innsendingstidspunkt": "2026-03-10T10:00:00.000Z",
              "personIdentifikator": {"kilde": "system", "verdi": "01819012345"},
              "navn": {"kilde": "system", "fornavn": "Kari", "mellomnavn": "", "etternavn": "Normann"},
              "autentisering": {"autentisertDigitalt": true, "autentiseringsTidspunkt": "2026-03-10T09:59:00.000Z"},
              "mottaker": {"kommunenummer": "0301", "enhetsnummer": "0315", "navEnhetsnavn": "Nav Oslo"},
              "begrunnelse": {"kilde": "bruker", "klageTekst": "Jeg er uenig."}
            }
            """;

    static final String SOKNAD = """
            {
              "version": "1.0.11",
              "innsendingstidspunkt": "2026-03-01T07:59:59.000Z",
              "mottaker": {"kommunenummer": "0301", "enhetsnummer": "0315", "navEnhetsnavn": "Nav Oslo"},
              "driftsinformasjon": {"utbetalingerFraNavFeilet": false, "inntektFraSkatteetatenFeilet": true,
                "stotteFraHusbankenFeilet": false},
              "kompatibilitet": [{"minVersion": "1.0.0", "maxVersion": "1.0.1", "text": "Eldre felter"}],
              "data": {
                "soknadstype": "standard",
                "personalia": {
                  "personIdentifikator": {"kilde": "system", "verdi": "01819012345"},
                  "navn": {"kilde": "system", "fornavn": "Kari", "mellomnavn": "", "etternavn": "Normann"},
                  "fodselsdato": "1990-01-01",
                  "statsborgerskap": {"kilde": "system", "verdi": "NOR"},
                  "nordiskBorger": {"kilde": "system", "verdi": true},
                  "telefonnummer": {"kilde": "bruker", "verdi": "+4799999999"},
                  "kontonummer": {"kilde": "bruker", "verdi": "12345678901", "harIkkeKonto": false},
                  "folkeregistrertAdresse": {"kilde": "system", "type": "gateadresse",
                    "adresseValg": "folkeregistrert", "landkode": "NOR", "kommunenummer": "0301",
                    "postnummer": "0101", "poststed": "Oslo", "gatenavn": "Storgata", "husnummer": "1",
                    "husbokstav": "A", "bolignummer": "H0101", "adresselinjer": ["c/o Normann"]},
                  "oppholdsadresse": {"kilde": "system", "type": "matrikkeladresse", "kommunenummer": "0301",
                    "gaardsnummer": "1", "bruksnummer": "2", "festenummer": "3", "seksjonsnummer": "4",
                    "undernummer": "5"},
                  "postadresse": {"kilde": "utdatert", "type": "postboks", "postboks": "12",
                    "postnummer": "0101", "poststed": "Oslo"}
                },
                "begrunnelse": {"kilde": "bruker", "hvaSokesOm": "Livsopphold", "hvorforSoke": "Ingen inntekt"},
                "arbeid": {
                  "situasjon": {"kilde": "bruker", "erIJobb": true, "jobbGrad": "deltid"},
                  "forhold": [{"kilde": "system", "arbeidsgivernavn": "Butikken", "fom": "2025-01-01",
                    "tom": "2025-12-31", "stillingsprosent": 40, "stillingstype": "fastOgVariabel",
                    "overstyrtAvBruker": false}],
                  "kommentarTilArbeidsforhold": {"kilde": "bruker", "verdi": "Sluttet i desember"}
                },
                "utdanning": {"kilde": "bruker", "erStudent": true, "studentgrad": "heltid"},
                "familie": {
                  "sivilstatus": {"kilde": "system", "status": "gift",
                    "ektefelle": {"navn": {"fornavn": "Ola", "mellomnavn": "", "etternavn": "Normann"},
                      "fodselsdato": "1989-02-03", "personIdentifikator": "03828912345"},
                    "ektefelleHarDiskresjonskode": false, "folkeregistrertMedEktefelle": true},
                  "folkeregistrertMedEktefelleAvviksforklaring": {"kilde": "bruker", "verdi": "Har flyttet"},
                  "forsorgerplikt": {
                    "harForsorgerplikt": {"kilde": "system", "verdi": true},
                    "barnebidrag": {"kilde": "bruker", "verdi": "mottar"},
                    "ansvar": [{
                      "barn": {"kilde": "system",
                        "navn": {"fornavn": "Lille", "mellomnavn": "", "etternavn": "Normann"},
                        "fodselsdato": "2020-05-06", "personIdentifikator": "06852012345",
                        "harDiskresjonskode": false},
                      "borSammenMed": {"kilde": "bruker", "verdi": true},
                      "erFolkeregistrertSammen": {"kilde": "system", "verdi": true},
                      "harDeltBosted": {"kilde": "bruker", "verdi": false},
                      "samvarsgrad": {"kilde": "bruker", "verdi": 50}
                    }]
                  }
                },
                "bosituasjon": {"kilde": "bruker", "botype": "leier", "antallPersoner": 3},
                "situasjonendring": {"kilde": "bruker", "harNoeEndretSeg": true, "hvaHarEndretSeg": "Mistet jobben"},
                "okonomi": {
                  "opplysninger": {
                    "utbetaling": [{"kilde": "system", "type": "navytelse", "tittel": "Dagpenger",
                      "overstyrtAvBruker": false, "mottaker": "Husstand", "belop": 900, "brutto": 1200.5,
                      "netto": 900.5, "skattetrekk": 250, "andreTrekk": 50, "utbetalingsdato": "2026-02-20",
                      "periodeFom": "2026-02-01", "periodeTom": "2026-02-28",
                      "organisasjon": {"navn": "Nav", "organisasjonsnummer": "123456789"},
                      "komponenter": [{"type": "sats", "belop": 10.5, "satsType": "dag", "satsAntall": 2,
                        "satsBelop": 5.25}]}],
                    "utgift": [{"kilde": "bruker", "type": "annen", "tittel": "Annet", "belop": 100,
                      "overstyrtAvBruker": false}],
                    "bostotte": {"saker": [{"kilde": "system", "type": "husbanken", "dato": "2026-02-01",
                      "status": "VEDTATT", "beskrivelse": "Innvilget", "vedtaksstatus": "INNVILGET"}]},
                    "bekreftelse": [{"kilde": "bruker", "type": "sparing", "tittel": "Sparing", "verdi": false,
                      "bekreftelsesDato": "2026-03-01T07:50:00.000Z"}],
                    "beskrivelseAvAnnet": {"kilde": "bruker", "verdi": "", "sparing": "", "utbetaling": "",
                      "boutgifter": "", "barneutgifter": ""}
                  },
                  "oversikt": {
                    "inntekt": [{"kilde": "bruker", "type": "jobb", "tittel": "Lønn", "brutto": 5000,
                      "netto": 4000, "overstyrtAvBruker": false}],
                    "utgift": [{"kilde": "bruker", "type": "husleie", "tittel": "Husleie", "belop": 9000,
                      "overstyrtAvBruker": true}],
                    "formue": [{"kilde": "bruker", "type": "bank", "tittel": "Brukskonto", "belop": 10,
                      "overstyrtAvBruker": false}]
                  }
                }
              }
            }
            """;
}
