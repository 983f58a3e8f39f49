/** What an operator is told, whatever the command. */
@NullMarked
package no.digisos.drift.command;

import org.jspecify.annotations.NullMarked;
