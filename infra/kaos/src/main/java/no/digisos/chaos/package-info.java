/**
 * The chaos test: the whole stack under load, on a clock that runs fast, while its processes are killed at random; and then the
 * judgement, from what clients, fagsystems and SvarUt saw, of whether the promise held.
 */
@NullMarked
package no.digisos.chaos;

import org.jspecify.annotations.NullMarked;
