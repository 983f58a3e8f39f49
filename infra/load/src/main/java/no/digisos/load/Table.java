package no.digisos.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A table in Markdown, below a heading and above the circumstances. */
final class Table {
    private final String heading;
    private final List<String> circumstances;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String heading, List<String> circumstances, String... columns) {
        this.heading = heading;
        this.circumstances = List.copyOf(circumstances);
        rows.add(List.of(columns));
        rows.add(List.of(columns).stream().map(column -> "---").toList());
    }

    void row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell.toString());
        }
        rows.add(row);
    }

    String markdown() {
        StringBuilder text = new StringBuilder("## " + heading + "\n\n");
        rows.forEach(row -> text.append("| ").append(String.join(" | ", row)).append(" |\n"));
        text.append('\n');
        circumstances.forEach(line -> text.append("- ").append(line).append('\n'));
        return text.append('\n').toString();
    }

    /** Prints it, and writes it to the file. */
    void write(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Files.writeString(file, markdown());
        System.out.print(markdown());
        System.out.println("Written to " + file);
    }

    static String mebibytes(long bytes) {
        return Long.toString(Math.round(bytes / (1024.0 * 1024.0)));
    }
}
