package dev.liveshelf.stock.redis;

import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * What an answer waits for.
 *
 * @param replicas how many must have it
 * @param fsync whether it must be on their disks, and on the primary's own
 */
record Confirming(int replicas, boolean fsync) {

    /** Who has it: the primary's own disk, so many times, and replicas. */
    record Copies(long own, long replicas) {}

    private static final ProtocolKeyword WAITAOF = new ProtocolKeyword() {
        @Override
        public byte[] getBytes() {
            return toString().getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public String toString() {
            return "WAITAOF";
        }
    };

    /** Asks, and waits for so long: then it is answered how many have it. */
    CompletionStage<Copies> ask(RedisAsyncCommands<String, String> commands, long millis) {
        long start = System.nanoTime();
        CompletionStage<Long> there =
                send(commands, CommandType.WAIT, new IntegerOutput<>(StringCodec.UTF8), replicas, millis);
        // Whoever says that he has it has written it to his disk by then, but he has said so before: he is asked again.
        // Else
        // he would tell by himself, up to a second later.
        return there.thenCompose(having -> {
            long left = millis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            return fsync && having >= replicas
                    ? send(commands, WAITAOF, new NestedMultiOutput<>(StringCodec.UTF8), 1, replicas, Math.max(1, left))
                            .thenApply(Confirming::copies)
                    : CompletableFuture.completedFuture(new Copies(0, having));
        });
    }

    /** Fails if it cannot be asked here, or by this user. */
    CompletionStage<Void> tryOut(RedisAsyncCommands<String, String> commands) {
        return new Confirming(0, fsync).ask(commands, 1).thenAccept(copies -> {});
    }

    private static <T> CompletionStage<T> send(
            RedisAsyncCommands<String, String> commands,
            ProtocolKeyword command,
            CommandOutput<String, String, T> output,
            long... words) {
        CommandArgs<String, String> args = new CommandArgs<>(StringCodec.UTF8);
        for (long word : words) {
            args.add(word);
        }
        return commands.dispatch(command, output, args);
    }

    static Copies copies(List<?> answer) {
        return new Copies((Long) answer.get(0), (Long) answer.get(1));
    }

    boolean isEnough(Copies confirmed) {
        return confirmed.replicas() >= replicas && (!fsync || confirmed.own() > 0);
    }

    String inWords(Copies confirmed) {
        String all = "replicas=" + confirmed.replicas() + " of=" + replicas;
        return fsync
                ? all + " disk=" + confirmed.own() + " (replicas need appendonly yes and appendfsync always, too)"
                : all;
    }
}
