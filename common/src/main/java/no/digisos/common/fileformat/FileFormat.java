package no.digisos.common.fileformat;

/** The kinds of JSON document that pass through Digisos, each with a schema of its own. */
public enum FileFormat {
    /** {@code digisos-soker.json}: the history of a case, from the fagsystem ({@code messages.md} 2). */
    DIGISOS_SOKER("digisos-soker.json"),

    /** {@code soknad.json}: the application itself ({@code messages.md} 3). */
    SOKNAD("soknad.json"),

    /** {@code vedlegg.json}: which files come along, and why ({@code messages.md} 4). */
    VEDLEGG("vedlegg.json"),

    /** {@code klage.json}: a complaint about a decision ({@code messages.md} 5). */
    KLAGE("klage.json");

    private final String schemaFile;

    FileFormat(String schemaFile) {
        this.schemaFile = schemaFile;
    }

    String schemaFile() {
        return schemaFile;
    }
}
