package dev.liveshelf.it;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.openqa.selenium.Capabilities;
import org.openqa.selenium.json.Json;
import org.openqa.selenium.json.TypeToken;
import org.openqa.selenium.remote.Command;
import org.openqa.selenium.remote.CommandExecutor;
import org.openqa.selenium.remote.DriverCommand;
import org.openqa.selenium.remote.Response;
import org.openqa.selenium.remote.codec.w3c.W3CHttpCommandCodec;
import org.openqa.selenium.remote.codec.w3c.W3CHttpResponseCodec;
import org.openqa.selenium.remote.http.Contents;
import org.openqa.selenium.remote.http.HttpRequest;
import org.openqa.selenium.remote.http.HttpResponse;

/**
 * Speaks to Firefox in its own protocol, in the place of geckodriver, which Debian has not: a message is its length in
 * bytes, a colon, and JSON; {@code [0, number, command, parameters]} is answered by {@code [1, number, error, result]}. The
 * commands are those of WebDriver under other names.
 */
final class Marionette implements CommandExecutor {

    /** A request of WebDriver, below its session, and what it is here. */
    private record Route(String method, List<String> path, String name) {
        static Route of(String method, String path, String name) {
            return new Route(method, List.of(path.split("/")), name);
        }

        boolean matches(String requested, List<String> segments) {
            return method.equals(requested)
                    && path.size() == segments.size()
                    && IntStream.range(0, path.size())
                            .allMatch(i ->
                                    path.get(i).startsWith(":") || path.get(i).equals(segments.get(i)));
        }

        Map<String, Object> parameters(List<String> segments) {
            Map<String, Object> parameters = new HashMap<>();
            for (int i = 0; i < path.size(); i++) {
                if (path.get(i).startsWith(":")) {
                    parameters.put(path.get(i).substring(1), segments.get(i));
                }
            }
            return parameters;
        }
    }

    private static final List<Route> ROUTES = List.of(
            Route.of("POST", "url", "WebDriver:Navigate"),
            Route.of("GET", "url", "WebDriver:GetCurrentURL"),
            Route.of("POST", "refresh", "WebDriver:Refresh"),
            Route.of("POST", "back", "WebDriver:Back"),
            Route.of("POST", "forward", "WebDriver:Forward"),
            Route.of("GET", "title", "WebDriver:GetTitle"),
            Route.of("GET", "source", "WebDriver:GetPageSource"),
            Route.of("GET", "window", "WebDriver:GetWindowHandle"),
            Route.of("GET", "window/handles", "WebDriver:GetWindowHandles"),
            Route.of("POST", "window", "WebDriver:SwitchToWindow"),
            Route.of("POST", "window/new", "WebDriver:NewWindow"),
            Route.of("DELETE", "window", "WebDriver:CloseWindow"),
            Route.of("POST", "element", "WebDriver:FindElement"),
            Route.of("POST", "elements", "WebDriver:FindElements"),
            Route.of("POST", "element/:element/element", "WebDriver:FindElement"),
            Route.of("POST", "element/:element/elements", "WebDriver:FindElements"),
            Route.of("GET", "element/active", "WebDriver:GetActiveElement"),
            Route.of("GET", "element/:id/text", "WebDriver:GetElementText"),
            Route.of("GET", "element/:id/name", "WebDriver:GetElementTagName"),
            Route.of("GET", "element/:id/attribute/:name", "WebDriver:GetElementAttribute"),
            Route.of("GET", "element/:id/property/:name", "WebDriver:GetElementProperty"),
            Route.of("GET", "element/:id/displayed", "WebDriver:IsElementDisplayed"),
            Route.of("GET", "element/:id/enabled", "WebDriver:IsElementEnabled"),
            Route.of("GET", "element/:id/selected", "WebDriver:IsElementSelected"),
            Route.of("POST", "element/:id/click", "WebDriver:ElementClick"),
            Route.of("POST", "element/:id/clear", "WebDriver:ElementClear"),
            Route.of("POST", "element/:id/value", "WebDriver:ElementSendKeys"),
            Route.of("POST", "actions", "WebDriver:PerformActions"),
            Route.of("DELETE", "actions", "WebDriver:ReleaseActions"),
            Route.of("POST", "execute/sync", "WebDriver:ExecuteScript"),
            Route.of("POST", "execute/async", "WebDriver:ExecuteAsyncScript"),
            Route.of("GET", "screenshot", "WebDriver:TakeScreenshot"),
            Route.of("POST", "timeouts", "WebDriver:SetTimeouts"),
            Route.of("DELETE", "cookie", "WebDriver:DeleteAllCookies"));

