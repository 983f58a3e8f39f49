/**
 * The one error body: {@link no.digisos.common.error.ErrorCode} is the list of all errors, {@link no.digisos.common.error.ErrorMappers}
 * the way from an exception to an answer (contract.md 0.3), and {@link no.digisos.common.error.ErrorAnswers} where every answer is made,
 * also those of the HTTP edge.
 */
@NullMarked
package no.digisos.common.error;

import org.jspecify.annotations.NullMarked;
