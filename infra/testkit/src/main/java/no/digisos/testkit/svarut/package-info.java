/** An emulator of SvarUt: it takes forsendelser as the real one does, keeps them, and fails on demand. */
@NullMarked
package no.digisos.testkit.svarut;

import org.jspecify.annotations.NullMarked;
