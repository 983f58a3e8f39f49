/** The black-box client: it calls the API by the wire, encrypts what it sends and opens what it receives. */
@NullMarked
package no.digisos.seeds.client;

import org.jspecify.annotations.NullMarked;
