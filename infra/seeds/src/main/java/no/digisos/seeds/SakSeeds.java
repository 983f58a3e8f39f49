package no.digisos.seeds;

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
import no.digisos.common.crypto.BlindIndex;
import no.digisos.common.crypto.Fingerprint;
import no.digisos.common.crypto.KeyRing;
import no.digisos.common.crypto.PlatformKeys;
import no.digisos.common.crypto.Sealer;
import no.digisos.common.database.Transactions;
import no.digisos.common.dokumentlager.DokumentIntake;
import no.digisos.common.dokumentlager.DokumentRole;
import no.digisos.common.dokumentlager.DokumentTable;
import no.digisos.common.dokumentlager.DokumentTable.FileInfo;
import no.digisos.common.dokumentlager.DokumentTable.Owner;
import no.digisos.common.dokumentlager.PlaintextHashes;
import no.digisos.common.dokumentlager.PostgresChunkStore;
import no.digisos.common.dokumentlager.ReceivedDokument;
import no.digisos.common.identity.Fnr;
import no.digisos.common.identity.Kommunenummer;
import no.digisos.common.identity.NavEksternRefId;
import no.digisos.common.kommune.KommunenummerTable;
import no.digisos.common.leveranse.ChannelChoice;
import no.digisos.common.leveranse.LeveranseCreation;
import no.digisos.common.leveranse.LeveranseHold;
import no.digisos.common.leveranse.LeveranseRelease;
import no.digisos.common.leveranse.MeldingType;
import no.digisos.common.leveranse.NewLeveranse;
import no.digisos.common.person.PersonIndex;
import no.digisos.common.person.PersonLinkTable;
import no.digisos.common.person.PersonLinkTable.Outcome.Linked;
import no.digisos.common.sak.History;
import no.digisos.common.sak.History.SakHendelse;
import no.digisos.common.sak.InnsendingTable;
import no.digisos.common.sak.InnsendingType;
import no.digisos.common.sak.OppdateringTable;
import no.digisos.common.sak.SakDeletion;
import no.digisos.common.sak.SakTable;
import org.jspecify.annotations.Nullable;

/** Sows a case with a given digisosId, by the same parts that accept one, for suites of functions that do not accept any. */
public final class SakSeeds {
    private final Transactions transactions;
    private final DokumentTable dokumenter;
    private final DokumentIntake intake;
    private final SakTable saker;
    private final PersonLinkTable links;
    private final InnsendingTable innsendinger;
    private final Fingerprint fingerprint;
    private final LeveranseCreation leveranser;

    /**
     * A sower.
     *
     * @param functions the functions' role
     * @param keys the directory of keys
     */
    public SakSeeds(DataSource functions, Path keys) {
        this.transactions = new Transactions(functions);
        Sealer sealer = new Sealer(KeyRing.load(keys.resolve("lager"), Optional.empty()));
        BlindIndex blindIndex = new BlindIndex(KeyRing.load(keys.resolve("indeks"), Optional.empty()));
        this.fingerprint = new Fingerprint(KeyRing.load(keys.resolve("fingeravtrykk"), Optional.empty()));
        this.dokumenter = new DokumentTable(transactions, sealer, () -> false);
        this.intake = new DokumentIntake(
                dokumenter,
                new PostgresChunkStore(transactions),
                PlatformKeys.load(keys.resolve("plattform"), Optional.of("ny")));
        PersonIndex persons = new PersonIndex(transactions, sealer, blindIndex);
        this.innsendinger = new InnsendingTable(transactions);
        this.saker = new SakTable(transactions, sealer, persons);
        this.links = new PersonLinkTable(persons, sealer);
        this.leveranser = new LeveranseCreation(
                new LeveranseRelease(transactions, new ChannelChoice((certificate, timestamp) -> true)));
    }

    /**
     * A case.
     *
     * @param meldingId the delivery's id
     * @param dokumentIder every document's id by its name, in order
     */
    public record Sown(UUID digisosId, UUID meldingId, Map<String, UUID> dokumentIder) {
        /** The document of this name. */
        public UUID dokument(String name) {
            return Objects.requireNonNull(dokumentIder.get(name), name);
        }
    }

