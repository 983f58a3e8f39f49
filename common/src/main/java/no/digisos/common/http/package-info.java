/**
 * The HTTP edge: what a request meets around the resources. In this order ({@link no.digisos.common.security.FilterOrder}):
 *
 * <ol>
 *   <li>{@link no.digisos.common.http.CodecErrorsInstaller} has set how much is read at once, and put two handlers behind the HTTP codec: {@code
 *       ResponseGuard} holds the caller to a least rate, and {@code CodecErrors} answers what is no HTTP, in the one error shape.
 *   <li>{@link no.digisos.common.http.HttpEdge}, before every route: host, size and the form of the login; what is refused here is
 *       answered here, and {@code BodyDrain} reads away what the caller still sends. What fails in the router comes back to it.
 *   <li>Quarkus proves the token (OIDC), and finds the resource.
 *   <li>{@link no.digisos.common.http.RequestStreamFilter} gives the resource our stream of the body, {@code RequestStream}.
 *   <li>{@link no.digisos.common.security.AccessFilter}, or for SvarInn {@link no.digisos.common.security.BasicFilter}: who calls, and
 *       whether they may.
 *   <li>{@link no.digisos.common.http.PlaceFilter}: a slow call waits for a place ({@link no.digisos.common.http.Transfers}), without
 *       a thread.
 *   <li>The resource. It reads JSON by {@link no.digisos.common.http.JsonBody}, within {@link no.digisos.common.http.JsonBudget}, and
 *       answers by {@link no.digisos.common.http.Answers}, or with an {@link no.digisos.common.http.StreamedBody}, which {@link
 *       no.digisos.common.http.StreamedBodyWriter} writes through {@code ResponseStream} while it is made.
 *   <li>What it throws becomes an answer in {@link no.digisos.common.error.ErrorMappers}.
 * </ol>
 */
@NullMarked
package no.digisos.common.http;

import org.jspecify.annotations.NullMarked;
