package dev.evenhand.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GatheringTest {
    @Test
    void whatIsAskedWhileALookIsUnderWayIsAskedTogetherInTheNext() throws InterruptedException {
        List<List<Integer>> looks = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch allAsked = new CountDownLatch(1);
        Gathering<Integer, Integer> gathering = new Gathering<>(questions -> {
            looks.add(questions);
            begun.countDown();
            await(allAsked);
            return questions.stream().filter(n -> n % 2 == 0).collect(Collectors.toMap(n -> n, n -> 10 * n));
        });

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = CompletableFuture.supplyAsync(() -> gathering.ask(0), threads);
            begun.await();
            var others = IntStream.range(1, 100)
                    .mapToObj(n -> CompletableFuture.supplyAsync(() -> gathering.ask(n), threads))
                    .toList();
            while (gathering.waiting() < 99) {
                Thread.onSpinWait();
            }
            allAsked.countDown();

            assertEquals(Optional.of(0), first.join());
            for (int n = 1; n < 100; n++) {
                Optional<Integer> expected = n % 2 == 0 ? Optional.of(10 * n) : Optional.empty();
                assertEquals(expected, others.get(n - 1).join());
            }
        }
        assertEquals(2, looks.size());
    }

    @Test
    void aLookThatFailsIsToldToAllWhoAskedAndTheNextIsMadeAnew() {
        List<Integer> looks = new ArrayList<>();
        Gathering<Integer, Integer> gathering = new Gathering<>(questions -> {
            looks.addAll(questions);
            if (questions.contains(1)) {
                throw new IllegalStateException("made for this test");
            }
            return Map.of(2, 20);
        });

        CompletionException failure = assertThrows(CompletionException.class, () -> gathering.ask(1));
        assertEquals("made for this test", failure.getCause().getMessage());
        assertEquals(Optional.of(20), gathering.ask(2));
        assertEquals(Optional.of(20), gathering.ask(2));
        assertEquals(List.of(1, 2, 2), looks, "nothing is remembered");
    }

    @Test
    void nobodyIsForgottenBetweenTwoLooks() {
        Gathering<Integer, Integer> gathering =
                new Gathering<>(questions -> questions.stream().collect(Collectors.toMap(n -> n, n -> n)));

        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertTrue(IntStream.range(0, 20_000)
                    .mapToObj(n -> CompletableFuture.supplyAsync(() -> gathering.ask(n), threads))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .allMatch(Optional::isPresent));
        }
    }

    @Test
    void oneForWhomNobodyCouldLookDoesNotKeepOthersFromBeingAnswered() {
        AtomicInteger starts = new AtomicInteger();
        Gathering<Integer, Integer> gathering =
                new Gathering<>(questions -> questions.stream().collect(Collectors.toMap(n -> n, n -> n)), look -> {
                    if (starts.incrementAndGet() == 1) {
                        throw new OutOfMemoryError("made for this test");
                    }
                    Thread.startVirtualThread(look);
                });

        assertThrows(OutOfMemoryError.class, () -> gathering.ask(1));

        assertEquals(Optional.of(2), gathering.ask(2));
        assertEquals(0, gathering.waiting());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
