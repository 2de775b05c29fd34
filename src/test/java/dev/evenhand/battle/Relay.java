package dev.evenhand.battle;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Stands between two who talk over TCP, and fails them in the ways that networks do. */
final class Relay implements AutoCloseable {
    /** What becomes of a piece of what is said. */
    enum Fate {
        /** It arrives. */
        ARRIVES,
        /** Half of it arrives, then both ends are told that the connection is over. */
        CUT,
        /** Nothing of it arrives, and both ends are told that the connection is over. */
        LOST,
        /** It arrives at 1 KB a second. */
        TRICKLES,
        /** It arrives two seconds late. */
        DELAYED,
        /** Neither it nor anything after it arrives on this connection, either way, and nobody is told. */
        SWALLOWED
    }

    /** Decides what becomes of a piece; to be asked by many threads at once. */
    interface Weather {
        Fate of(boolean reply, byte[] piece);
    }

    private static final int LARGEST_PIECE = 1 << 16;
    private static final int BYTES_A_SECOND = 1_000;
    private static final int STEPS_A_SECOND = 20;
    private static final long DELAY_MS = 2_000;

    private final int target;
    private final ServerSocket door;
    private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
    private final Map<Fate, AtomicLong> met = new ConcurrentHashMap<>();
    private volatile Weather weather = (reply, piece) -> Fate.ARRIVES;

    /** From a port of its own to this one. */
    Relay(int target) throws IOException {
        this.target = target;
        this.door = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.startVirtualThread(this::let);
    }

    int port() {
        return door.getLocalPort();
    }

    void weather(Weather now) {
        weather = now;
    }

    /** How many pieces met with this fate. */
    long met(Fate fate) {
        return met.getOrDefault(fate, new AtomicLong()).get();
    }

    @Override
    public void close() throws IOException {
        door.close();
        pairs.forEach(Pair::end);
    }

    private void let() {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                try {
                    new Pair(near, new Socket(InetAddress.ofLiteral("127.0.0.1"), target)).begin();
                } catch (IOException nobodyThere) {
                    near.close();
                }
            } catch (IOException closed) {
                // The loop's condition ends it.
            }
        }
    }

    private final class Pair {
        private final Socket near;
        private final Socket far;
        private volatile boolean swallowed;

        Pair(Socket near, Socket far) {
            this.near = near;
            this.far = far;
        }

        void begin() throws IOException {
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            pairs.add(this);
            Thread.startVirtualThread(() -> carry(near, far, false));
            Thread.startVirtualThread(() -> carry(far, near, true));
        }

        private void carry(Socket from, Socket to, boolean reply) {
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                byte[] buffer = new byte[LARGEST_PIECE];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (!swallowed && !pass(Arrays.copyOf(buffer, n), reply, out)) {
                        break;
                    }
                }
            } catch (IOException over) {
                // One of both has gone; the other is told below.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (!swallowed) {
                end();
            }
        }

        /** Returns whether the connection goes on. */
        private boolean pass(byte[] piece, boolean reply, OutputStream out) throws IOException, InterruptedException {
            Fate fate = weather.of(reply, piece);
            met.computeIfAbsent(fate, one -> new AtomicLong()).incrementAndGet();
            return switch (fate) {
                case ARRIVES -> {
                    out.write(piece);
                    yield true;
                }
                case CUT -> {
                    out.write(piece, 0, piece.length / 2);
                    yield false;
                }
                case LOST -> false;
                case TRICKLES -> {
                    int step = BYTES_A_SECOND / STEPS_A_SECOND;
                    for (int from = 0; from < piece.length; from += step) {
                        out.write(piece, from, Math.min(step, piece.length - from));
                        Thread.sleep(1_000 / STEPS_A_SECOND);
                    }
                    yield true;
                }
                case DELAYED -> {
                    Thread.sleep(DELAY_MS);
                    out.write(piece);
                    yield true;
                }
                case SWALLOWED -> {
                    swallowed = true;
                    yield true;
                }
            };
        }

        void end() {
            pairs.remove(this);
            for (Socket one : new Socket[] {near, far}) {
                try {
                    one.close();
                } catch (IOException gone) {
                    // It is over either way.
                }
            }
        }
    }
}
