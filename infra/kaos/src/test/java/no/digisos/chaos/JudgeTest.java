package no.digisos.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import no.digisos.chaos.ChaosFindings.Copy;
import no.digisos.chaos.ChaosFindings.Forsendelse;
import no.digisos.chaos.ChaosFindings.Row;
import no.digisos.chaos.ChaosFindings.Sent;
import no.digisos.chaos.ChaosFindings.Word;
import no.digisos.chaos.ChaosVerdict.Breach;
import no.digisos.chaos.ChaosVerdict.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A check of whether the promise held is worth something only if it finds each way of breaking it. */
class JudgeTest {

    private static final UUID CASE = UUID.fromString("00000000-0000-4000-8000-00000000000a");
    private static final UUID OTHER_CASE = UUID.fromString("00000000-0000-4000-8000-00000000000b");
    private static final UUID MESSAGE = UUID.fromString("00000000-0000-4000-8000-00000000000c");
    private static final Map<String, String> DOCUMENTS = Map.of("soknad.json", "aa", "Soknad.pdf", "bb");

    private final List<Sent> sent = new ArrayList<>();
    private final List<Copy> copies = new ArrayList<>();
    private final List<Forsendelse> forsendelser = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    @Test
    void one_receipted_message_or_one_shipment_is_as_it_should_be() {
        accepted("a");
        receipted("a", MESSAGE);
        row("a", "BEKREFTET");
        accepted("b");
        shipped("b", "KLAR_FOR_MOTTAK");
        row("b", "SVARUT_SENDT");

        ChaosVerdict verdict = judge();

        assertThat(verdict.breaches()).isEmpty();
        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.received()).isEqualTo(1);
        assertThat(verdict.bySvarUt()).isEqualTo(1);
        assertThat(verdict.exactlyOne()).isEqualTo(2);
        assertThat(verdict.oneMore()).isEmpty();
        assertThat(verdict.none()).isZero();
        assertThat(verdict.compared()).isEqualTo(4);
    }

    @Test
    void a_copy_that_was_to_be_kept_beside_svarut_is_one_more_than_needed_and_its_cause_is_told() {
        accepted("a");
        kept("a", MESSAGE, Word.KEEP);
        shipped("a", "KLAR_FOR_MOTTAK");
        row("a", "SVARUT_SENDT");

        ChaosVerdict verdict = judge();

        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.exactlyOne()).isZero();
        assertThat(verdict.oneMore().values()).containsExactly(1);
        assertThat(verdict.oneMore().firstKey()).contains("202");
    }

    @Test
    void a_copy_that_nobody_was_told_to_keep_beside_svarut_is_one_too_many() {
        accepted("a");
        kept("a", MESSAGE, Word.NOTHING);
        shipped("a", "KLAR_FOR_MOTTAK");
        row("a", "SVARUT_SENDT");

        assertThat(kinds()).containsExactly(Kind.DOUBLED);
    }

    @Test
    void a_receipt_that_a_restore_forgot_is_one_more_than_needed_when_it_went_by_svarut_too() {
        accepted("a");
        receipted("a", MESSAGE);
        shipped("a", "KLAR_FOR_MOTTAK");
        row("a", "SVARUT_SENDT");

        assertThat(kinds()).contains(Kind.DOUBLED);
        ChaosVerdict verdict = Judge.judge(new ChaosFindings(sent, copies, forsendelser, rows), Set.of("a"));
        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.oneMore().values()).containsExactly(1);
    }

    @Test
    void two_shipments_are_one_too_many_whatever_a_restore_forgot() {
        accepted("a");
        shipped("a", "KLAR_FOR_MOTTAK");
        shipped("a", "KLAR_FOR_MOTTAK");
        row("a", "SVARUT_SENDT");

        assertThat(Judge.judge(new ChaosFindings(sent, copies, forsendelser, rows), Set.of("a"))
                        .holds())
                .isFalse();
    }

    @Test
    void a_copy_that_was_to_be_kept_is_enough_when_its_receipt_counts_after_all() {
        accepted("a");
        kept("a", MESSAGE, Word.KEEP);
        row("a", "BEKREFTET");

        assertThat(judge().holds()).isTrue();
        assertThat(judge().received()).isEqualTo(1);
    }

    @Test
    void a_dropped_copy_of_what_is_confirmed_is_none_whatever_was_receipted() {
        accepted("a");
        row("a", "BEKREFTET");

        assertThat(kinds()).contains(Kind.LOST);
        assertThat(judge().none()).isEqualTo(1);
    }

    @Test
    void what_svarut_refused_is_no_arrival() {
        accepted("a");
        shipped("a", "AVVIST");
        shipped("a", "KLAR_FOR_MOTTAK");
        row("a", "SVARUT_SENDT");

        assertThat(judge().holds()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEKREFTET", "SVARUT_SENDT"})
    void what_nobody_outside_has_is_lost_whatever_the_tables_say(String state) {
        accepted("a");
        row("a", state);

        assertThat(kinds()).contains(Kind.LOST).doesNotContain(Kind.UNDECIDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AVVIST", "FEILET_UNDER_MOTTAK", "IKKE_LEVERT"})
    void what_svarut_has_only_refused_is_lost(String status) {
        accepted("a");
        shipped("a", status);
        row("a", "SVARUT_SENDT");

        assertThat(kinds()).contains(Kind.LOST);
    }

    @Test
    void what_is_in_no_table_is_lost_too() {
        accepted("a");

        assertThat(kinds()).contains(Kind.LOST, Kind.TABLES);
    }

    @Test
    void two_shipments_are_one_too_many() {
        accepted("a");
        shipped("a", "KLAR_FOR_MOTTAK");
        shipped("a", "LEST");
        row("a", "SVARUT_SENDT");

        assertThat(kinds()).containsExactly(Kind.DOUBLED);
    }

    @Test
    void two_messages_are_one_too_many() {
        accepted("a");
        receipted("a", MESSAGE);
        receipted("a", UUID.randomUUID());
        row("a", "BEKREFTET");

        assertThat(kinds()).containsExactly(Kind.DOUBLED);
    }

    @Test
    void a_receipt_and_a_shipment_are_one_too_many() {
        accepted("a");
        receipted("a", MESSAGE);
        shipped("a", "KLAR_FOR_MOTTAK");
        row("a", "SVARUT_SENDT");

        assertThat(kinds()).contains(Kind.DOUBLED);
    }

    @Test
    void the_same_message_told_twice_is_one() {
        accepted("a");
        receipted("a", MESSAGE);
        receipted("a", MESSAGE);
        row("a", "BEKREFTET");

        assertThat(judge().holds()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"IKKE_SENDT", "I_KO", "TRUKKET", "SVARUT_SENDER", "SVARUT_UKJENT", "SVARUT_FEIL", "STOPPET"})
    void what_rests_undecided_is_told_as_that(String state) {
        accepted("a");
        row("a", state);

        assertThat(kinds()).containsExactly(Kind.UNDECIDED);
    }

    @Test
    void a_reference_with_two_deliveries_is_told() {
        accepted("a");
        receipted("a", MESSAGE);
        row("a", "BEKREFTET");
        row("a", "BEKREFTET");

        assertThat(kinds()).containsExactly(Kind.TABLES);
    }

    @Test
    void tables_that_tell_of_another_channel_than_those_outside_are_told() {
        accepted("a");
        receipted("a", MESSAGE);
        row("a", "SVARUT_SENDT");
        accepted("b");
        shipped("b", "KLAR_FOR_MOTTAK");
        row("b", "BEKREFTET");

        assertThat(kinds()).containsExactly(Kind.TABLES, Kind.TABLES);
    }

    @Test
    void one_reference_is_one_case_for_everybody() {
        sent.add(new Sent("a", DOCUMENTS, true, Set.of(CASE, OTHER_CASE)));
        receipted("a", MESSAGE);
        row("a", "BEKREFTET");
        accepted("b");
        forsendelser.add(new Forsendelse(
                UUID.randomUUID(), "b", OTHER_CASE.toString(), "KLAR_FOR_MOTTAK", withMetadata(DOCUMENTS)));
        row("b", "SVARUT_SENDT");

        assertThat(kinds()).containsExactly(Kind.TWO_CASES, Kind.TWO_CASES);
    }

    @Test
    void a_document_that_is_changed_missing_or_added_is_told() {
        accepted("a");
        copies.add(new Copy(MESSAGE, "a", CASE, Map.of("soknad.json", "aa", "Soknad.pdf", "other"), Word.COUNTS));
        row("a", "BEKREFTET");
        accepted("b");
        forsendelser.add(new Forsendelse(
                UUID.randomUUID(), "b", CASE.toString(), "KLAR_FOR_MOTTAK", Map.of("soknad.json", "aa")));
        row("b", "SVARUT_SENDT");
        accepted("c");
        copies.add(new Copy(
                UUID.randomUUID(),
                "c",
                CASE,
                Map.of("soknad.json", "aa", "Soknad.pdf", "bb", "more.pdf", "cc"),
                Word.COUNTS));
        row("c", "BEKREFTET");

        assertThat(judge().breaches())
                .extracting(Breach::kind, Breach::ref)
                .containsExactly(tuple(Kind.CONTENT, "a"), tuple(Kind.CONTENT, "b"), tuple(Kind.CONTENT, "c"));
    }

    @Test
    void what_nobody_sent_or_nobody_was_told_of_is_a_stranger() {
        sent.add(new Sent("a", DOCUMENTS, false, Set.of()));
        receipted("a", MESSAGE);
        shipped("x", "KLAR_FOR_MOTTAK");

        assertThat(kinds()).containsExactly(Kind.STRANGER, Kind.STRANGER);
    }

    @Test
    void what_was_not_accepted_and_is_nowhere_is_as_it_should_be() {
        sent.add(new Sent("a", DOCUMENTS, false, Set.of()));

        assertThat(judge().holds()).isTrue();
    }

    private void accepted(String ref) {
        sent.add(new Sent(ref, DOCUMENTS, true, Set.of(CASE)));
    }

    private void receipted(String ref, UUID meldingId) {
        kept(ref, meldingId, Word.COUNTS);
    }

    private void kept(String ref, UUID meldingId, Word word) {
        copies.add(new Copy(meldingId, ref, CASE, DOCUMENTS, word));
    }

    private void shipped(String ref, String status) {
        forsendelser.add(new Forsendelse(UUID.randomUUID(), ref, CASE.toString(), status, withMetadata(DOCUMENTS)));
    }

    private void row(String ref, String state) {
        rows.add(new Row(ref, CASE, state));
    }

    private static Map<String, String> withMetadata(Map<String, String> documents) {
        Map<String, String> all = new HashMap<>(documents);
        all.put("forsendelseMetadata.json", "zz");
        return all;
    }

    private ChaosVerdict judge() {
        return Judge.judge(new ChaosFindings(sent, copies, forsendelser, rows));
    }

    private List<Kind> kinds() {
        return judge().breaches().stream().map(Breach::kind).toList();
    }
}
