/** Parsers of what strangers send, each on its own, for those who try to break them. */
@NullMarked
package no.digisos.testkit.parser;

import org.jspecify.annotations.NullMarked;
