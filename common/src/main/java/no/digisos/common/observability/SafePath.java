package no.digisos.common.observability;

import java.util.regex.Pattern;

/** Paths of requests as they may be shown and logged: without the query, and without a fødselsnummer that went astray into one. */
public final class SafePath {
    /** How the ids of cases and deliveries are written. */
    static final String UUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    /** A UUID is passed over, since its digits are no fødselsnummer; any other eleven digits in a row are taken for one. */
    private static final Pattern UUID_OR_FNR = Pattern.compile("(" + UUID + ")|(?<![0-9])[0-9]{11}(?![0-9])");

    private SafePath() {}

    /** The path with every fødselsnummer masked. */
    public static String withoutFnr(String path) {
        return UUID_OR_FNR.matcher(path).replaceAll(findings -> findings.group(1) == null ? "***********" : "$1");
    }
}
