package no.digisos.common.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
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
import no.digisos.common.dokumentlager.Klarteksthasher;
import no.digisos.common.dokumentlager.MottattDokument;
import no.digisos.common.dokumentlager.PostgresBitlager;
import no.digisos.common.identity.Fnr;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.identity.NavEksternRefId;
import no.digisos.common.kommune.Kommunenumre;
import no.digisos.common.krypto.BlindIndex;
import no.digisos.common.krypto.Fingerprint;
import no.digisos.common.krypto.KeyRing;
import no.digisos.common.krypto.PlatformKeys;
import no.digisos.common.krypto.Sealer;
import no.digisos.common.leveranse.Kanalvalg;
import no.digisos.common.leveranse.LeveranseFrigivelse;
import no.digisos.common.leveranse.LeveranseOpprettelse;
import no.digisos.common.leveranse.Leveransefeste;
import no.digisos.common.leveranse.Meldingstype;
import no.digisos.common.leveranse.NyLeveranse;
import no.digisos.common.person.Personer;
import no.digisos.common.person.Personkoblinger;
import no.digisos.common.person.Personkoblinger.Utfall.Koblet;
import no.digisos.common.sak.Historikk;
import no.digisos.common.sak.Historikk.Sakshendelse;
import no.digisos.common.sak.Innsendinger;
import no.digisos.common.sak.Innsendingstype;
import no.digisos.common.sak.Oppdateringer;
import no.digisos.common.sak.Saker;
import no.digisos.common.sak.Saksletting;
import org.jspecify.annotations.Nullable;

