package no.digisos.testkit.svarut;

import java.net.URI;
import java.net.URISyntaxException;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import no.digisos.testkit.svarut.ForsendelseRequest.Address;
import no.digisos.testkit.svarut.ForsendelseRequest.Dokument;
import no.digisos.testkit.svarut.ForsendelseRequest.Link;
import org.jspecify.annotations.Nullable;

/** What SvarUt refuses at once with 400 (the table in svarut.md 1). Messages never repeat what the sender wrote. */
final class ForsendelseRules {

    static final int MAX_TITLE = 1000;
    static final int MAX_FILNAVN = 226;
    private static final int MAX_FREE_TEXT = 100;
    private static final int MAX_LINKS = 5;
    private static final String PDF = "application/pdf";
    private static final Pattern FORBIDDEN_IN_FILNAVN = Pattern.compile("[*:\"\\\\/<>|?\\p{Cntrl}]");

    /** A type of a document, without parameters. */
    private static final Pattern MIMETYPE = Pattern.compile("[\\w!#$&^.+-]{1,127}/[\\w!#$&^.+-]{1,127}");

    private static final Pattern DIGITAL_ID = Pattern.compile("\\d{9}|\\d{11}");
    private static final Pattern ORGANISATION = Pattern.compile("\\d{9}");
    private static final Pattern KONTERINGSKODE = Pattern.compile("[a-zA-Z0-9_\\-.øæåØÆÅ]{0,20}");

    private ForsendelseRules() {}

    /** The first rule that is broken, in Norwegian; empty when there is none. */
    static Optional<String> firstBroken(ForsendelseRequest forsendelse) {
        return firstOf(List.of(
                () -> title(forsendelse),
                () -> recipient(forsendelse),
                () -> answer(forsendelse),
                () -> texts(forsendelse),
                () -> security(forsendelse),
                () -> dokumenter(forsendelse),
                () -> signing(forsendelse),
                () -> links(forsendelse)));
    }

    private static Optional<String> title(ForsendelseRequest forsendelse) {
        if (blank(forsendelse.tittel())) {
            return Optional.of("tittel er påkrevd");
        }
        return tooLong("tittel", forsendelse.tittel(), MAX_TITLE);
    }

    private static Optional<String> recipient(ForsendelseRequest forsendelse) {
        Address recipient = forsendelse.mottaker();
        if (recipient == null) {
            return Optional.of("mottaker er påkrevd");
        }
        if (forsendelse.kunDigitalLevering()) {
            return blank(recipient.digitalId())
                    ? Optional.of("mottaker.digitalId er påkrevd ved kun digital levering")
                    : person("mottaker", recipient);
        }
        return firstOf(List.of(() -> person("mottaker", recipient), () -> postadresse("mottaker", recipient)));
    }

    private static Optional<String> person(String field, Address address) {
        if (blank(address.navn())) {
            return Optional.of(field + ".navn er påkrevd");
        }
        String digitalId = address.digitalId();
        return digitalId == null || DIGITAL_ID.matcher(digitalId).matches()
                ? Optional.empty()
                : Optional.of(field + ".digitalId må være et fødselsnummer eller et organisasjonsnummer");
    }

    private static Optional<String> postadresse(String field, Address address) {
        if (blank(address.poststed())) {
            return Optional.of(field + ".poststed er påkrevd");
        }
        return norwegian(address) && blank(address.postnummer())
                ? Optional.of(field + ".postnummer er påkrevd")
                : Optional.empty();
    }

    private static boolean norwegian(Address address) {
        String land = address.land();
        return land == null
                || Set.of("", "no", "nor", "norge", "norway")
                        .contains(land.strip().toLowerCase(Locale.ROOT));
    }

    private static Optional<String> answer(ForsendelseRequest forsendelse) {
        Address address = forsendelse.svarSendesTil();
        if (address == null) {
            return forsendelse.svarPaForsendelseLink()
                    ? Optional.of("svarSendesTil er påkrevd når svarPaForsendelseLink er satt")
                    : Optional.empty();
        }
        if (forsendelse.svarPaForsendelseLink()
                && (address.digitalId() == null
                        || !ORGANISATION.matcher(address.digitalId()).matches())) {
            return Optional.of("svarSendesTil.digitalId må være et organisasjonsnummer");
        }
        return firstOf(List.of(() -> person("svarSendesTil", address), () -> postadresse("svarSendesTil", address)));
    }

