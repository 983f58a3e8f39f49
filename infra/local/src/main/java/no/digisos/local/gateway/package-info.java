/** The one base URL that every client knows, routed by path to the function that serves it. */
@NullMarked
package no.digisos.local.gateway;

import org.jspecify.annotations.NullMarked;
