/** The main job of Digisos, played by everybody who takes part, over HTTP and with real encrypted documents. */
@NullMarked
package no.digisos.local.demo;

import org.jspecify.annotations.NullMarked;
