package dev.liveshelf.web;

import dev.liveshelf.cart.News;
import dev.liveshelf.stock.Level;
import dev.liveshelf.stock.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What is done for each poll, or once for each wake: the query's parse, and the JSON of a level. */
@State(Scope.Benchmark)
public class PollBenchmark {

    private static final Duration LONGEST = Duration.ofSeconds(25);

    private final String ofOne = "item=P&since=k3f9ab.13";
    private final String ofTen = IntStream.range(0, 10)
            .mapToObj(i -> "item=Teapot%20" + i + "&since=k3f9ab." + i)
            .collect(Collectors.joining("&"));
    private final Json json = new Json();
    private final News news = new News(
            new Level("P", new Version("k3f9ab", 13), 10, 1, 0, 0, Instant.parse("2026-11-22T21:30:00Z")), 2_500);

    @Benchmark
    public Object parseOne() {
        return StatusQuery.parse(Parameters.parse(ofOne), LONGEST);
    }

    @Benchmark
    public Object parseTen() {
        return StatusQuery.parse(Parameters.parse(ofTen), LONGEST);
    }

    @Benchmark
    public byte[] json() {
        return json.bytes(json.news(news));
    }
}
