package no.digisos.testkit.samples;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names and types as people, browsers and the careless make them: each must get through to SvarUt and into a package. */
public final class NameSamples {
    /** Every kind of blank, and of what shows nothing. */
    private static final String BLANKS =
            " \t\n\r\u000b\f\u0085\u00a0\u1680\u2000\u2003\u2007\u200a\u2028\u2029\u202f\u205f\u3000"
                    + "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u3164\u115f\u2800\u061c\u200e\u200f\u202a\u202e\u2066\u2069";

    private static final List<String> ENHETER = List.of(
            "CON", "con", "PRN", "AUX", "NUL", "nul", "COM1", "COM\u00b9", "LPT9", "LPT\u00b3", "CONIN$", "CLOCK$");

    private static final List<String> OTHERS = List.of(
            "Soknad.pdf",
            "bilde \u00e5\u00e6\u00f8 (1).png",
            "\u6587\u66f8.pdf",
            "\ud83d\ude00",
            "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67.heic",
            ".skjult",
            ".pdf",
            ".",
            "..",
            "../../etc/passwd",
            "C:\\temp\\a.pdf",
            "a\u202efdp.exe",
            "a.pdf...",
            "a . . .",
            "* : \" \\ / < > | ?",
            "\"sitat\".pdf",
            "tab\tinni.pdf",
            "linje\r\nX-Hode: 1.pdf",
            "null\u0000inni.pdf",
            "halvt\ud83d",
            "\ude00halvt.pdf",
            "\ufffe\uffff",
            "\u0301\u0301",
            "=?UTF-8?Q?a=2Epdf?=",
            "filename*=UTF-8''a.pdf; x=\"y\"",
            "{\"filnavn\":\"a\"}",
            "soknad.json",
            "forsendelseMetadata.json",
            "FORSENDELSEMETADATA.JSON",
            "bl\u00e5.png",
            "bla\u030a.png",
            "BL\u00c5.PNG",
            "bl\u00e5.png",
            "CON:",
            "C\u200bON.pdf",
            "CON \u00a0.pdf");

    private NameSamples() {}

    /** Names, some of which are the same to someone. None is blank as the form's reader understands it. */
    public static List<String> name() {
        List<String> name = new ArrayList<>(OTHERS);
        BLANKS.codePoints().forEach(blank -> {
            String b = Character.toString(blank);
            name.add(b + "a.pdf");
            name.add("a.pdf" + b);
        });
        ENHETER.forEach(enhet -> {
            name.add(enhet);
            name.add(enhet + ".pdf");
            name.add(enhet + ".tar.gz");
        });
        for (int length = 216; length <= 228; length++) {
            name.add("a".repeat(length) + " b.pdf");
            name.add("a".repeat(length) + "\ud83d\ude00b.pdf");
            name.add("a".repeat(length) + "\u00a0.".repeat(9));
        }
        name.add("x".repeat(20_000));
        name.add(" ".repeat(5_000) + "a" + " ".repeat(5_000) + ".pdf");
        name.add("CON" + " ".repeat(300) + "x.pdf");
        return name;
    }

    /** Types, null among them. */
    public static List<@Nullable String> types() {
        List<@Nullable String> types = new ArrayList<>(List.of(
                "",
                " ",
                "\u00a0",
                "application/pdf",
                "APPLICATION/PDF",
                "application/pdf; charset=binary",
                "image/heic",
                "text/x-matlab",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "pdf",
                "image/",
                "/png",
                "image/png/x",
                "text/plain\r\nX-Hode: 1",
                "text/\u0000plain",
                "tekst/b\u00e5t",
                "x".repeat(5_000),
                "image/" + "x".repeat(5_000)));
        types.add(null);
        return types;
    }
}
