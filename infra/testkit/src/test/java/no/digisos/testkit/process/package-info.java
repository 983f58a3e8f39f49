@NullMarked
package no.digisos.testkit.process;

import org.jspecify.annotations.NullMarked;
