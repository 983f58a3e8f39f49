/** The kommuner, their kontoer and numbers: who may get what, and by which key. */
@NullMarked
package no.digisos.common.kommune;

import org.jspecify.annotations.NullMarked;
