package no.digisos.common.observability;

import java.util.regex.Pattern;

/** Paths of requests as they may be shown and logged: without the query, and without a fødselsnummer that went astray into one. */
public final class Sti {
    /** A UUID is passed over, since its digits are no fødselsnummer; any other eleven digits in a row are taken for one. */
    private static final Pattern UUID_ELLER_FNR =
            Pattern.compile("([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})|(?<![0-9])[0-9]{11}(?![0-9])");

    private Sti() {}

    /** The path with every fødselsnummer masked. */
    public static String utenFnr(String sti) {
        return UUID_ELLER_FNR.matcher(sti).replaceAll(funn -> funn.group(1) == null ? "***********" : "$1");
    }
}
