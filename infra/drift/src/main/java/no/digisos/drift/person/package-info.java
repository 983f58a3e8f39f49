/** What an operator does when a person has got another number. */
@NullMarked
package no.digisos.drift.person;

import org.jspecify.annotations.NullMarked;
