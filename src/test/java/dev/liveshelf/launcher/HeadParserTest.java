package dev.liveshelf.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.junit.jupiter.api.Test;

/** Reads what is sent with our parser and with Jetty's own, and compares. */
class HeadParserTest {
    private static final int LONGEST_HEAD = 8_192;

    private static final List<String> LINES = List.of(
            "Accept: */*\r\n",
            "Cookie: a=b\r\n",
            "Connection: close\r\n",
            "Content-Length: 2\r\n",
            "User-Agent: some\r\n",
            "user-agent:\r\n",
            "Referer: " + "x".repeat(700) + "\r\n",
            "Sec-Fetch-Mode: cors\r\n",
            " goes on\r\n",
            "\tgoes on\r\n",
            ": goes on\r\n",
            "Referer: ends early\n",
            "Referer : has a space\r\n",
            "Referer: has a tab\tin it\r\n",
            "Referer: \u00e9\r\n",
            "Referer: \0\r\n",
            "Sec-(: is no name\r\n",
            "Sec-no-colon\r\n");

    /** What a parser has said. */
    private static final class Hearer implements HttpParser.RequestHandler {
        final List<String> said = new ArrayList<>();

        @Override
        public void startRequest(String method, String uri, HttpVersion version) {
            said.add(method + " " + uri + " " + version);
        }

        @Override
        public void parsedHeader(HttpField field) {
            if (!Unread.is(field)) {
                said.add(field.toString());
            }
        }

        @Override
        public boolean headerComplete() {
            return true;
        }

        @Override
        public boolean content(ByteBuffer body) {
            said.add("body " + StandardCharsets.ISO_8859_1.decode(body));
            return false;
        }

        @Override
        public boolean contentComplete() {
            return false;
        }

        @Override
        public boolean messageComplete() {
            said.add("end");
            return true;
        }

        @Override
        public void badMessage(HttpException failure) {
            said.add("bad: " + failure.getReason());
        }

        @Override
        public void earlyEOF() {
            said.add("cut off");
        }
    }

    @Test
    void ofWhateverComesItTellsAsJettyDoesWhatSomebodyReads() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("HeadParserTest: -Dseed=" + seed);
        Random random = new Random(seed);
        int whole = 0;
        for (int i = 0; i < 20_000; i++) {
            Hearer mine = new Hearer();
            Hearer theirs = new Hearer();
            HttpParser parser = new HeadParser(mine, LONGEST_HEAD, HttpCompliance.RFC9110);
            HttpParser jetty = new HttpParser(theirs, LONGEST_HEAD, HttpCompliance.RFC9110);
            String sent = (random.nextInt(20) == 0 ? "\r\n" : "") + head(random) + head(random);
            int cut = random.nextBoolean() ? 0 : random.nextInt(sent.length());

            read(parser, sent.substring(0, cut));
            read(parser, sent.substring(cut));
            read(jetty, sent.substring(0, cut));
            read(jetty, sent.substring(cut));

            assertThat(mine.said).as(sent).isNotEmpty().isEqualTo(theirs.said);
            whole += theirs.said.contains("end") ? 1 : 0;
        }
        assertThat(whole).isBetween(5_000, 18_000); // some are as they should be, some are not
    }

    private static String head(Random random) {
        StringBuilder head = new StringBuilder("GET /").append(random.nextInt(10));
        head.append(random.nextInt(20) == 0 ? " HTTP/1.0\r\n" : " HTTP/1.1\r\n");
        head.append(random.nextInt(20) == 0 ? "" : "Host: shop\r\n");
        int odd = random.nextInt(3);
        for (int i = random.nextInt(5); i > 0; i--) {
            head.append(LINES.get(random.nextInt(odd == 0 ? LINES.size() : 8)));
        }
        head.append(random.nextInt(50) == 0 ? "\n" : "\r\n");
        return head.append(head.indexOf("Content-Length") < 0 ? "" : "ok").toString();
    }

    /** As a connection does. */
    private static void read(HttpParser parser, String text) {
        ByteBuffer buffer = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        while (buffer.hasRemaining()) {
            parser.parseNext(buffer);
            if (parser.isState(HttpParser.State.CLOSE) || parser.isState(HttpParser.State.CLOSED)) {
                buffer.position(buffer.limit());
            }
            if (parser.isState(HttpParser.State.CONTENT)) {
                parser.parseNext(buffer);
            }
            if (parser.isState(HttpParser.State.END)) {
                parser.reset();
            }
        }
    }
}
