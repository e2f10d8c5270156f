package dev.liveshelf.stock.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisURI;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says in people's words why Redis cannot be used, and what to do. Never with a password. */
final class Explain {

    static final String AWAY = "Redis is away";

    /** What was asked for has been done, but it may be lost with the primary. */
    static final String UNCONFIRMED =
            "Too few replicas of Redis have confirmed this; it may have been done, and may be asked for again";

    static final String TOO_FEW = "Too few replicas of Redis confirm what is changed, so nothing is";

    static final String MOVING = "Redis is moving this to another node";

    /** Nothing was done. */
    static final String NO_MEMORY = "Redis has no memory left; see its maxmemory";

    private static final Pattern WRAPPED =
            Pattern.compile("ERR Error running script .*@user_script: ?\\d+: -?([A-Z]+ .*)", Pattern.DOTALL);

    private Explain() {}

    static Throwable cause(Throwable failure) {
        boolean wrapped = failure instanceof CompletionException || failure instanceof ExecutionException;
        Throwable cause = failure.getCause();
        return wrapped && cause != null ? cause(cause) : failure;
    }

    /** Returns what Redis said. Before version 7 it wraps what a command in a script was told. */
    private static String said(Throwable failure) {
        String said = String.valueOf(failure.getMessage());
        Matcher wrapped = WRAPPED.matcher(said);
        return wrapped.matches() ? wrapped.group(1) : said;
    }

    /** Says why something could not be done. */
    static String away(Throwable failure) {
        if (failure instanceof RedisCommandTimeoutException) {
            return "Redis does not answer";
        }
        if (!(failure instanceof RedisCommandExecutionException)) {
            return AWAY;
        }
        String said = said(failure);
        if (said.startsWith("OOM")) {
            return NO_MEMORY;
        }
        if (said.startsWith("READONLY") || said.startsWith("MASTERDOWN")) {
            return "Redis is a replica, or is becoming one";
        }
        if (said.startsWith("LOADING")) {
            return "Redis is still loading its data";
        }
        if (said.startsWith("CLUSTERDOWN")) {
            return "The Redis Cluster is not whole";
        }
        if (said.startsWith("MISCONF")) {
            return "Redis cannot write to its disk; see its log";
        }
        if (said.startsWith("BUSY")) {
            return "Redis is busy with somebody's script; see SCRIPT KILL";
        }
        if (said.contains("Script killed")) {
            return "Somebody has ended what Redis did for us; nothing was changed";
        }
        if (said.startsWith("NOPERM") || said.startsWith("NOAUTH")) {
            return "Redis does not let our user do this";
        }
        if (said.contains("WRONGTYPE")) {
            return "Something else than Liveshelf has written keys that begin with liveshelf: into this Redis";
        }
        return "Redis refuses; see the log";
    }

    static boolean isNoMemory(@Nullable Throwable failure) {
        return failure != null && NO_MEMORY.equals(cause(failure).getMessage());
    }

    /** Says why a Redis that is there cannot be used, or that none is. */
    static String unfit(Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof IllegalStateException unfit) {
            return "Redis cannot be used: " + unfit.getMessage();
        }
        return cause instanceof RedisCommandExecutionException ? away(cause) : AWAY;
    }

    /** Tells whether it may help to connect again: the one who answered is not, or not yet, the one to ask. */
    static boolean isOfAnother(Throwable failure) {
        String said = said(failure);
        return said.startsWith("READONLY")
                || said.startsWith("MASTERDOWN")
                || said.startsWith("LOADING")
                || said.startsWith("NOAUTH");
    }

    static IllegalStateException refusal(RedisURI uri, Throwable failure) {
        return new IllegalStateException(
                "The Redis of liveshelf.redis, " + place(uri) + ", cannot be used: " + why(failure), failure);
    }

    private static String why(Throwable failure) {
        StringBuilder said = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalStateException refusal) {
                return refusal.getMessage() + ".";
            }
            said.append(cause.getMessage()).append(' ');
        }
        String all = said.toString().toUpperCase(Locale.ROOT);
        if (all.contains("WRONGPASS")
                || all.contains("NOAUTH")
                || all.contains("AUTH FAILED")
                || all.contains("INVALID PASSWORD")
                || all.contains("NO PASSWORD IS SET")
                || all.contains("WITHOUT ANY PASSWORD")) {
            return "it does not accept the user or the password. Write redis://user:password@host:port.";
        }
        if (all.contains("LOADING")) {
            return "it is still loading its data; try again when it has.";
        }
        if (all.contains("NOPERM")) {
            return "its user may not run scripts or INFO, or may not use keys that begin with liveshelf:.";
        }
        if (all.contains("PKIX") || all.contains("CERTIFICATE") || all.contains("NO SUBJECT ALTERNATIVE")) {
            return "its certificate is not trusted, or is of another name. Give the JVM one that signed it:"
                    + " -Djavax.net.ssl.trustStore=file.";
        }
        if (all.contains("CLOSED PREMATURELY")) { // Lettuce may be faster to close than to say why
            return "it ends the connection at once: it does not accept the user or the password, or only one side speaks TLS."
                    + " Write redis://user:password@host:port, or rediss:// for TLS.";
        }
        return "nobody answers there as Redis does. Is it started, and is the address right?";
    }

    /** Returns where it is, and nothing that is a secret. */
    static String place(RedisURI uri) {
        return uri.getHost() == null ? "behind Sentinel" : uri.getHost() + ":" + uri.getPort();
    }
}
