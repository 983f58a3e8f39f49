/** People and their numbers: the one place where a fødselsnummer is looked up or compared. */
@NullMarked
package no.digisos.common.person;

import org.jspecify.annotations.NullMarked;
