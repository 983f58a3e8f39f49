@NullMarked
package no.digisos.local.process;

import org.jspecify.annotations.NullMarked;
