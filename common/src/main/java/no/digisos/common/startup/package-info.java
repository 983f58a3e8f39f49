/** What a function proves before it answers anybody, and what it is while it cannot. */
@NullMarked
package no.digisos.common.startup;

import org.jspecify.annotations.NullMarked;
