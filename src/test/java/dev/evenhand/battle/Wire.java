package dev.evenhand.battle;

import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** One request over a connection of its own, and every byte that comes back: nothing is decoded, sorted or left out. */
record Wire(String verb, String path, Map<String, String> headers, String body) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * @param bytes status line, headers and body as they were sent
     * @param firstByte nanoseconds from the request's last byte to the answer's first
     * @param lastByte nanoseconds from the request's last byte to the answer's last
     */
    record Answer(byte[] bytes, long firstByte, long lastByte) {
        /** A character for every byte. */
        String text() {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }

        String head() {
            return text().substring(0, text().indexOf("\r\n\r\n"));
        }

        String body() {
            return text().substring(head().length() + 4);
        }

        int status() {
            return Integer.parseInt(text().substring(9, 12));
        }
    }

    static Wire of(String verb, String path) {
        return new Wire(verb, path, Map.of(), "");
    }

    Wire with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Wire(verb, path, more, body);
    }

    Wire by(String token) {
        return with("Authorization", "Bearer " + token);
    }

    Wire json(String json) {
        return new Wire(verb, path, headers, json)
                .with("Content-Type", "application/json")
                .with("Content-Length", String.valueOf(json.getBytes(StandardCharsets.UTF_8).length));
    }

    Answer ask() throws IOException {
        StringBuilder request =
                new StringBuilder("%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n".formatted(verb, path));
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        if (!headers.containsKey("Content-Length")) {
            request.append("Content-Length: 0\r\n");
        }
        request.append("\r\n").append(body);
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.UTF_8));
            return read(socket.getInputStream(), System.nanoTime());
        }
    }

    private static Answer read(InputStream in, long start) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(in.read());
        long firstByte = System.nanoTime() - start;
        in.transferTo(bytes);
        return new Answer(bytes.toByteArray(), firstByte, System.nanoTime() - start);
    }
}
