package dev.liveshelf.it;

import java.util.List;
import java.util.Random;

/** Makes requests that nobody should make: of pieces that are right, nearly right, and wrong, by a grammar. */
final class Nonsense {
    /** What is asked for; of none of it anything may change. */
    static final List<String> ENDPOINTS = List.of(
            "",
            "status",
            "events",
            "cart",
            "health",
            "assets/liveshelf.js",
            "demo/",
            "shop/",
            "metrics",
            "shop/items",
            "shop/checkout",
            "nothing");

    private static final List<String> METHODS = List.of(
            "GET",
            "GET",
            "GET",
            "GET",
            "HEAD",
            "POST",
            "PUT",
            "DELETE",
            "OPTIONS",
            "TRACE",
            "PATCH",
            "get",
            "G\u0001T",
            "");
    private static final List<String> NAMES = List.of(
            "item",
            "since",
            "wait",
            "session",
            "action",
            "quantity",
            "page",
            "after",
            "limit",
            "x",
            "%00",
            "item[]",
            "");
    private static final List<String> VALUES = List.of(
            "P",
            "Q",
            "0",
            "0",
            "-1",
            "1",
            "99999999999999999999",
            "1e9",
            "NaN",
            "%",
            "%zz",
            "%00",
            "%ff%fe",
            "%F0%9F%92%A9",
            "<script>",
            "%3Cscript%3E",
            "' OR 1=1 --",
            "../../etc/passwd",
            "${jndi:ldap://x}",
            "{{7*7}}",
            "add",
            "remove",
            "extend",
            "ann",
            "k3f9.1",
            "k3f9.-1",
            ".",
            "a.b.c",
            "\u00e4",
            "\t",
            "",
            "a".repeat(129),
            "b".repeat(3_000));
    private static final List<String> HEADERS = List.of(
            "Accept: text/html",
            "Accept: application/json",
            "Accept: text/event-stream",
            "Accept: */*;q=x",
            "Accept-Language: ;;q=",
            "Accept-Language: zh-\u00e4,*;q=99",
            "Cookie: liveshelf_session=ann",
            "Cookie: liveshelf_session=\u0001;;=;,",
            "Cookie: " + "c=d; ".repeat(200),
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Type: application/x-www-form-urlencoded; charset=nope",
            "Content-Type: multipart/form-data; boundary=x",
            "Content-Type: ;;;",
            "If-None-Match: \"",
            "If-Match: \"k3f9.1",
            "Origin: null",
            "Origin: https://evil.example",
            "Access-Control-Request-Method: POST",
            "Authorization: Bearer",
            "Authorization: Bearer guessed",
            "Authorization: Basic \u00ff",
            "Idempotency-Key: \u00ff",
            "Forwarded: for=\"[",
            "X-Forwarded-For: ,,,",
            "Liveshelf-Session: a b",
            "Range: bytes=0-,5-1",
            "Expect: 100-continue",
            "Expect: miracles",
            "Upgrade: websocket",
            "Transfer-Encoding: identity",
            "TE: trailers",
            "X: a\r\n folded",
            "no colon",
            ": no name");
    private static final List<String> BODIES = List.of(
            "",
            "=",
            "&&&",
            "session=ann",
            "session=ann&action=add&item=P",
            "session=ann&action=steal",
            "{",
            "{}",
            "[]",
            "null",
            "{\"session\":1}",
            "{\"session\":\"ann\",\"order\":\"\"}",
            "[".repeat(5_000),
            "\u0000",
            "item,onhand\n",
            "\"",
            "session=ann&action=remove&item=P&quantity=".concat("9".repeat(50)),
            "x=" + "y".repeat(20_000));

    private final Random random;

    Nonsense(Random random) {
        this.random = random;
    }

    /** Makes a whole request for an address below this one; a character is a byte. */
    String request(String home, String endpoint) {
        StringBuilder request = new StringBuilder();
        request.append(one(METHODS)).append(' ').append(home).append(path(endpoint));
        char mark = '?';
        for (int i = random.nextInt(5); i > 0; i--) {
            request.append(mark).append(one(NAMES));
            if (random.nextInt(10) > 0) {
                request.append('=').append(one(VALUES).replace(" ", random.nextInt(20) == 0 ? " " : "%20"));
            }
            mark = random.nextInt(20) == 0 ? ';' : '&';
        }
        request.append(random.nextInt(50) == 0 ? "" : " HTTP/1.1").append("\r\n");
        request.append(random.nextInt(50) == 0 ? "" : "Host: shop\r\n");
        for (int i = random.nextInt(4); i > 0; i--) {
            request.append(one(HEADERS)).append("\r\n");
        }
        if (random.nextInt(3) > 0) {
            return flipped(request.append("\r\n"));
        }
        String body = one(BODIES);
        if (random.nextInt(4) == 0) {
            request.append("Transfer-Encoding: chunked\r\n\r\n");
            request.append(Integer.toHexString(body.length()))
                    .append("\r\n")
                    .append(body)
                    .append("\r\n0\r\n\r\n");
        } else {
            int length = body.length() + (random.nextInt(10) == 0 ? random.nextInt(9) - 4 : 0);
            request.append("Content-Length: ").append(length).append("\r\n\r\n").append(body);
        }
        return flipped(request);
    }

    private String path(String endpoint) {
        return switch (random.nextInt(12)) {
            case 0 -> endpoint + "/" + one(VALUES).replace(" ", "+");
            case 1 -> endpoint + "/../" + endpoint;
            case 2 -> endpoint + ";x=y";
            default -> endpoint;
        };
    }

    /** Now and then with one byte that is any. */
    private String flipped(StringBuilder request) {
        if (random.nextInt(8) == 0) {
            request.setCharAt(random.nextInt(request.length()), (char) random.nextInt(256));
        }
        return request.toString();
    }

    private String one(List<String> all) {
        return all.get(random.nextInt(all.size()));
    }
}