    private static final Type LIST = new TypeToken<List<Object>>() {}.getType();

    private final Json json = new Json();
    private final W3CHttpCommandCodec requests = new W3CHttpCommandCodec();
    private final W3CHttpResponseCodec responses = new W3CHttpResponseCodec();
    private final Socket socket;
    private final DataInputStream in;
    private int number;

    Marionette(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        in = new DataInputStream(socket.getInputStream());
        read(); // who it is
    }

    @Override
    public synchronized Response execute(Command command) throws IOException {
        return switch (command.getName()) {
            case DriverCommand.NEW_SESSION -> newSession(command);
            case DriverCommand.QUIT -> quit(command);
            case DriverCommand.IS_ELEMENT_DISPLAYED -> // Selenium would run a script, even where scripts are off
                response(call("WebDriver:IsElementDisplayed", command.getParameters()));
            default -> response(call(requests.encode(command)));
        };
    }

    /** Runs a script in the browser itself, in the place of a page. */
    synchronized Object privileged(String script) {
        try {
            call("Marionette:SetContext", Map.of("value", "chrome"));
            try {
                return value(result(call("WebDriver:ExecuteScript", Map.of("script", script, "args", List.of()))));
            } finally {
                call("Marionette:SetContext", Map.of("value", "content"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked") // what a new session is
    private Response newSession(Command command) throws IOException {
        Collection<Capabilities> wanted =
                (Collection<Capabilities>) command.getParameters().get("capabilities");
        Map<String, Object> session = (Map<String, Object>)
                result(call("WebDriver:NewSession", wanted.iterator().next().asMap()));
        Response response = new Response();
        response.setState("success");
        response.setSessionId((String) session.get("sessionId"));
        response.setValue(session.get("capabilities"));
        return response;
    }

    private Response quit(Command command) throws IOException {
        call("Marionette:Quit", Map.of("flags", List.of("eForceQuit")));
        socket.close();
        Response response = new Response(command.getSessionId());
        response.setState("success");
        return response;
    }

    private List<Object> call(HttpRequest request) throws IOException {
        List<String> segments = Arrays.asList(request.getUri().split("/"));
        List<String> path = segments.subList(3, segments.size()); // after: nothing, session, its id
        Route route = ROUTES.stream()
                .filter(each -> each.matches(request.getMethod().name(), path))
                .findFirst()
                .orElseThrow(() -> new IOException("No way to say " + request.getMethod() + " " + path));
        Map<String, Object> parameters = route.parameters(path);
        String body = request.contentAsString();
        if (!body.isEmpty()) {
            parameters.putAll(json.toType(body, Json.MAP_TYPE));
        }
        if (route.name().equals("WebDriver:TakeScreenshot")) {
            parameters.putAll(Map.of("full", false, "hash", false));
        }
        return call(route.name(), parameters);
    }

    private List<Object> call(String name, Map<String, ?> parameters) throws IOException {
        number++;
        byte[] message = json.toJson(List.of(0, number, name, parameters)).getBytes(StandardCharsets.UTF_8);
        socket.getOutputStream().write((message.length + ":").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(message);
        return json.toType(read(), LIST);
    }

    private String read() throws IOException {
        int length = 0;
        for (int next = in.readUnsignedByte(); next != ':'; next = in.readUnsignedByte()) {
            length = 10 * length + next - '0';
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private Response response(List<Object> answer) {
        boolean failed = answer.get(2) != null;
        Map<String, Object> body = new HashMap<>();
        body.put("value", failed ? answer.get(2) : value(answer.get(3)));
        return responses.decode(new HttpResponse()
                .setStatus(failed ? 500 : 200)
                .setHeader("Content-Type", "application/json;charset=UTF-8")
                .setContent(Contents.asJson(body)));
    }

    private static Object result(List<Object> answer) throws IOException {
        if (answer.get(2) != null) {
            throw new IOException(String.valueOf(answer.get(2)));
        }
        return answer.get(3);
    }

    /** Some results are wrapped, some are not. */
    private static Object value(Object result) {
        return result instanceof Map<?, ?> map && map.size() == 1 && map.containsKey("value")
                ? map.get("value")
                : result;
    }
}
