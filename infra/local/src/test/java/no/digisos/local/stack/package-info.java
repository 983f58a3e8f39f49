@NullMarked
package no.digisos.local.stack;

import org.jspecify.annotations.NullMarked;
