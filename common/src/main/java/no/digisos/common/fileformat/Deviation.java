package no.digisos.common.fileformat;

/**
 * One place where a document departs from its format. Holds nothing of the document but names that
 * the schema itself defines and positions in lists, so it may be answered and logged.
 *
 * @param peker JSON pointer (RFC 6901) to the value that fails; for a missing field, to the object
 *     that lacks it; empty for the document itself
 * @param regel the JSON Schema keyword that fails, as {@code required} or {@code enum}
 * @param melding Norwegian text for the sender, beginning with the pointer
 */
public record Deviation(String peker, String regel, String melding) {}