    private static Optional<String> texts(ForsendelseRequest forsendelse) {
        String konteringskode = forsendelse.konteringskode();
        return firstOf(List.of(
                () -> tooLong("avgivendeSystem", forsendelse.avgivendeSystem(), MAX_FREE_TEXT),
                () -> tooLong("forsendelsestype", forsendelse.forsendelsestype(), MAX_FREE_TEXT),
                () -> tooLong("eksternReferanse", forsendelse.eksternReferanse(), MAX_FREE_TEXT),
                () -> tooLong("korrelasjonsid", forsendelse.korrelasjonsid(), MAX_FREE_TEXT),
                () -> konteringskode == null
                                || KONTERINGSKODE.matcher(konteringskode).matches()
                        ? Optional.empty()
                        : Optional.of("konteringskode har ugyldige tegn eller er for lang")));
    }

    private static Optional<String> security(ForsendelseRequest forsendelse) {
        return forsendelse.krevNiva4Innlogging() && !forsendelse.kryptert()
                ? Optional.of("krevNiva4Innlogging krever at forsendelsen er kryptert")
                : Optional.empty();
    }

    private static Optional<String> dokumenter(ForsendelseRequest forsendelse) {
        List<Dokument> dokumenter = forsendelse.dokumentList();
        if (dokumenter.isEmpty()) {
            return Optional.of("dokumenter er påkrevd");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < dokumenter.size(); i++) {
            Dokument dokument = dokumenter.get(i);
            Optional<String> broken = dokument("dokumenter[" + i + "]", dokument, forsendelse.kunDigitalLevering());
            if (broken.isPresent()) {
                return broken;
            }
            if (!names.add(comparable(String.valueOf(dokument.filnavn())))) {
                return Optional.of("dokumenter[" + i + "].filnavn er ikke unikt");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> dokument(String field, Dokument dokument, boolean onlyDigital) {
        String filnavn = dokument.filnavn();
        if (filnavn == null || filnavn.isBlank()) {
            return Optional.of(field + ".filnavn er påkrevd");
        }
        if (filnavn.length() > MAX_FILNAVN) {
            return tooLong(field + ".filnavn", filnavn, MAX_FILNAVN);
        }
        // The name must be that of the file, and whoever reads a multipart form strips it.
        if (FORBIDDEN_IN_FILNAVN.matcher(filnavn).find() || !filnavn.equals(filnavn.strip()) || !wellFormed(filnavn)) {
            return Optional.of(field + ".filnavn har ugyldige tegn");
        }
        if (blank(dokument.mimeType())) {
            return Optional.of(field + ".mimeType er påkrevd");
        }
        if (!MIMETYPE.matcher(dokument.mimeType()).matches()) {
            return Optional.of(field + ".mimeType er ugyldig");
        }
        boolean pdf = PDF.equals(dokument.mimeType());
        if (!pdf && !dokument.skalEkskluderesFraUtskrift() && !onlyDigital) {
            return Optional.of(field + " er ikke PDF og må ekskluderes fra utskrift");
        }
        if (dokument.skalSigneres() && !pdf) {
            return Optional.of(field + " skal signeres og må være PDF");
        }
        List<Integer> giroark = dokument.giroarkSider();
        return giroark != null && giroark.stream().anyMatch(side -> side < 1)
                ? Optional.of(field + ".giroarkSider begynner på 1")
                : Optional.empty();
    }

    /** Unique also where letter case, or the way that a letter is composed, tells nothing apart. */
    private static String comparable(String filnavn) {
        return Normalizer.normalize(filnavn, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    private static boolean wellFormed(String text) {
        return text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    private static Optional<String> signing(ForsendelseRequest forsendelse) {
        long signed = forsendelse.dokumentList().stream()
                .filter(Dokument::skalSigneres)
                .count();
        if (signed > 1) {
            return Optional.of("kun ett dokument kan signeres");
        }
        return signed == 1 && forsendelse.signaturType() == null
                ? Optional.of("signaturType er påkrevd når et dokument skal signeres")
                : Optional.empty();
    }

    private static Optional<String> links(ForsendelseRequest forsendelse) {
        List<Link> links = forsendelse.lenker() == null ? List.of() : forsendelse.lenker();
        if (links.size() > MAX_LINKS) {
            return Optional.of("det kan være inntil " + MAX_LINKS + " lenker");
        }
        return links.stream().allMatch(link -> !blank(link.tekst()) && isUri(link.url()))
                ? Optional.empty()
                : Optional.of("lenker må ha tekst og en gyldig url");
    }

    private static boolean isUri(@Nullable String text) {
        try {
            return text != null && new URI(text).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static Optional<String> tooLong(String field, @Nullable String text, int max) {
        return text == null || text.length() <= max
                ? Optional.empty()
                : Optional.of(field + " kan ha inntil " + max + " tegn");
    }

    private static Optional<String> firstOf(List<Supplier<Optional<String>>> rules) {
        return rules.stream().map(Supplier::get).flatMap(Optional::stream).findFirst();
    }
}