/** Sows a case with a given digisosId, by the same parts that accept one, for suites of functions that do not accept any. */
public final class Saksfro {
    private final Transactions transactions;
    private final Dokumenter dokumenter;
    private final Dokumentmottak mottak;
    private final Saker saker;
    private final Personkoblinger koblinger;
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
        this.dokumenter = new Dokumenter(transactions, sealer, () -> false);
        this.mottak = new Dokumentmottak(
                dokumenter,
                new PostgresBitlager(transactions),
                PlatformKeys.load(nokler.resolve("plattform"), Optional.of("ny")));
        Personer personer = new Personer(transactions, sealer, blindIndex);
        this.saker = new Saker(sealer, personer);
        this.koblinger = new Personkoblinger(personer, sealer);
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
        List<Innlevert> innlevert = alle.entrySet().stream()
                .map(fil -> new Innlevert(
                        fil.getKey(),
                        fil.getKey().endsWith(".json") ? "application/json" : "application/pdf",
                        forsegl(fil.getValue())))
                .toList();
        return innsending(Innsendingstype.SOKNAD, digisosId, kommune, fnr, ref, null, innlevert);
    }

    /** A document that has come. */
    public record Innlevert(String navn, @Nullable String mimetype, MottattDokument dokument) {}

    /** Receives a document that came in plain. */
    public MottattDokument forsegl(byte[] klartekst) {
        return mottak.forsegl(klartekst);
    }

    /** Receives a document as a client encrypted it for the platform. */
    public MottattDokument motta(InputStream cms) throws IOException {
        return mottak.taImot(cms, Long.MAX_VALUE);
    }

    /** The hashes of a plain document, by its sealed ones. */
    public Klarteksthasher hasher(UUID dokumentId, byte[] forseglet) {
        return dokumenter.hasher(dokumentId, forseglet, null, null);
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

    /**
     * A submission of any type with just these documents; a søknad makes its case, the others belong to one that is there.
     *
     * @param klageId for a klage and what follows it, else null
     */
    public Sadd innsending(
            Innsendingstype type,
            UUID digisosId,
            Fro.Kommune kommune,
            String fnr,
            String ref,
            @Nullable UUID klageId,
            List<Innlevert> filer) {
        UUID meldingId = UUID.randomUUID();
        UUID innsendingId = UUID.randomUUID();
        Innsendinger.Ny ny = new Innsendinger.Ny(
                innsendingId,
                type,
                digisosId,
                new NavEksternRefId(ref),
                klageId,
                null,
                fingerprint.of(List.of(ref.getBytes(StandardCharsets.UTF_8))),
                Fro.NAV_ORG,
                Fro.NAV.id(),
                0);
        transactions.inTransaction(c -> {
            aksepter(c, ny, meldingId, kommune, fnr, filer);
            return digisosId;
        });
        Map<String, UUID> ider = new LinkedHashMap<>();
        filer.forEach(fil -> ider.putIfAbsent(fil.navn(), fil.dokument().id()));
        return new Sadd(digisosId, meldingId, ider);
    }

    /** A case that the kommune opened itself: without a søknad. */
    public UUID papirsak(Fro.Kommune kommune, String fnr) {
        UUID digisosId = UUID.randomUUID();
        return transactions.inTransaction(c -> {
            saker.opprett(c, digisosId, kommune.kommunenummer(), kommune.fiksOrgId(), new Fnr(fnr), null);
            return digisosId;
        });
    }

    /**
     * An update by the fagsystem: its digisos-soker.json and the files that it uploaded.
     *
     * @return the id of the JSON document
     */
    public UUID oppdater(UUID digisosId, byte[] digisosSokerJson, Map<String, byte[]> filer) {
        Map<String, MottattDokument> mottatt = new LinkedHashMap<>();
        filer.forEach((navn, innhold) -> mottatt.put(navn, mottak.forsegl(innhold)));
        MottattDokument json = mottak.forsegl(digisosSokerJson);
        return transactions.inTransaction(c -> {
            int rekkefolge = 0;
            for (Map.Entry<String, MottattDokument> fil : mottatt.entrySet()) {
                dokumenter.knytt(
                        c,
                        fil.getValue().id(),
                        Eier.sak(Dokumentrolle.FAGSYSTEM_FIL, digisosId, null, rekkefolge++),
                        new Filopplysning(
                                fil.getKey(), "application/pdf", fil.getValue().storrelse()));
            }
            dokumenter.knytt(
                    c,
                    json.id(),
                    Eier.sak(Dokumentrolle.DIGISOS_SOKER_JSON, digisosId, null, 0),
                    new Filopplysning("digisos-soker.json", "application/json", json.storrelse()));
            new Oppdateringer().erstatt(c, digisosId, json.id(), Fro.OSLO_FAGSYSTEM.id(), List.of());
            saker.beror(c, digisosId);
            return json.id();
        });
    }

    /** Joins a person's numbers as an operator does; the id that parts them. */
    public UUID koble(String gammel, String ny) {
        return transactions.inTransaction(c -> koblinger.koble(c, new Fnr(gammel), new Fnr(ny)))
                        instanceof Koblet(UUID id)
                ? id
                : refused("the two numbers were not joined");
    }

    /** Parts them. */
    public void skill(UUID koblingId) {
        if (transactions.inTransaction(c -> koblinger.opphev(c, koblingId)).isEmpty()) {
            refused("the two numbers were not parted");
        }
    }

    /** Ends a kommunenummer as an operator does; whether the same kommune gets the new one, or another takes over. */
    public void byttNummer(String gammelt, String nytt, boolean folger, Instant fra) {
        Kommunenumre.Utfall utfall = transactions.inTransaction(c ->
                new Kommunenumre().bytt(c, new Kommunenummer(gammelt), List.of(new Kommunenummer(nytt)), folger, fra));
        if (utfall != Kommunenumre.Utfall.BYTTET) {
            refused("the number was not ended: " + utfall);
        }
    }

    /** Deletes the case as an operator does, once its deliveries are receipted. */
    public Saksletting.Utfall slett(UUID digisosId) {
        return transactions.inTransaction(
                c -> new Saksletting(saker, dokumenter, new Leveransefeste()).slett(c, digisosId));
    }

    /** Withdraws a document from view as an operator does; the document's case, when there was something to withdraw. */
    public Optional<UUID> trekk(UUID dokumentId) {
        return transactions.inTransaction(c -> dokumenter.trekkFraInnsyn(c, dokumentId));
    }

    private void aksepter(
            Connection c, Innsendinger.Ny ny, UUID meldingId, Fro.Kommune kommune, String fnr, List<Innlevert> filer)
            throws SQLException {
        innsendinger.settInn(c, ny);
        if (ny.type() == Innsendingstype.SOKNAD) {
            saker.opprett(c, ny.digisosId(), kommune.kommunenummer(), kommune.fiksOrgId(), new Fnr(fnr), null);
        } else {
            saker.las(c, ny.digisosId());
        }
        int rekkefolge = 0;
        for (Innlevert fil : filer) {
            dokumenter.knytt(
                    c,
                    fil.dokument().id(),
                    Eier.sak(rolle(fil.navn()), ny.digisosId(), ny.id(), rekkefolge++),
                    new Filopplysning(fil.navn(), fil.mimetype(), fil.dokument().storrelse()));
        }
        Historikk.skriv(c, ny.digisosId(), ny.id(), null, Sakshendelse.AKSEPTERT_FIKS);
        leveranser.opprett(
                c,
                new NyLeveranse(
                        meldingId,
                        ny.id(),
                        ny.digisosId(),
                        kommune.kommunenummer(),
                        null,
                        Meldingstype.valueOf(ny.type().name()),
                        false));
    }

    private static UUID refused(String why) {
        throw new IllegalStateException(why);
    }

    private static Dokumentrolle rolle(String navn) {
        return switch (navn) {
            case "soknad.json" -> Dokumentrolle.SOKNAD_JSON;
            case "vedlegg.json" -> Dokumentrolle.VEDLEGG_JSON;
            case "Soknad.pdf" -> Dokumentrolle.SOKNAD_DOKUMENT;
            case "klage.json" -> Dokumentrolle.KLAGE_JSON;
            case "klage.pdf" -> Dokumentrolle.KLAGE_DOKUMENT;
            default -> Dokumentrolle.VEDLEGG;
        };
    }
}
