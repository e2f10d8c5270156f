package dev.liveshelf.launcher;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpParser;

/** Jetty's parser, which is shown of a head what somebody reads: of as much as came at once, what comes later it sees as it comes. */
final class HeadParser extends HttpParser {

    HeadParser(RequestHandler handler, int longestHead, HttpCompliance compliance) {
        super(handler, longestHead, compliance);
    }

    @Override
    public boolean parseNext(ByteBuffer buffer) {
        if (isStart()) {
            Unread.takeOut(buffer);
        }
        return super.parseNext(buffer);
    }
}
