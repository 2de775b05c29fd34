package dev.evenhand.battle;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * A crowd at a server's door: so many connections, each of which sends its next request once the last was answered.
 *
 * <p>One event loop does it all, so that what is measured is the server and not the crowd.
 */
final class Load implements AutoCloseable {
    /**
     * A request; its body is JSON.
     *
     * @param after how long the member looks at the last answer before it sends this
     */
    record Request(HttpMethod method, String path, String token, String body, Duration after) {
        Request(HttpMethod method, String path, String token, String body) {
            this(method, path, token, body, Duration.ZERO);
        }
    }

    /** What a member of the crowd asks next, seeing the last answer; null at first, and null for an end. */
    interface Member {
        Request next(Buffer last);
    }

    /**
     * What came of it.
     *
     * @param statuses how often each status was answered; 0 where no answer came
     * @param nanos how long each answer within the measured time took, in order of length
     */
    record Result(Map<Integer, Integer> statuses, long[] nanos, double seconds) {
        double perSecond() {
            return nanos.length / seconds;
        }

        /** In milliseconds. */
        double percentile(double share) {
            return nanos.length == 0 ? Double.NaN : nanos[(int) Math.min(nanos.length - 1, share * nanos.length)] / 1e6;
        }

        @Override
        public String toString() {
            return "%,9.0f/s   p50 %7.2f ms   p99 %7.2f ms   max %7.2f ms   %s"
                    .formatted(perSecond(), percentile(.5), percentile(.99), percentile(1), statuses);
        }
    }

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final SocketAddress server;

    Load(int port) {
        this.server = SocketAddress.inetSocketAddress(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    }

    /** Sends for so long; what is answered in the warm-up is not measured. */
    Result run(int connections, Duration warmUp, Duration lasting, java.util.function.IntFunction<Member> members)
            throws Exception {
        Run run = new Run(connections, warmUp, lasting);
        HttpClient client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(connections)
                .setKeepAlive(true)
                .setTcpNoDelay(true)
                .setIdleTimeout(60));
        for (int i = 0; i < connections; i++) {
            Member member = members.apply(i);
            vertx.getOrCreateContext().runOnContext(ignored -> run.go(client, member, null));
        }
        run.over.get(warmUp.plus(lasting).plusSeconds(90).toMillis(), TimeUnit.MILLISECONDS);
        client.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        return run.result(lasting);
    }

    @Override
    public void close() {
        vertx.close();
    }

    /** The state of one run; touched by the event loop alone. */
    private final class Run {
        private final CompletableFuture<Void> over = new CompletableFuture<>();
        private final Map<Integer, Integer> statuses = new TreeMap<>();
        private final long from;
        private final long to;
        private long[] nanos = new long[1 << 16];
        private int measured;
        private int going;

        Run(int connections, Duration warmUp, Duration lasting) {
            going = connections;
            from = System.nanoTime() + warmUp.toNanos();
            to = from + lasting.toNanos();
        }

        void go(HttpClient client, Member member, Buffer last) {
            Request request = System.nanoTime() > to ? null : member.next(last);
            if (request == null) {
                if (--going == 0) {
                    over.complete(null);
                }
                return;
            }
            if (request.after().isPositive()) {
                vertx.setTimer(Math.max(1, request.after().toMillis()), timer -> send(client, member, request));
            } else {
                send(client, member, request);
            }
        }

        private void send(HttpClient client, Member member, Request request) {
            long sent = System.nanoTime();
            IntConsumer note = status -> note(sent, status);
            client.request(new RequestOptions()
                            .setServer(server)
                            .setMethod(request.method())
                            .setURI(request.path()))
                    .compose(out -> send(out, request))
                    .compose(answer -> answer.body().onSuccess(body -> note.accept(answer.statusCode())))
                    .onSuccess(body -> go(client, member, body))
                    .onFailure(gone -> {
                        note.accept(0);
                        go(client, member, null);
                    });
        }

        private Future<io.vertx.core.http.HttpClientResponse> send(HttpClientRequest out, Request request) {
            out.putHeader("Authorization", "Bearer " + request.token());
            out.putHeader("Content-Type", "application/json");
            return out.send(request.body());
        }

        private void note(long sent, int status) {
            long now = System.nanoTime();
            if (now < from || now > to) {
                return;
            }
            statuses.merge(status, 1, Integer::sum);
            if (status >= 200 && status < 300) {
                if (measured == nanos.length) {
                    nanos = Arrays.copyOf(nanos, 2 * measured);
                }
                nanos[measured++] = now - sent;
            }
        }

        Result result(Duration lasting) {
            long[] sorted = Arrays.copyOf(nanos, measured);
            Arrays.sort(sorted);
            return new Result(statuses, sorted, lasting.toNanos() / 1e9);
        }
    }
}
