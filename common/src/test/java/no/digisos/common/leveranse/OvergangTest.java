package no.digisos.common.leveranse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OvergangTest {
    private static final Path DOKUMENT = Path.of("..", "docs", "state-machine.md");

    @Test
    void the_document_shows_this_table_and_no_other() throws IOException {
        List<String> ventet = Arrays.stream(Overgang.values())
                .map(o -> "| %s | %s | %s | %s | %s | %s |"
                        .formatted(
                                o.name(),
                                iOrden(o.fra()),
                                o.til().map(Tilstand::name).orElse("(stays)"),
                                switch (o.senKvittering()) {
                                    case LIKEGYLDIG -> "–";
                                    case MA_FINNES -> "must be noted";
                                    case MA_MANGLE -> "must not be noted";
                                },
                                switch (o.kopi()) {
                                    case LIKEGYLDIG -> "–";
                                    case MA_STA -> "must stand";
                                },
                                o.hendelse()))
                .toList();

        List<String> rader = Files.readAllLines(DOKUMENT).stream()
                .filter(l -> Arrays.stream(Overgang.values()).anyMatch(o -> l.startsWith("| " + o.name() + " |")))
                .toList();

        assertThat(rader).isEqualTo(ventet);
    }

    @Test
    void the_diagram_draws_every_edge_once() throws IOException {
        Set<String> ventet = new TreeSet<>();
        for (Overgang o : Overgang.values()) {
            o.til().ifPresent(til -> o.fra().forEach(fra -> ventet.add(fra + " --> " + til + ": " + o.name())));
        }
        List<String> tegnet = new ArrayList<>();
        for (String linje : Files.readAllLines(DOKUMENT)) {
            String l = linje.strip();
            if (l.contains(" --> ") && l.contains(": ")) {
                String kant = l.substring(0, l.indexOf(": "));
                for (String navn : l.substring(l.indexOf(": ") + 2).split(", ")) {
                    tegnet.add(kant + ": " + navn);
                }
            }
        }
        assertThat(tegnet).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(ventet);
    }

    @Test
    void only_a_receipt_or_an_operator_ends_a_shipment_for_good() {
        for (Tilstand tilstand : Tilstand.values()) {
            Set<Tilstand> videre = EnumSet.noneOf(Tilstand.class);
            for (Overgang o : Overgang.values()) {
                if (o.fra().contains(tilstand)) {
                    o.til().ifPresent(videre::add);
                }
            }
            assertThat(videre.isEmpty())
                    .as(tilstand.name())
                    .isEqualTo(tilstand == Tilstand.BEKREFTET || tilstand == Tilstand.LUKKET);
        }
    }

    @Test
    void a_receipt_is_never_accepted_where_svarut_may_have_the_shipment() {
        assertThat(Overgang.KVITTER_MOTTATT.fra())
                .doesNotContain(Tilstand.SVARUT_SENDER, Tilstand.SVARUT_UKJENT, Tilstand.SVARUT_SENDT);
    }

    @Test
    void a_remembered_receipt_never_leads_to_another_attempt() {
        for (Overgang o : Overgang.values()) {
            for (Tilstand fra : List.of(Tilstand.SVARUT_SENDER, Tilstand.SVARUT_UKJENT)) {
                o.etter(fra, true, false)
                        .ifPresent(til -> assertThat(til)
                                .as(o + " from " + fra)
                                .isIn(
                                        Tilstand.SVARUT_SENDER,
                                        Tilstand.SVARUT_UKJENT,
                                        Tilstand.SVARUT_SENDT,
                                        Tilstand.BEKREFTET));
            }
        }
    }

    @Test
    void no_receipt_counts_once_the_receiver_may_have_let_go_of_its_copy() {
        for (Tilstand fra : Tilstand.values()) {
            assertThat(Overgang.KVITTER_MOTTATT.etter(fra, false, true))
                    .as(fra.name())
                    .isEmpty();
            assertThat(Overgang.HUSK_SEN_KVITTERING.etter(fra, false, true))
                    .as(fra.name())
                    .isEmpty();
        }
    }

    @Test
    void the_condition_is_rendered_from_the_table() {
        assertThat(Overgang.AVKLAR_IKKE_SENDT.vilkarSql())
                .isEqualTo("tilstand IN ('SVARUT_UKJENT') AND sen_kvittering IS NULL");
        assertThat(Overgang.KVITTER_MOTTATT.vilkarSql())
                .isEqualTo("tilstand IN ('I_KO', 'TRUKKET', 'SVARUT_FEIL', 'STOPPET') AND kopi_sluppet IS NULL");
        assertThat(LeveranseSql.KVITTER_MOTTATT).contains(Overgang.KVITTER_MOTTATT.vilkarSql());
    }

    private static String iOrden(Set<Tilstand> tilstander) {
        return Arrays.stream(Tilstand.values())
                .filter(tilstander::contains)
                .map(Tilstand::name)
                .collect(Collectors.joining(", "));
    }
}
