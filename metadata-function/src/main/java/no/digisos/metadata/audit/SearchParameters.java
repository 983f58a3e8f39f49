package no.digisos.metadata.audit;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of audit-sok as they come (auth.md 7). */
public class SearchParameters {
    @QueryParam("fiksOrganisasjon")
    @Nullable
    String fiksOrganisation;

    /** An id that a row names, or the name of an action or outcome. */
    @QueryParam("term")
    @Nullable
    String term;

    /** How many hits to pass over. */
    @QueryParam("fra")
    @Nullable
    String from;

    /** How many hits to answer with. */
    @QueryParam("antall")
    @Nullable
    String count;

    /** DATO_ASC, DATO_DESC (also when absent) or RELEVANS, which is by date here. */
    @QueryParam("sortering")
    @Nullable
    String sorting;

    /** At or after, epoch milliseconds. */
    @QueryParam("fraDato")
    @Nullable
    String fromDate;

    /** Before, epoch milliseconds. */
    @QueryParam("tilDato")
    @Nullable
    String toDate;

    /** Of the reader. */
    @QueryParam("organisasjonsNummer")
    List<String> organisasjonsNummer = List.of();

    @QueryParam("tjenester")
    List<String> services = List.of();

    /** Cases, documents or deliveries. */
    @QueryParam("underRessurser")
    List<String> underRessurser = List.of();

    /** sporingsIder. */
    @QueryParam("requestIder")
    List<String> requestIder = List.of();
}
