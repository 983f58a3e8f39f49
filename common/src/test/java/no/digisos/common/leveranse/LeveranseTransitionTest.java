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

class LeveranseTransitionTest {
    private static final Path DOKUMENT = Path.of("..", "docs", "state-machine.md");

    @Test
    void the_document_shows_this_table_and_no_other() throws IOException {
        List<String> expected = Arrays.stream(LeveranseTransition.values())
                .map(o -> "| %s | %s | %s | %s | %s | %s |"
                        .formatted(
                                o.name(),
                                inOrder(o.from()),
                                o.to().map(LeveranseState::name).orElse("(stays)"),
                                switch (o.lateKvittering()) {
                                    case LIKEGYLDIG -> "–";
                                    case MA_FINNES -> "must be noted";
                                    case MA_MANGLE -> "must not be noted";
                                },
                                switch (o.copy()) {
                                    case LIKEGYLDIG -> "–";
                                    case MA_STA -> "must stand";
                                },
                                o.hendelse()))
                .toList();

        List<String> rows = Files.readAllLines(DOKUMENT).stream()
                .filter(l ->
                        Arrays.stream(LeveranseTransition.values()).anyMatch(o -> l.startsWith("| " + o.name() + " |")))
                .toList();

        assertThat(rows).isEqualTo(expected);
    }

    @Test
    void the_diagram_draws_every_edge_once() throws IOException {
        Set<String> expected = new TreeSet<>();
        for (LeveranseTransition o : LeveranseTransition.values()) {
            o.to().ifPresent(to -> o.from().forEach(from -> expected.add(from + " --> " + to + ": " + o.name())));
        }
        List<String> drawn = new ArrayList<>();
        for (String line : Files.readAllLines(DOKUMENT)) {
            String l = line.strip();
            if (l.contains(" --> ") && l.contains(": ")) {
                String edge = l.substring(0, l.indexOf(": "));
                for (String name : l.substring(l.indexOf(": ") + 2).split(", ")) {
                    drawn.add(edge + ": " + name);
                }
            }
        }
        assertThat(drawn).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void only_a_receipt_or_an_operator_ends_a_shipment_for_good() {
        for (LeveranseState state : LeveranseState.values()) {
            Set<LeveranseState> downstream = EnumSet.noneOf(LeveranseState.class);
            for (LeveranseTransition o : LeveranseTransition.values()) {
                if (o.from().contains(state)) {
                    o.to().ifPresent(downstream::add);
                }
            }
            assertThat(downstream.isEmpty())
                    .as(state.name())
                    .isEqualTo(state == LeveranseState.BEKREFTET || state == LeveranseState.LUKKET);
        }
    }

    @Test
    void a_receipt_is_never_accepted_where_svarut_may_have_the_shipment() {
        assertThat(LeveranseTransition.KVITTER_MOTTATT.from())
                .doesNotContain(
                        LeveranseState.SVARUT_SENDER, LeveranseState.SVARUT_UKJENT, LeveranseState.SVARUT_SENDT);
    }

    @Test
    void a_remembered_receipt_never_leads_to_another_attempt() {
        for (LeveranseTransition o : LeveranseTransition.values()) {
            for (LeveranseState from : List.of(LeveranseState.SVARUT_SENDER, LeveranseState.SVARUT_UKJENT)) {
                o.after(from, true, false)
                        .ifPresent(to -> assertThat(to)
                                .as(o + " from " + from)
                                .isIn(
                                        LeveranseState.SVARUT_SENDER,
                                        LeveranseState.SVARUT_UKJENT,
                                        LeveranseState.SVARUT_SENDT,
                                        LeveranseState.BEKREFTET));
            }
        }
    }

    @Test
    void no_receipt_counts_once_the_receiver_may_have_let_go_of_its_copy() {
        for (LeveranseState from : LeveranseState.values()) {
            assertThat(LeveranseTransition.KVITTER_MOTTATT.after(from, false, true))
                    .as(from.name())
                    .isEmpty();
            assertThat(LeveranseTransition.HUSK_SEN_KVITTERING.after(from, false, true))
                    .as(from.name())
                    .isEmpty();
        }
    }

    @Test
    void the_condition_is_rendered_from_the_table() {
        assertThat(LeveranseTransition.AVKLAR_IKKE_SENDT.conditionSql())
                .isEqualTo("tilstand IN ('SVARUT_UKJENT') AND sen_kvittering IS NULL");
        assertThat(LeveranseTransition.KVITTER_MOTTATT.conditionSql())
                .isEqualTo("tilstand IN ('I_KO', 'TRUKKET', 'SVARUT_FEIL', 'STOPPET') AND kopi_sluppet IS NULL");
        assertThat(LeveranseSql.RECEIPT_MOTTATT.text()).contains(LeveranseTransition.KVITTER_MOTTATT.conditionSql());
    }

    private static String inOrder(Set<LeveranseState> states) {
        return Arrays.stream(LeveranseState.values())
                .filter(states::contains)
                .map(LeveranseState::name)
                .collect(Collectors.joining(", "));
    }
}
