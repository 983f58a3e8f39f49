package no.digisos.common.testkit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import no.digisos.common.database.Transactions;
import no.digisos.common.dokumentlager.Dokumenter;
import no.digisos.common.dokumentlager.Dokumenter.Eier;
import no.digisos.common.dokumentlager.Dokumenter.Filopplysning;
import no.digisos.common.dokumentlager.Dokumentmottak;
import no.digisos.common.dokumentlager.Dokumentrolle;
import no.digisos.common.dokumentlager.MottattDokument;
import no.digisos.common.dokumentlager.PostgresBitlager;
import no.digisos.common.identity.Fnr;
import no.digisos.common.identity.NavEksternRefId;
import no.digisos.common.krypto.BlindIndex;
import no.digisos.common.krypto.Fingerprint;
import no.digisos.common.krypto.KeyRing;
import no.digisos.common.krypto.PlatformKeys;
import no.digisos.common.krypto.Sealer;
import no.digisos.common.leveranse.Kanalvalg;
import no.digisos.common.leveranse.LeveranseFrigivelse;
import no.digisos.common.leveranse.LeveranseOpprettelse;
import no.digisos.common.leveranse.Meldingstype;
import no.digisos.common.leveranse.NyLeveranse;
import no.digisos.common.sak.Historikk;
import no.digisos.common.sak.Historikk.Sakshendelse;
import no.digisos.common.sak.Innsendinger;
import no.digisos.common.sak.Innsendingstype;
import no.digisos.common.sak.Oppdateringer;
import no.digisos.common.sak.Saker;

/** Sows a case with a given digisosId, by the same parts that accept one, for suites of functions that do not accept any. */
public final class Saksfro {
    private final Transactions transactions;
    private final Dokumenter dokumenter;
    private final Dokumentmottak mottak;
    private final Saker saker;
    private final Innsendinger innsendinger = new Innsendinger();
    private final Fingerprint fingerprint;
    private final LeveranseOpprettelse leveranser;

    /**
     * A sower.
     *
     * @param funksjoner the functions' role
     * @param nokler the directory of keys
     */
    public Saksfro(DataSource funksjoner, Path nokler) {
        this.transactions = new Transactions(funksjoner);
        Sealer sealer = new Sealer(KeyRing.load(nokler.resolve("lager"), Optional.empty()));
        BlindIndex blindIndex = new BlindIndex(KeyRing.load(nokler.resolve("indeks"), Optional.empty()));
        this.fingerprint = new Fingerprint(KeyRing.load(nokler.resolve("fingeravtrykk"), Optional.empty()));
        this.dokumenter = new Dokumenter(transactions, sealer);
        this.mottak = new Dokumentmottak(
                dokumenter,
                new PostgresBitlager(transactions),
                PlatformKeys.load(nokler.resolve("plattform"), Optional.of("ny")));
        this.saker = new Saker(sealer, blindIndex);
        this.leveranser = new LeveranseOpprettelse(
                new LeveranseFrigivelse(transactions, new Kanalvalg((sertifikat, tidspunkt) -> true)));
    }

    /**
     * A case.
     *
     * @param meldingId the delivery's id
     * @param dokumentIder every document's id by its name, in order
     */
    public record Sadd(UUID digisosId, UUID meldingId, Map<String, UUID> dokumentIder) {
        /** The document of this name. */
        public UUID dokument(String navn) {
            return Objects.requireNonNull(dokumentIder.get(navn), navn);
        }
    }

    /** A søknad with {@code Soknad.pdf} and these attachments. */
    public Sadd soknad(UUID digisosId, Fro.Kommune kommune, String fnr, String ref, Map<String, byte[]> filer) {
        Map<String, byte[]> alle = new LinkedHashMap<>();
        alle.put("soknad.json", "{\"version\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
        alle.put("vedlegg.json", "{\"vedlegg\":[]}".getBytes(StandardCharsets.UTF_8));
        alle.putAll(filer);
        Map<String, MottattDokument> mottatt = new LinkedHashMap<>();
        alle.forEach((navn, innhold) -> mottatt.put(navn, mottak.forsegl(innhold)));
        UUID meldingId = UUID.randomUUID();
        transactions.inTransaction(c -> {
            aksepter(c, digisosId, meldingId, kommune, fnr, ref, mottatt);
            return digisosId;
        });
        Map<String, UUID> ider = new LinkedHashMap<>();
        mottatt.forEach((navn, dokument) -> ider.put(navn, dokument.id()));
        return new Sadd(digisosId, meldingId, ider);
    }

    /** A digisos-soker.json of Oslo's fagsystem, which becomes the case's current one; its document's id. */
    public UUID oppdatering(UUID digisosId, String json) {
        byte[] innhold = json.getBytes(StandardCharsets.UTF_8);
        MottattDokument mottatt = mottak.forsegl(innhold);
        transactions.inTransaction(c -> {
            dokumenter.knytt(
                    c,
                    mottatt.id(),
                    Eier.sak(Dokumentrolle.DIGISOS_SOKER_JSON, digisosId, null, 0),
                    new Filopplysning("digisos-soker.json", "application/json", innhold.length));
            new Oppdateringer().erstatt(c, digisosId, mottatt.id(), Fro.OSLO_FAGSYSTEM.id(), List.of());
            Historikk.skriv(c, digisosId, null, null, Sakshendelse.OPPDATERT_SAK_KOMMUNE);
            return digisosId;
        });
        return mottatt.id();
    }

    private void aksepter(
            Connection c,
            UUID digisosId,
            UUID meldingId,
            Fro.Kommune kommune,
            String fnr,
            String ref,
            Map<String, MottattDokument> mottatt)
            throws SQLException {
        UUID innsendingId = UUID.randomUUID();
        innsendinger.settInn(
                c,
                new Innsendinger.Ny(
                        innsendingId,
                        Innsendingstype.SOKNAD,
                        digisosId,
                        new NavEksternRefId(ref),
                        fingerprint.of(List.of(ref.getBytes(StandardCharsets.UTF_8))),
                        Fro.NAV_ORG,
                        Fro.NAV.id(),
                        0));
        saker.opprett(c, digisosId, kommune.kommunenummer(), kommune.fiksOrgId(), new Fnr(fnr), null);
        int rekkefolge = 0;
        for (Map.Entry<String, MottattDokument> fil : mottatt.entrySet()) {
            Filopplysning opplysning = new Filopplysning(
                    fil.getKey(),
                    fil.getKey().endsWith(".json") ? "application/json" : "application/pdf",
                    fil.getValue().storrelse());
            dokumenter.knytt(
                    c,
                    fil.getValue().id(),
                    Eier.sak(rolle(fil.getKey()), digisosId, innsendingId, rekkefolge++),
                    opplysning);
        }
        Historikk.skriv(c, digisosId, innsendingId, null, Sakshendelse.AKSEPTERT_FIKS);
        leveranser.opprett(
                c,
                new NyLeveranse(
                        meldingId, innsendingId, digisosId, kommune.kommunenummer(), null, Meldingstype.SOKNAD, false));
    }

    private static Dokumentrolle rolle(String navn) {
        return switch (navn) {
            case "soknad.json" -> Dokumentrolle.SOKNAD_JSON;
            case "vedlegg.json" -> Dokumentrolle.VEDLEGG_JSON;
            case "Soknad.pdf" -> Dokumentrolle.SOKNAD_DOKUMENT;
            default -> Dokumentrolle.VEDLEGG;
        };
    }
}
