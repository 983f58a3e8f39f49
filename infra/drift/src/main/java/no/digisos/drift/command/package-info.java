/** What every command has: who acts, how values are read, one audited transaction, an answer or a sentence, and an exit code. */
@NullMarked
package no.digisos.drift.command;

import org.jspecify.annotations.NullMarked;