    /** A søknad with {@code Soknad.pdf} and these attachments. */
    public Sown soknad(UUID digisosId, SeedData.Kommune kommune, String fnr, String ref, Map<String, byte[]> files) {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("soknad.json", "{\"version\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
        all.put("vedlegg.json", "{\"vedlegg\":[]}".getBytes(StandardCharsets.UTF_8));
        all.putAll(files);
        List<Submitted> submitted = all.entrySet().stream()
                .map(file -> new Submitted(
                        file.getKey(),
                        file.getKey().endsWith(".json") ? "application/json" : "application/pdf",
                        seal(file.getValue())))
                .toList();
        return innsending(InnsendingType.SOKNAD, digisosId, kommune, fnr, ref, null, submitted);
    }

    /** A document that has come. */
    public record Submitted(String navn, @Nullable String mimetype, ReceivedDokument dokument) {}

    /** Receives a document that came in plain. */
    public ReceivedDokument seal(byte[] plaintext) {
        return intake.seal(plaintext);
    }

    /** Receives a document as a client encrypted it for the platform. */
    public ReceivedDokument receive(InputStream cms) throws IOException {
        return intake.receive(cms, Long.MAX_VALUE);
    }

    /** The hashes of a plain document, by its sealed ones. */
    public PlaintextHashes hashes(UUID dokumentId, byte[] sealed) {
        return dokumenter.hashes(dokumentId, sealed, null, null);
    }

    /** A digisos-soker.json of Oslo's fagsystem, which becomes the case's current one; its document's id. */
    public UUID oppdatering(UUID digisosId, String json) {
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        ReceivedDokument received = intake.seal(content);
        transactions.inTransaction(c -> {
            dokumenter.attach(
                    c,
                    received.id(),
                    Owner.sak(DokumentRole.DIGISOS_SOKER_JSON, digisosId, null, 0),
                    new FileInfo("digisos-soker.json", "application/json", content.length));
            new OppdateringTable().replace(c, digisosId, received.id(), SeedData.OSLO_FAGSYSTEM.id(), List.of());
            History.write(c, digisosId, null, null, SakHendelse.OPPDATERT_SAK_KOMMUNE);
            return digisosId;
        });
        return received.id();
    }

    /**
     * A submission of any type with just these documents; a søknad makes its case, the others belong to one that is there.
     *
     * @param klageId for a klage and what follows it, else null
     */
    public Sown innsending(
            InnsendingType type,
            UUID digisosId,
            SeedData.Kommune kommune,
            String fnr,
            String ref,
            @Nullable UUID klageId,
            List<Submitted> files) {
        UUID meldingId = UUID.randomUUID();
        UUID innsendingId = UUID.randomUUID();
        InnsendingTable.Fresh fresh = new InnsendingTable.Fresh(
                innsendingId,
                type,
                digisosId,
                new NavEksternRefId(ref),
                klageId,
                null,
                fingerprint.of(List.of(ref.getBytes(StandardCharsets.UTF_8))),
                SeedData.NAV_ORG,
                SeedData.NAV.id(),
                0);
        transactions.inTransaction(c -> {
            accept(c, fresh, meldingId, kommune, fnr, files);
            return digisosId;
        });
        Map<String, UUID> ids = new LinkedHashMap<>();
        files.forEach(file -> ids.putIfAbsent(file.navn(), file.dokument().id()));
        return new Sown(digisosId, meldingId, ids);
    }

    /** A case that the kommune opened itself: without a søknad. */
    public UUID paperSak(SeedData.Kommune kommune, String fnr) {
        UUID digisosId = UUID.randomUUID();
        return transactions.inTransaction(c -> {
            saker.create(c, digisosId, kommune.kommunenummer(), kommune.fiksOrgId(), new Fnr(fnr), null);
            return digisosId;
        });
    }

    /**
     * An update by the fagsystem: its digisos-soker.json and the files that it uploaded.
     *
     * @return the id of the JSON document
     */
    public UUID update(UUID digisosId, byte[] digisosSokerJson, Map<String, byte[]> files) {
        Map<String, ReceivedDokument> received = new LinkedHashMap<>();
        files.forEach((name, content) -> received.put(name, intake.seal(content)));
        ReceivedDokument json = intake.seal(digisosSokerJson);
        return transactions.inTransaction(c -> {
            int order = 0;
            for (Map.Entry<String, ReceivedDokument> file : received.entrySet()) {
                dokumenter.attach(
                        c,
                        file.getValue().id(),
                        Owner.sak(DokumentRole.FAGSYSTEM_FIL, digisosId, null, order++),
                        new FileInfo(
                                file.getKey(),
                                "application/pdf",
                                file.getValue().storrelse()));
            }
            dokumenter.attach(
                    c,
                    json.id(),
                    Owner.sak(DokumentRole.DIGISOS_SOKER_JSON, digisosId, null, 0),
                    new FileInfo("digisos-soker.json", "application/json", json.storrelse()));
            new OppdateringTable().replace(c, digisosId, json.id(), SeedData.OSLO_FAGSYSTEM.id(), List.of());
            saker.touch(c, digisosId);
            return json.id();
        });
    }

    /** Joins a person's numbers as an operator does; the id that parts them. */
    public UUID link(String old, String fresh) {
        return transactions.inTransaction(c -> links.link(c, new Fnr(old), new Fnr(fresh))) instanceof Linked(UUID id)
                ? id
                : refused("the two numbers were not joined");
    }

    /** Parts them. */
    public void separate(UUID linkId) {
        if (transactions.inTransaction(c -> links.end(c, linkId)).isEmpty()) {
            refused("the two numbers were not parted");
        }
    }

    /** Ends a kommunenummer as an operator does; whether the same kommune gets the new one, or another takes over. */
    public void replaceNumber(String old, String renewed, boolean follows, Instant from) {
        KommunenummerTable.Outcome outcome = transactions.inTransaction(c -> new KommunenummerTable()
                .replace(c, new Kommunenummer(old), List.of(new Kommunenummer(renewed)), follows, from));
        if (outcome != KommunenummerTable.Outcome.BYTTET) {
            refused("the number was not ended: " + outcome);
        }
    }

    /** Deletes the case as an operator does, once its deliveries are receipted. */
    public SakDeletion.Outcome delete(UUID digisosId) {
        return transactions.inTransaction(
                c -> new SakDeletion(saker, dokumenter, new LeveranseHold()).delete(c, digisosId));
    }

    /** Withdraws a document from view as an operator does; the document's case, when there was something to withdraw. */
    public Optional<UUID> withdraw(UUID dokumentId) {
        return transactions.inTransaction(c -> dokumenter.withdrawFromInnsyn(c, dokumentId));
    }

    private void accept(
            Connection c,
            InnsendingTable.Fresh fresh,
            UUID meldingId,
            SeedData.Kommune kommune,
            String fnr,
            List<Submitted> files)
            throws SQLException {
        innsendinger.insert(c, fresh);
        if (fresh.type() == InnsendingType.SOKNAD) {
            saker.create(c, fresh.digisosId(), kommune.kommunenummer(), kommune.fiksOrgId(), new Fnr(fnr), null);
        } else {
            saker.lock(c, fresh.digisosId());
        }
        int order = 0;
        for (Submitted file : files) {
            dokumenter.attach(
                    c,
                    file.dokument().id(),
                    Owner.sak(role(file.navn()), fresh.digisosId(), fresh.id(), order++),
                    new FileInfo(file.navn(), file.mimetype(), file.dokument().storrelse()));
        }
        History.write(c, fresh.digisosId(), fresh.id(), null, SakHendelse.AKSEPTERT_FIKS);
        leveranser.create(
                c,
                new NewLeveranse(
                        meldingId,
                        fresh.id(),
                        fresh.digisosId(),
                        kommune.kommunenummer(),
                        null,
                        MeldingType.valueOf(fresh.type().name()),
                        false));
    }

    private static UUID refused(String why) {
        throw new IllegalStateException(why);
    }

    private static DokumentRole role(String name) {
        return switch (name) {
            case "soknad.json" -> DokumentRole.SOKNAD_JSON;
            case "vedlegg.json" -> DokumentRole.VEDLEGG_JSON;
            case "Soknad.pdf" -> DokumentRole.SOKNAD_DOKUMENT;
            case "klage.json" -> DokumentRole.KLAGE_JSON;
            case "klage.pdf" -> DokumentRole.KLAGE_DOKUMENT;
            default -> DokumentRole.VEDLEGG;
        };
    }
}
