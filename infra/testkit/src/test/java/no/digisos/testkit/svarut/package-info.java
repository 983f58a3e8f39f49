@NullMarked
package no.digisos.testkit.svarut;

import org.jspecify.annotations.NullMarked;
