/** The numbers that persons, organisations, kommuner and references are known by, each checked once, where it comes in. */
@NullMarked
package no.digisos.common.identity;

import org.jspecify.annotations.NullMarked;
